import { type Clock, NotFound, type SessionId, type StageId, type UserId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Taps } from '#grammar/taps';
import type { Database } from '#platform/database';
import { announceLogout } from './announce-visit.ts';
import { hashSecret } from './secret.ts';
import { isFreshLink, type SessionInfo, stillValid } from './session.ts';
import { findOwnSession, listSessions, removeSession, writeStageOf } from './session-store.ts';
import { isOneself, mayAdministerUser, require } from './user-policy.ts';
import { UserNotFound } from './user-errors.ts';
import { findUser } from './user-store.ts';

/** Where a user is signed in, and how to end it. */
export interface OwnSessions {
  /** Last seen first; the session of `token` is marked as the current one. */
  list(
    ctx: RequestContext,
    user: UserId,
    token: string | undefined,
  ): Promise<readonly SessionInfo[]>;
  /** Whether the session of `token` began with a link just now: a password needs no other proof. */
  isFresh(user: UserId, token: string | undefined): Promise<boolean>;
  /** The actor's own session looks at another stage; that there is one, and who may, is known. */
  enter(ctx: RequestContext, token: string, stage: StageId): Promise<void>;
  revoke(ctx: RequestContext, user: UserId, session: SessionId): Promise<void>;
  /** Ends the actor's own session, by its token; an unknown one is over already. */
  signOut(ctx: RequestContext, token: string): Promise<void>;
}

export function createOwnSessions(deps: {
  database: Database;
  taps: Taps;
  clock: Clock;
}): OwnSessions {
  const { queries } = deps.database;
  const check = async (ctx: RequestContext, id: UserId) => {
    if (isOneself(ctx.actor, id)) return;
    const user = await findUser(queries, id);
    if (!user) throw new UserNotFound();
    require(mayAdministerUser(ctx.actor, user), 'These are the sessions of somebody else.');
  };
  return {
    async list(ctx, user, token) {
      await check(ctx, user);
      return listSessions(queries, user, hashSecret(token ?? ''), stillValid(deps.clock));
    },
    async isFresh(user, token) {
      if (token === undefined) return false;
      const session = await findOwnSession(
        queries,
        user,
        hashSecret(token),
        stillValid(deps.clock),
      );
      return session !== undefined && isFreshLink(session, deps.clock);
    },
    enter: ({ actor }, token, stage) => writeStageOf(queries, actor.id, hashSecret(token), stage),
    async revoke(ctx, user, session) {
      await check(ctx, user);
      if (!(await removeSession(queries, { id: session, userId: user }))) {
        throw new NotFound('session.not_found', 'This session is over already.');
      }
      ctx.log.info({ user, session, by: ctx.actor.id }, 'A session was ended');
    },
    async signOut(ctx, token) {
      if (!(await removeSession(queries, { tokenHash: hashSecret(token) }))) return;
      ctx.log.info({ user: ctx.actor.id }, 'A user signed out');
      await announceLogout(deps.taps, ctx, ctx.actor);
    },
  };
}
