import type { RoleId } from '#base';
import type { Queries } from '#platform/database';

/** The machine names of roles, which never change: each is read once. */
export function createRoleNames(): (
  queries: Queries,
  roles: readonly RoleId[],
) => Promise<readonly string[]> {
  const known = new Map<RoleId, string>();
  return async (queries, roles) => {
    const unknown = roles.filter((role) => !known.has(role));
    if (unknown.length > 0) {
      const rows = await queries
        .selectFrom('role')
        .select(['id', 'name'])
        .where('id', 'in', unknown)
        .execute();
      for (const { id, name } of rows) known.set(id, name);
    }
    return roles.flatMap((role) => known.get(role) ?? []);
  };
}
