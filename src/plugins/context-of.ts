import { LIVE } from '#base';
import type { RequestContext } from '#grammar/access';
import type { CallContext } from './host/plugin-call.ts';

/** What plugins may know of who asks. */
export function contextOf({ actor, stage, locale }: RequestContext): CallContext {
  return {
    actor: {
      id: actor.id,
      name: actor.name,
      anonymous: actor.kind === 'anonymous',
      admin: actor.isAdmin,
      roles: actor.roles,
    },
    permissions: actor.permissions,
    stage: stage === LIVE ? 'live' : stage,
    locale,
  };
}
