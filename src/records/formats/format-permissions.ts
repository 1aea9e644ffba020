import { NotAllowed } from '#base';
import { can, type Permission, type RequestContext } from '#grammar/access';

export const ADMINISTER_FORMATS = 'administer text formats';

/** The permissions that this room declares; those to write in a format come with the formats. */
export const formatPermissions: readonly Permission[] = [
  {
    name: ADMINISTER_FORMATS,
    label: 'Change text formats: what people may write',
    group: 'Text formats',
    dangerous: true,
  },
];

/** Throws `NotAllowed` for who may not change formats. */
export function requireFormatAdministration({ actor }: RequestContext): void {
  if (can(actor, ADMINISTER_FORMATS)) return;
  throw new NotAllowed('text_format.not_allowed', 'Your account may not change text formats.');
}
