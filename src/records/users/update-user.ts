import type { Clock, Problem, UserId } from '#base';
import { inTransaction, type RequestContext } from '#grammar/access';
import type { Taps } from '#grammar/taps';
import type { Database, Queries } from '#platform/database';
import { checkMail, checkName } from './check-user.ts';
import { checkRoles } from './check-roles.ts';
import type { LoginAttempts } from './login-attempts.ts';
import { checkPassword, hashPassword, verifyPassword } from './password.ts';
import { hashSecret, newSecret } from './secret.ts';
import { isFreshLink, stillValid } from './session.ts';
import { findOwnSession, removeSessionsOf, rotateSession } from './session-store.ts';
import { refuseTaken, takenProblem } from './taken.ts';
import type { Client, User, UserInput } from './user.ts';
import { InvalidUser, LastAdministrator, LockedOut, UserNotFound } from './user-errors.ts';
import {
  isOneself,
  mayAdministerRoles,
  mayAdministerUser,
  mayEditUser,
  mayGrantAdministration,
  require,
} from './user-policy.ts';
import { tappedUser, userUpdate } from './user-taps.ts';
import { findPasswordHash, findUser, lockUser, writeUser, writeUserRoles } from './user-store.ts';

/** What the one who changes their own account can show for it. */
export interface UpdateUserOptions {
  readonly currentPassword?: string;
  /** The token of the session that asks; it goes on under a new token when others end. */
  readonly sessionToken?: string | undefined;
  readonly client?: Client;
}

export interface UpdatedUser {
  readonly user: User;
  /** The new token of the session that asked, when it got one. */
  readonly session?: string;
}

export type UpdateUser = (
  ctx: RequestContext,
  id: UserId,
  input: UserInput,
  options?: UpdateUserOptions,
) => Promise<UpdatedUser>;

/** Changes an account: all of `input` or, when something is wrong with it, nothing. */
export function createUpdateUser(deps: {
  database: Database;
  taps: Taps;
  clock: Clock;
  attempts: LoginAttempts;
}): UpdateUser {
  const { database, taps, clock } = deps;
  const { queries } = database;

  return async (ctx, id, input, options = {}) => {
    const before = await findUser(queries, id);
    if (!before) throw new UserNotFound();
    checkAccess(ctx, before, input);
    const session =
      options.sessionToken !== undefined && isOneself(ctx.actor, id)
        ? await findOwnSession(queries, id, hashSecret(options.sessionToken), stillValid(clock))
        : undefined;

    const changes = await check(queries, before, input);
    if (input.password !== undefined && isOneself(ctx.actor, id)) {
      const fresh = session !== undefined && isFreshLink(session, clock);
      if (!fresh) await checkCurrentPassword(deps, id, options);
    }
    const passwordHash =
      input.password === undefined ? undefined : await hashPassword(input.password);

    const blocks = before.active && input.active === false;
    const losesAdministration =
      before.active && before.isAdmin && (blocks || input.isAdmin === false);
    const changesRights =
      (input.isAdmin !== undefined && input.isAdmin !== before.isAdmin) ||
      (input.roles !== undefined && !sameRoles(input.roles, before.roles));
    const rotates = session !== undefined && (passwordHash !== undefined || changesRights);
    const token = rotates && !blocks ? newSecret() : undefined;

    const user = await refuseTaken(() =>
      inTransaction(database, ctx, async (transaction, inner) => {
        const others = await lockUser(transaction, id, losesAdministration);
        if (losesAdministration && others.length === 0) throw new LastAdministrator();
        await writeUser(transaction, id, {
          ...changes,
          ...(passwordHash === undefined ? {} : { password_hash: passwordHash }),
          ...(input.isAdmin === undefined ? {} : { is_admin: input.isAdmin }),
          ...(input.active === undefined ? {} : { status: input.active }),
          changed: clock.now(),
        });
        if (input.roles !== undefined) await writeUserRoles(transaction, id, input.roles);
        if (passwordHash !== undefined || blocks) {
          await removeSessionsOf(transaction, id, blocks ? undefined : session?.id);
        }
        if (session && token) await rotateSession(transaction, session.id, hashSecret(token));
        const written = await findUser(transaction, id);
        if (written && taps.has(userUpdate)) {
          const told = { user: tappedUser(written), before: tappedUser(before) };
          await taps.ask(inner, userUpdate, [told]);
        }
        return written;
      }),
    );
    if (!user) throw new UserNotFound();
    ctx.log.info(
      { user: id, by: ctx.actor.id, changed: Object.keys(input) },
      blocks ? 'A user was blocked' : 'A user was changed',
    );
    return { user, ...(token ? { session: token } : {}) };
  };
}

function checkAccess(ctx: RequestContext, user: User, input: UserInput): void {
  const { actor } = ctx;
  require(mayEditUser(actor, user), 'You may not change this user.');
  if (input.active !== undefined && input.active !== user.active) {
    require(mayAdministerUser(actor, user), 'You may not block or unblock this user.');
  }
  if (input.isAdmin !== undefined && input.isAdmin !== user.isAdmin) {
    require(mayGrantAdministration(actor), 'Only an administrator says who is an administrator.');
  }
  if (input.roles !== undefined && !sameRoles(input.roles, user.roles)) {
    require(mayAdministerRoles(actor) &&
      (!user.isAdmin || actor.isAdmin), 'You may not change the roles of this user.');
  }
}

/** The columns to write, or every problem at once. */
async function check(queries: Queries, before: User, input: UserInput) {
  const name = checkName(input.name ?? before.name);
  const mail = checkMail(input.mail === undefined ? before.mail : input.mail);
  const problems: Problem[] = [
    ...name.problems,
    ...mail.problems,
    ...(input.password === undefined
      ? []
      : checkPassword(input.password, input.name ?? before.name)),
    ...(input.roles === undefined ? [] : await checkRoles(queries, input.roles)),
  ];
  if (name.value !== undefined && name.value !== before.name) {
    problems.push(...(await takenProblem(queries, '/name', name.value, before.id)));
  }
  if (mail.value && mail.value !== before.mail) {
    problems.push(...(await takenProblem(queries, '/mail', mail.value, before.id)));
  }
  if (problems.length > 0 || name.value === undefined || mail.value === undefined) {
    throw new InvalidUser(problems);
  }
  return { name: name.value, mail: mail.value };
}

const wrong = (code: string, message: string) =>
  new InvalidUser([{ pointer: '/current_password', code, message }]);

/** Counted like sign-ins: who finds an open session must not be able to try passwords. */
async function checkCurrentPassword(
  deps: { database: Database; attempts: LoginAttempts },
  id: UserId,
  options: UpdateUserOptions,
): Promise<void> {
  const { currentPassword } = options;
  if (currentPassword === undefined || currentPassword === '') {
    throw wrong('required', 'Enter your current password to set a new one.');
  }
  const address = options.client?.address ?? '';
  await deps.attempts.fromAddress(address);
  const wait = await deps.attempts.forAccount(id);
  if (wait > 0) throw new LockedOut(wait);
  const hash = await findPasswordHash(deps.database.queries, id);
  if (!(await verifyPassword(hash, currentPassword))) {
    throw wrong('wrong_password', 'This is not your current password.');
  }
  await deps.attempts.succeed(id, address);
}

function sameRoles(a: readonly string[], b: readonly string[]): boolean {
  return new Set([...a, ...b]).size === new Set(a).size && new Set(a).size === new Set(b).size;
}
