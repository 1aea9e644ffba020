import { type Clock, NotFound, type SessionId, type UserId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Database } from '#platform/database';
import { hashSecret } from './secret.ts';
import { type SessionInfo, stillValid } from './session.ts';
import { listSessions, removeSession } from './session-store.ts';
import { isOneself, mayAdministerUser, require } from './user-policy.ts';
import { UserNotFound } from './user-errors.ts';
import { findUser } from './user-store.ts';

/** Where a user is signed in, and how to end it. */
export interface OwnSessions {
  list(ctx: RequestContext, user: UserId): Promise<readonly SessionInfo[]>;
  revoke(ctx: RequestContext, user: UserId, session: SessionId): Promise<void>;
  /** Ends the session of a token; an unknown one is over already. */
  signOut(token: string): Promise<void>;
}

export function createOwnSessions(deps: { database: Database; clock: Clock }): OwnSessions {
  const { queries } = deps.database;
  const check = async (ctx: RequestContext, id: UserId) => {
    if (isOneself(ctx.actor, id)) return;
    const user = await findUser(queries, id);
    if (!user) throw new UserNotFound();
    require(mayAdministerUser(ctx.actor, user), 'These are the sessions of somebody else.');
  };
  return {
    async list(ctx, user) {
      await check(ctx, user);
      return listSessions(queries, user, stillValid(deps.clock));
    },
    async revoke(ctx, user, session) {
      await check(ctx, user);
      if (!(await removeSession(queries, { id: session, userId: user }))) {
        throw new NotFound('session.not_found', 'This session is over already.');
      }
      ctx.log.info({ user, session, by: ctx.actor.id }, 'A session was ended');
    },
    async signOut(token) {
      await removeSession(queries, { tokenHash: hashSecret(token) });
    },
  };
}
