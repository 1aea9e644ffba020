import { Conflict, type RoleId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Database } from '#platform/database';
import { removeRole } from './role-store.ts';
import { isBuiltIn } from './roles.ts';
import { RoleNotFound } from './user-errors.ts';
import { mayAdministerRoles, require } from './user-policy.ts';

export type DeleteRole = (ctx: RequestContext, id: RoleId) => Promise<void>;

/** Deletes a role; its users lose its permissions with their next request. */
export function createDeleteRole(database: Database): DeleteRole {
  return async (ctx, id) => {
    require(mayAdministerRoles(ctx.actor), 'You may not delete roles.');
    if (isBuiltIn(id)) {
      throw new Conflict('role.built_in', 'This role belongs to the program and stays.');
    }
    if (!(await removeRole(database.queries, id))) throw new RoleNotFound();
    ctx.log.info({ role: id, by: ctx.actor.id }, 'A role was deleted');
  };
}
