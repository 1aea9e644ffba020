import { NotAllowed } from '#base';
import { can, type Permission, type RequestContext } from '#grammar/access';

export const ADMINISTER_JOBS = 'administer jobs';

/** The permissions that this room declares. */
export const jobPermissions: readonly Permission[] = [
  {
    name: ADMINISTER_JOBS,
    label: 'See what the site does in the background, and have it done again',
    group: 'Site',
  },
];

/** Throws `NotAllowed` for who may not. */
export function requireJobAdministration({ actor }: RequestContext): void {
  if (can(actor, ADMINISTER_JOBS)) return;
  throw new NotAllowed('jobs.not_allowed', 'Your account may not look after the jobs of the site.');
}
