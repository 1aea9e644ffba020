import type { RoleId, UserId } from '#base';
import type { Actor } from '#grammar/access';
import { sql } from 'kysely';
import { AUTHENTICATED_ROLE } from './roles.ts';

/**
 * What the user `u` may do, as columns: read together with the session or the token, so that
 * a change of rights counts from the next request on and costs no statement of its own.
 */
export const rightsColumns = [
  'u.id as user_id' as const,
  'u.name as user_name' as const,
  'u.is_admin' as const,
  sql<
    RoleId[]
  >`coalesce((select json_agg(ur.role_id) from user_role ur where ur.user_id = u.id), '[]')`.as(
    'roles',
  ),
  sql<string[]>`coalesce((
    select json_agg(distinct p.permission) from role_permission p
    where p.role_id = ${AUTHENTICATED_ROLE}
      or p.role_id in (select ur.role_id from user_role ur where ur.user_id = u.id)), '[]')`.as(
    'permissions',
  ),
] as const;

export interface RightsRow {
  readonly user_id: UserId;
  readonly user_name: string;
  readonly is_admin: boolean;
  readonly roles: readonly RoleId[];
  readonly permissions: readonly string[];
}

/** The actor that a row stands for; with `scopes` it is a token. */
export function actorOf(row: RightsRow, scopes?: readonly string[]): Actor {
  return {
    kind: scopes ? 'token' : 'user',
    id: row.user_id,
    name: row.user_name,
    isAdmin: row.is_admin,
    roles: [AUTHENTICATED_ROLE, ...row.roles],
    permissions: new Set(row.permissions),
    ...(scopes ? { scopes: new Set(scopes) } : {}),
  };
}
