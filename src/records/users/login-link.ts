import { type Clock, newId, type UserId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Taps } from '#grammar/taps';
import type { Database } from '#platform/database';
import { announceLogin } from './announce-visit.ts';
import { hashSecret, newSecret } from './secret.ts';
import { LOGIN_LINK_LASTS } from './session.ts';
import {
  findLoginLink,
  insertLoginLink,
  insertSession,
  removeSession,
  takeLoginLink,
} from './session-store.ts';
import type { SignedIn } from './sign-in.ts';
import type { Client } from './user.ts';
import { LoginLinkUsed, UserBlocked, UserNotFound } from './user-errors.ts';
import { mayAdministerUser, require } from './user-policy.ts';
import { findUser, writeLogin } from './user-store.ts';

/** One-time links: the way in for who has no password (yet, or any more). */
export interface LoginLinks {
  /** The path of a new link, `/user/login-link/…`; works once, for 24 hours. */
  create(ctx: RequestContext, user: UserId): Promise<string>;
  /** Whose link it is, without using it up: mail scanners follow links, too. */
  find(token: string): Promise<{ readonly id: UserId; readonly name: string } | undefined>;
  /** Uses the link up and begins a session that may set a new password. */
  use(
    ctx: RequestContext,
    token: string,
    client: Client,
    replaces: string | undefined,
  ): Promise<SignedIn>;
}

export function createLoginLinks(deps: {
  database: Database;
  taps: Taps;
  clock: Clock;
}): LoginLinks {
  const { database, clock } = deps;
  const { queries } = database;
  const find = (token: string) => findLoginLink(queries, hashSecret(token), clock.now());
  return {
    find,

    async create(ctx, id) {
      const user = await findUser(queries, id);
      if (!user) throw new UserNotFound();
      require(mayAdministerUser(
        ctx.actor,
        user,
      ), 'Only who administers this user may make a sign-in link.');
      if (!user.active) throw new UserBlocked();
      const token = newSecret();
      await insertLoginLink(queries, {
        token_hash: hashSecret(token),
        user_id: id,
        expires: new Date(clock.now().getTime() + LOGIN_LINK_LASTS),
      });
      ctx.log.info({ user: id, by: ctx.actor.id }, 'A sign-in link was made');
      return `/user/login-link/${token}`;
    },

    async use(ctx, link, client, replaces) {
      const now = clock.now();
      const token = newSecret();
      const user = await database.transaction(async (transaction) => {
        const id = await takeLoginLink(transaction, hashSecret(link), now);
        const found = id && (await findUser(transaction, id));
        if (!found) throw new LoginLinkUsed();
        await insertSession(transaction, {
          id: newId(),
          tokenHash: hashSecret(token),
          userId: found.id,
          now,
          client,
          byLink: true,
        });
        if (replaces) await removeSession(transaction, { tokenHash: hashSecret(replaces) });
        await writeLogin(transaction, found.id, now);
        return found;
      });
      ctx.log.info({ address: client.address, user: user.id }, 'A user signed in by link');
      await announceLogin(deps.taps, ctx, user, 'link');
      return { token, user: { id: user.id, name: user.name } };
    },
  };
}
