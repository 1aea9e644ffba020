import { ANONYMOUS, type Clock } from '#base';
import type { PermissionRegistry } from '#grammar/access';
import type { Taps } from '#grammar/taps';
import type { Database } from '#platform/database';
import type { Logger } from '#platform/telemetry';
import { createAnonymousActor } from './anonymous-actor.ts';
import { createAuthenticateSession } from './authenticate-session.ts';
import { createAuthenticateToken } from './authenticate-token.ts';
import { createCreateUser } from './create-user.ts';
import { createDeleteRole } from './delete-role.ts';
import { createDeleteUser } from './delete-user.ts';
import { createLater } from './later.ts';
import { findActor } from './find-actor.ts';
import { createRoleNames } from './role-names.ts';
import { createLoginAttempts } from './login-attempts.ts';
import { createLoginLinks } from './login-link.ts';
import { createOwnSessions } from './own-sessions.ts';
import { createOwnTokens } from './own-tokens.ts';
import { listRoles } from './role-store.ts';
import { createSavePermissions } from './save-permissions.ts';
import { createSaveRole } from './save-role.ts';
import { createSignIn } from './sign-in.ts';
import { createUpdateUser } from './update-user.ts';
import { UserNotFound } from './user-errors.ts';
import { userPermissions } from './user-permissions.ts';
import { mayListUsers, mayViewAccount, require } from './user-policy.ts';
import { findProfile, findUser, findUserNamed, listUsers } from './user-store.ts';
import type { Users } from './users.ts';
import { createWithdrawPermission } from './withdraw-permission.ts';

/** The room of users, on a database that is migrated. Registers its permissions. */
export async function createUsers(deps: {
  database: Database;
  clock: Clock;
  log: Logger;
  permissions: PermissionRegistry;
  taps: Taps;
}): Promise<Users> {
  const { database, clock, permissions, taps } = deps;
  const { queries } = database;
  permissions.register(() => userPermissions);
  const later = createLater(deps.log);
  const attempts = createLoginAttempts({ database, clock });
  const anonymous = await createAnonymousActor(database);
  const roles = createSaveRole(database);
  const byToken = createAuthenticateToken({ database, clock, later });
  /** A change of users or rights: what is remembered of tokens is forgotten when it is through. */
  const changing =
    <Args extends readonly unknown[], Answer>(change: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      try {
        return await change(...args);
      } finally {
        byToken.forget();
      }
    };
  const tokens = createOwnTokens({ database, clock });
  return {
    authenticateSession: createAuthenticateSession({ database, clock, later }),
    authenticateToken: byToken.authenticate,
    anonymous: anonymous.get,

    signIn: createSignIn({ database, taps, clock, attempts, later }),
    loginLinks: createLoginLinks({ database, taps, clock }),
    sessions: createOwnSessions({ database, taps, clock }),
    tokens: { ...tokens, revoke: changing(tokens.revoke) },

    async getUser(ctx, id) {
      const user = mayViewAccount(ctx.actor, id) ? await findUser(queries, id) : undefined;
      if (!user) throw new UserNotFound();
      return user;
    },
    async findUserNamed(ctx, nameOrMail) {
      require(mayListUsers(ctx.actor), 'You may not look up users.');
      return findUserNamed(queries, nameOrMail);
    },
    async listUsers(ctx, query) {
      require(mayListUsers(ctx.actor), 'You may not list users.');
      return listUsers(queries, query);
    },
    findActor: (id) => (id === ANONYMOUS ? anonymous.get() : findActor(queries, id)),
    findProfile: (id) => findProfile(queries, id),
    createUser: createCreateUser({ database, taps, clock }),
    updateUser: changing(createUpdateUser({ database, taps, clock, attempts })),
    deleteUser: changing(createDeleteUser({ database, taps })),

    listRoles: () => listRoles(queries),
    roleNames: createRoleNames(),
    createRole: roles.create,
    renameRole: roles.rename,
    deleteRole: changing(createDeleteRole(database)),
    savePermissions: changing(createSavePermissions({ database, permissions, anonymous })),
    withdrawPermission: createWithdrawPermission(database),

    settle: later.settle,
    async [Symbol.asyncDispose]() {
      await later.settle();
      await anonymous[Symbol.asyncDispose]();
    },
  };
}
