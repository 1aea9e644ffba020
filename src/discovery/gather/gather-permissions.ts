import { NotAllowed } from '#base';
import { can, type Permission, type RequestContext } from '#grammar/access';

const ADMINISTER_GATHERS = 'administer gathers';

/** The permissions that this room declares. */
export const gatherPermissions: readonly Permission[] = [
  {
    name: ADMINISTER_GATHERS,
    label: 'Make and change gathers: lists of content and other things',
    group: 'Gather',
    dangerous: true,
  },
];

export function mayAdministerGathers({ actor }: RequestContext): boolean {
  return can(actor, ADMINISTER_GATHERS);
}

/** Throws `NotAllowed` for who may not change gathers. */
export function requireGatherAdministration(ctx: RequestContext): void {
  if (mayAdministerGathers(ctx)) return;
  throw new NotAllowed('gather.not_allowed', 'Your account may not change gathers.');
}
