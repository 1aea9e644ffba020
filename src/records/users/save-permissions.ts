import type { Problem, RoleId } from '#base';
import type { PermissionRegistry, RequestContext } from '#grammar/access';
import type { Database } from '#platform/database';
import { type AnonymousActor, ROLES_CHANNEL } from './anonymous-actor.ts';
import { lockRoles, writePermissions } from './role-store.ts';
import { InvalidRole, RoleNotFound } from './user-errors.ts';
import { mayAdministerRoles, require } from './user-policy.ts';

/** What a role gets and loses; all else stays as it is. */
export interface PermissionChange {
  readonly grant?: readonly string[];
  readonly revoke?: readonly string[];
}

export type SavePermissions = (
  ctx: RequestContext,
  changes: ReadonlyMap<RoleId, PermissionChange>,
) => Promise<void>;

/**
 * Changes the permissions of roles, all in one transaction. Changes and not whole sets: what
 * somebody else granted meanwhile stays, and so does what nobody declares at the moment because
 * its type or plugin is away.
 */
export function createSavePermissions(deps: {
  database: Database;
  permissions: PermissionRegistry;
  anonymous: AnonymousActor;
}): SavePermissions {
  const { database, permissions, anonymous } = deps;
  return async (ctx, changes) => {
    require(mayAdministerRoles(ctx.actor), 'You may not change permissions.');
    const declared = new Set(permissions.list().map((permission) => permission.name));
    const problems = unknownPermissions(changes, declared);
    if (problems.length > 0) throw new InvalidRole(problems);

    const roles = [...changes.keys()];
    await database.transaction(async (transaction) => {
      const locked = await lockRoles(transaction, roles);
      if (locked.length < roles.length) throw new RoleNotFound();
      for (const [role, change] of changes) await writePermissions(transaction, role, change);
      await database.notify(transaction, ROLES_CHANNEL, '');
    });
    anonymous.forget();
    ctx.log.info({ changes: [...changes], by: ctx.actor.id }, 'Permissions were changed');
  };
}

/** Only what somebody declares can be granted; anything can be revoked. */
function unknownPermissions(
  changes: ReadonlyMap<RoleId, PermissionChange>,
  declared: ReadonlySet<string>,
): readonly Problem[] {
  return [...changes].flatMap(([role, { grant = [] }]) =>
    grant
      .filter((name) => !declared.has(name))
      .map((name) => ({
        pointer: `/${role}`,
        code: 'unknown_permission',
        message: `There is no permission "${name}".`,
      })),
  );
}
