import { type Clock, newId, type UserId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Taps } from '#grammar/taps';
import type { Database } from '#platform/database';
import { announceLogin } from './announce-visit.ts';
import type { Later } from './later.ts';
import { FORGET_ATTEMPTS, type LoginAttempts } from './login-attempts.ts';
import { hashPassword, isOutdated, verifyPassword } from './password.ts';
import { hashSecret, newSecret } from './secret.ts';
import { stillValid } from './session.ts';
import { insertSession, removeExpired, removeSession } from './session-store.ts';
import type { Client } from './user.ts';
import { UserBlocked, WrongCredentials } from './user-errors.ts';
import { findCredentials, writeLogin } from './user-store.ts';

export interface SignInInput {
  readonly nameOrMail: string;
  readonly password: string;
  readonly client: Client;
  /** The token that the browser had before; its session ends. */
  readonly replaces?: string | undefined;
}

export interface SignedIn {
  /** For the cookie. */
  readonly token: string;
  readonly user: { readonly id: UserId; readonly name: string };
}

export type SignIn = (ctx: RequestContext, input: SignInInput) => Promise<SignedIn>;

/** Begins a session with name or mail address and password. */
export function createSignIn(deps: {
  database: Database;
  taps: Taps;
  clock: Clock;
  attempts: LoginAttempts;
  later: Later;
}): SignIn {
  const { database, taps, clock, attempts, later } = deps;
  return async (ctx, input) => {
    const typed = input.nameOrMail.trim();
    const { address } = input.client;
    // The address first: one that is locked out adds nothing to the counts of names and accounts.
    await attempts.fromAddress(address);
    await attempts.underName(typed);
    // PostgreSQL takes no NUL; nobody's name has one.
    const user = typed.includes('\0') ? undefined : await findCredentials(database.queries, typed);
    // By id, so that name and mail address share one count. It is not told apart from a wrong
    // password that an account waits because of tries under its other name, nor is it any faster.
    const waits = (await attempts.forAccount(user?.id ?? typed)) > 0;
    const hash = waits ? null : (user?.hash ?? null);
    if (!(await verifyPassword(hash, input.password)) || !user?.hash) {
      ctx.log.info({ address, user: user?.id, waits }, 'A sign-in failed');
      throw new WrongCredentials();
    }
    await attempts.succeed(user.id, address, typed);
    if (!user.active) throw new UserBlocked();

    const now = clock.now();
    const token = newSecret();
    const rehashed = isOutdated(user.hash)
      ? { from: user.hash, to: await hashPassword(input.password) }
      : undefined;
    await database.transaction(async (transaction) => {
      await insertSession(transaction, {
        id: newId(),
        tokenHash: hashSecret(token),
        userId: user.id,
        now,
        client: input.client,
        byLink: false,
      });
      if (input.replaces)
        await removeSession(transaction, { tokenHash: hashSecret(input.replaces) });
      await writeLogin(transaction, user.id, now, rehashed);
    });
    ctx.log.info({ address, user: user.id }, 'A user signed in');
    later.run('remove expired sessions', () =>
      removeExpired(database.queries, {
        sessions: stillValid(clock),
        links: now,
        attempts: new Date(now.getTime() - FORGET_ATTEMPTS),
      }),
    );
    await announceLogin(taps, ctx, user, 'password');
    return { token, user: { id: user.id, name: user.name } };
  };
}
