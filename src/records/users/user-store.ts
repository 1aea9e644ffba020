import { ANONYMOUS, type RoleId, type UserId } from '#base';
import type { Queries, Transaction } from '#platform/database';
import { type ExpressionBuilder, sql } from 'kysely';
import type { Tables } from '#platform/database';
import type { Profile, User, UserPage, UserQuery } from './user.ts';

/** All SQL about users themselves. The anonymous user's row is no account and never found here. */

const rolesOf = sql<
  RoleId[]
>`coalesce((select json_agg(ur.role_id order by ur.role_id) from user_role ur where ur.user_id = users.id), '[]')`;

function selectUsers(queries: Queries) {
  return queries
    .selectFrom('users')
    .where('users.id', '!=', ANONYMOUS)
    .select([
      'users.id',
      'users.name',
      'users.mail',
      'users.is_admin as isAdmin',
      'users.status as active',
      sql<boolean>`users.password_hash is not null`.as('hasPassword'),
      'users.created',
      'users.last_login as lastLogin',
      rolesOf.as('roles'),
    ]);
}

export function findUser(queries: Queries, id: UserId): Promise<User | undefined> {
  return selectUsers(queries).where('users.id', '=', id).executeTakeFirst();
}

const namedLike = (text: string) => (eb: ExpressionBuilder<Tables, 'users'>) =>
  eb.or([
    eb(sql`lower(users.name)`, '=', sql`lower(${text})`),
    eb(sql`lower(users.mail)`, '=', sql`lower(${text})`),
  ]);

/** By name or mail address, any case. */
export function findUserNamed(queries: Queries, nameOrMail: string): Promise<User | undefined> {
  return selectUsers(queries).where(namedLike(nameOrMail)).executeTakeFirst();
}

export function findProfile(queries: Queries, id: UserId): Promise<Profile | undefined> {
  return queries
    .selectFrom('users')
    .select(['id', 'name', 'created'])
    .where('id', '=', id)
    .where('id', '!=', ANONYMOUS)
    .where('status', '=', true)
    .executeTakeFirst();
}

/** Active users whose name contains `text`; those whose name begins with it first. */
export function searchProfiles(
  queries: Queries,
  text: string,
  limit: number,
): Promise<readonly Pick<Profile, 'id' | 'name'>[]> {
  const at = sql<number>`position(lower(${text}) in lower(name))`;
  return queries
    .selectFrom('users')
    .select(['id', 'name'])
    .where('id', '!=', ANONYMOUS)
    .where('status', '=', true)
    .where(at, '>', 0)
    .orderBy(sql`${at} = 1`, 'desc')
    .orderBy(sql`lower(name)`)
    .limit(limit)
    .execute();
}

export async function listUsers(queries: Queries, query: UserQuery): Promise<UserPage> {
  let matching = queries.selectFrom('users').where('users.id', '!=', ANONYMOUS);
  let users = selectUsers(queries);
  if (query.search !== undefined && query.search !== '') {
    const pattern = `%${query.search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    const contains = (eb: ExpressionBuilder<Tables, 'users'>) =>
      eb.or([eb('users.name', 'ilike', pattern), eb('users.mail', 'ilike', pattern)]);
    matching = matching.where(contains);
    users = users.where(contains);
  }
  if (query.active !== undefined) {
    matching = matching.where('users.status', '=', query.active);
    users = users.where('users.status', '=', query.active);
  }
  if (query.isAdmin !== undefined) {
    matching = matching.where('users.is_admin', '=', query.isAdmin);
    users = users.where('users.is_admin', '=', query.isAdmin);
  }
  if (query.role !== undefined) {
    const { role } = query;
    const hasRole = (eb: ExpressionBuilder<Tables, 'users'>) =>
      eb(
        'users.id',
        'in',
        eb.selectFrom('user_role').select('user_id').where('role_id', '=', role),
      );
    matching = matching.where(hasRole);
    users = users.where(hasRole);
  }
  const { total } = await matching
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  return {
    users: await users
      .orderBy(sql`lower(users.name)`)
      .limit(query.limit)
      .offset(query.offset ?? 0)
      .execute(),
    total: Number(total),
  };
}

/** Who signs in: with the password's hash, which leaves this room nowhere. */
export function findCredentials(queries: Queries, nameOrMail: string) {
  return queries
    .selectFrom('users')
    .select(['id', 'name', 'status as active', 'password_hash as hash'])
    .where('id', '!=', ANONYMOUS)
    .where(namedLike(nameOrMail))
    .executeTakeFirst();
}

export async function findPasswordHash(queries: Queries, id: UserId): Promise<string | null> {
  const row = await queries
    .selectFrom('users')
    .select('password_hash')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.password_hash ?? null;
}

/** Whether another user goes by `text`, as a name or a mail address: one could not tell them apart at sign-in. */
export async function isTaken(
  queries: Queries,
  text: string,
  exceptFor: UserId | undefined,
): Promise<boolean> {
  let query = queries.selectFrom('users').select('id').where(namedLike(text));
  if (exceptFor) query = query.where('id', '!=', exceptFor);
  return (await query.executeTakeFirst()) !== undefined;
}

export async function insertUser(
  transaction: Transaction,
  row: {
    id: UserId;
    name: string;
    mail: string | null;
    password_hash: string | null;
    is_admin: boolean;
    status: boolean;
    now: Date;
  },
): Promise<void> {
  const { now, ...columns } = row;
  await transaction
    .insertInto('users')
    .values({ ...columns, created: now, changed: now })
    .execute();
}

export async function writeUser(
  transaction: Transaction,
  id: UserId,
  row: {
    name?: string;
    mail?: string | null;
    password_hash?: string;
    is_admin?: boolean;
    status?: boolean;
    changed: Date;
  },
): Promise<void> {
  await transaction.updateTable('users').set(row).where('id', '=', id).execute();
}

export async function writeLogin(
  queries: Queries,
  id: UserId,
  now: Date,
  rehashed?: { readonly from: string; readonly to: string },
): Promise<void> {
  await queries.updateTable('users').set({ last_login: now }).where('id', '=', id).execute();
  if (!rehashed) return;
  // Unless the password was changed in the meantime.
  await queries
    .updateTable('users')
    .set({ password_hash: rehashed.to })
    .where('id', '=', id)
    .where('password_hash', '=', rehashed.from)
    .execute();
}

export async function removeUser(transaction: Transaction, id: UserId): Promise<void> {
  await transaction.deleteFrom('users').where('id', '=', id).execute();
}

export async function writeUserRoles(
  transaction: Transaction,
  id: UserId,
  roles: readonly RoleId[],
): Promise<void> {
  await transaction.deleteFrom('user_role').where('user_id', '=', id).execute();
  if (roles.length === 0) return;
  await transaction
    .insertInto('user_role')
    .values(roles.map((role) => ({ user_id: id, role_id: role })))
    .execute();
}

/**
 * Locks the user's row, and with `administrators` those of all active administrators, always in
 * the same order: two administrators who demote each other at once wait for one another, and the
 * second one sees what the first has done. Answers the ids of the other administrators.
 */
export async function lockUser(
  transaction: Transaction,
  id: UserId,
  administrators: boolean,
): Promise<readonly UserId[]> {
  const rows = await transaction
    .selectFrom('users')
    .select(['id', 'is_admin', 'status'])
    .where((eb) =>
      administrators
        ? eb.or([eb('id', '=', id), eb.and([eb('is_admin', '=', true), eb('status', '=', true)])])
        : eb('id', '=', id),
    )
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.filter((row) => row.id !== id && row.is_admin && row.status).map((row) => row.id);
}
