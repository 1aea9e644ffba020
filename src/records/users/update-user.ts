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
import { lockNames, takenProblems } from './taken.ts';
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
    // Before the lock is what takes long, for who may change the account as it seems to be.
    await judge(queries, ctx, id, input);
    const session =
      options.sessionToken !== undefined && isOneself(ctx.actor, id)
        ? await findOwnSession(queries, id, hashSecret(options.sessionToken), stillValid(clock))
        : undefined;
    if (input.password !== undefined && isOneself(ctx.actor, id)) {
      const fresh = session !== undefined && isFreshLink(session, clock);
      if (!fresh) await checkCurrentPassword(deps, id, options);
    }
    const passwordHash =
      input.password === undefined ? undefined : await hashPassword(input.password);

    const { user, token, blocks } = await inTransaction(
      database,
      ctx,
      async (transaction, inner) => {
        if (input.name !== undefined || input.mail !== undefined) await lockNames(transaction);
        const mayEnd = input.active === false || input.isAdmin === false;
        const others = await lockUser(transaction, id, mayEnd);
        // Somebody else may have changed it until now.
        const { before, names } = await judge(transaction, ctx, id, input);
        if (mayEnd && before.active && before.isAdmin && others.length === 0)
          throw new LastAdministrator();
        const blocks = before.active && input.active === false;
        const rotates = passwordHash !== undefined || changesRights(before, input);
        const token = session && rotates && !blocks ? newSecret() : undefined;
        await writeUser(transaction, id, {
          ...names,
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
        const user = await findUser(transaction, id);
        if (!user) throw new UserNotFound();
        if (taps.has(userUpdate)) {
          const told = { user: tappedUser(user), before: tappedUser(before) };
          await taps.ask(inner, userUpdate, [told]);
        }
        return { user, token, blocks };
      },
    );
    ctx.log.info(
      { user: id, by: ctx.actor.id, changed: Object.keys(input) },
      blocks ? 'A user was blocked' : 'A user was changed',
    );
    return { user, ...(token ? { session: token } : {}) };
  };
}

/** The account as it is, when the actor may change it so, and what it is called then. */
async function judge(queries: Queries, ctx: RequestContext, id: UserId, input: UserInput) {
  const before = await findUser(queries, id);
  if (!before) throw new UserNotFound();
  checkAccess(ctx, before, input);
  return { before, names: await check(queries, before, input) };
}

function changesRights(before: User, input: UserInput): boolean {
  return (
    (input.isAdmin !== undefined && input.isAdmin !== before.isAdmin) ||
    (input.roles !== undefined && !sameRoles(input.roles, before.roles))
  );
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
  const changed = {
    name: name.value === before.name ? undefined : name.value,
    mail: mail.value === before.mail ? undefined : mail.value,
  };
  problems.push(...(await takenProblems(queries, changed, before.id)));
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
