import { NotAllowed } from '#base';
import { can, type Permission, type RequestContext } from '#grammar/access';

export const ADMINISTER_CRON = 'administer cron';

/** The permissions that this room declares. */
export const cronPermissions: readonly Permission[] = [
  {
    name: ADMINISTER_CRON,
    label: 'See what the site does regularly, and have it done now',
    group: 'Site',
  },
];

/** Throws `NotAllowed` for who may not. */
export function requireCronAdministration({ actor }: RequestContext): void {
  if (can(actor, ADMINISTER_CRON)) return;
  throw new NotAllowed('cron.not_allowed', 'Your account may not run the tasks of the site.');
}
