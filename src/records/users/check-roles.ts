import type { Problem, RoleId } from '#base';
import type { Queries } from '#platform/database';
import { listRoles } from './role-store.ts';
import { isBuiltIn } from './roles.ts';

/** What is wrong with `roles` as the roles of a user. */
export async function checkRoles(
  queries: Queries,
  roles: readonly RoleId[],
): Promise<readonly Problem[]> {
  if (roles.length === 0) return [];
  const known = new Set((await listRoles(queries)).map((role) => role.id));
  return roles
    .filter((role) => !known.has(role) || isBuiltIn(role))
    .map((role) => ({
      pointer: '/roles',
      code: 'unknown_role',
      message: isBuiltIn(role)
        ? 'The roles of visitors and of signed-in users are not given to anybody.'
        : 'There is no such role any more.',
    }));
}
