import type { RoleId } from '#base';
import type { Queries, Transaction } from '#platform/database';
import { sql } from 'kysely';
import type { Role } from './roles.ts';
import type { PermissionChange } from './save-permissions.ts';

/** All SQL about roles and their permissions. */

export async function listRoles(queries: Queries): Promise<readonly Role[]> {
  const rows = await queries
    .selectFrom('role')
    .select([
      'id',
      'name',
      'label',
      sql<
        string[]
      >`coalesce((select json_agg(p.permission) from role_permission p where p.role_id = role.id), '[]')`.as(
        'permissions',
      ),
    ])
    .orderBy('weight')
    .orderBy(sql`lower(label)`)
    .execute();
  return rows.map((row) => ({ ...row, permissions: new Set(row.permissions) }));
}

export async function listRolePermissions(
  queries: Queries,
  role: RoleId,
): Promise<readonly string[]> {
  const rows = await queries
    .selectFrom('role_permission')
    .select('permission')
    .where('role_id', '=', role)
    .execute();
  return rows.map((row) => row.permission);
}

export async function insertRole(
  queries: Queries,
  role: { id: RoleId; name: string; label: string },
): Promise<void> {
  await queries.insertInto('role').values(role).execute();
}

/** false: there is no such role. */
export async function writeRole(
  queries: Queries,
  id: RoleId,
  row: { label: string },
): Promise<boolean> {
  const result = await queries.updateTable('role').set(row).where('id', '=', id).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function removeRole(queries: Queries, id: RoleId): Promise<boolean> {
  const result = await queries.deleteFrom('role').where('id', '=', id).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Locks the rows of `roles`, in order, so that two saves of the same set come one after the other. */
export async function lockRoles(
  transaction: Transaction,
  roles: readonly RoleId[],
): Promise<readonly RoleId[]> {
  if (roles.length === 0) return [];
  const rows = await transaction
    .selectFrom('role')
    .select('id')
    .where('id', 'in', roles)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map((row) => row.id);
}

export async function writePermissions(
  transaction: Transaction,
  role: RoleId,
  { grant = [], revoke = [] }: PermissionChange,
): Promise<void> {
  if (revoke.length > 0) {
    await transaction
      .deleteFrom('role_permission')
      .where('role_id', '=', role)
      .where('permission', 'in', revoke)
      .execute();
  }
  if (grant.length > 0) {
    await transaction
      .insertInto('role_permission')
      .values(grant.map((permission) => ({ role_id: role, permission })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** From every role that has it. */
export async function removePermission(
  transaction: Transaction,
  permission: string,
): Promise<void> {
  await transaction.deleteFrom('role_permission').where('permission', '=', permission).execute();
}
