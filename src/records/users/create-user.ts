import { type Clock, newId, type Problem, type UserId } from '#base';
import { inTransaction, type RequestContext } from '#grammar/access';
import type { Taps } from '#grammar/taps';
import type { Database } from '#platform/database';
import { checkMail, checkName } from './check-user.ts';
import { checkRoles } from './check-roles.ts';
import { checkPassword, hashPassword } from './password.ts';
import { lockNames, takenProblems } from './taken.ts';
import type { User, UserInput } from './user.ts';
import { InvalidUser, UserNotFound } from './user-errors.ts';
import {
  mayAdministerRoles,
  mayGrantAdministration,
  mayAdministerUser,
  require,
} from './user-policy.ts';
import { tappedUser, userInsert } from './user-taps.ts';
import { findUser, insertUser, writeUserRoles } from './user-store.ts';

export type CreateUser = (
  ctx: RequestContext,
  input: UserInput & { readonly name: string },
) => Promise<User>;

/** Makes an account. Without a password its owner comes in by a one-time link. */
export function createCreateUser(deps: {
  database: Database;
  taps: Taps;
  clock: Clock;
}): CreateUser {
  const { database, taps, clock } = deps;
  return async (ctx, input) => {
    const id: UserId = newId();
    require(mayAdministerUser(ctx.actor, { id, isAdmin: false }), 'You may not add users.');
    const isAdmin = input.isAdmin ?? false;
    const roles = input.roles ?? [];
    if (isAdmin) {
      require(mayGrantAdministration(
        ctx.actor,
      ), 'Only an administrator makes somebody an administrator.');
    }
    if (roles.length > 0) require(mayAdministerRoles(ctx.actor), 'You may not give roles.');

    const name = checkName(input.name);
    const mail = checkMail(input.mail ?? null);
    const problems: Problem[] = [
      ...name.problems,
      ...mail.problems,
      ...(input.password === undefined ? [] : checkPassword(input.password, input.name)),
      ...(await checkRoles(database.queries, roles)),
      ...(await takenProblems(database.queries, { name: name.value, mail: mail.value }, undefined)),
    ];
    if (problems.length > 0 || name.value === undefined || mail.value === undefined) {
      throw new InvalidUser(problems);
    }
    const row = {
      id,
      name: name.value,
      mail: mail.value,
      password_hash: input.password === undefined ? null : await hashPassword(input.password),
      is_admin: isAdmin,
      status: input.active ?? true,
      now: clock.now(),
    };
    const user = await inTransaction(database, ctx, async (transaction, inner) => {
      await lockNames(transaction);
      const taken = await takenProblems(transaction, row, undefined);
      if (taken.length > 0) throw new InvalidUser(taken);
      await insertUser(transaction, row);
      await writeUserRoles(transaction, id, roles);
      const written = await findUser(transaction, id);
      if (written && taps.has(userInsert)) {
        await taps.ask(inner, userInsert, [{ user: tappedUser(written) }]);
      }
      return written;
    });
    if (!user) throw new UserNotFound();
    ctx.log.info({ user: id, by: ctx.actor.id, isAdmin, roles }, 'A user was created');
    return user;
  };
}
