import type { Problem, RoleId } from '#base';
import type { PermissionRegistry, RequestContext } from '#grammar/access';
import type { Database } from '#platform/database';
import { type AnonymousActor, ROLES_CHANNEL } from './anonymous-actor.ts';
import { lockRoles, writePermissions } from './role-store.ts';
import { InvalidRole, RoleNotFound } from './user-errors.ts';
import { mayAdministerRoles, require } from './user-policy.ts';

export type SavePermissions = (
  ctx: RequestContext,
  sets: ReadonlyMap<RoleId, Iterable<string>>,
) => Promise<void>;

/**
 * Says of each role in `sets` which permissions it has, all in one transaction. Permissions that
 * nobody declares at the moment (their type or plugin is away) stay as they are.
 */
export function createSavePermissions(deps: {
  database: Database;
  permissions: PermissionRegistry;
  anonymous: AnonymousActor;
}): SavePermissions {
  const { database, permissions, anonymous } = deps;
  return async (ctx, sets) => {
    require(mayAdministerRoles(ctx.actor), 'You may not change permissions.');
    const declared = permissions.list().map((permission) => permission.name);
    const wanted = new Map([...sets].map(([role, names]) => [role, new Set(names)]));
    const problems = unknownPermissions(wanted, new Set(declared));
    if (problems.length > 0) throw new InvalidRole(problems);

    const roles = [...wanted.keys()];
    await database.transaction(async (transaction) => {
      const locked = await lockRoles(transaction, roles);
      if (locked.length < roles.length) throw new RoleNotFound();
      for (const [role, names] of wanted) {
        await writePermissions(transaction, role, {
          grant: [...names],
          revoke: declared.filter((name) => !names.has(name)),
        });
      }
      await database.notify(transaction, ROLES_CHANNEL, '');
    });
    anonymous.forget();
    ctx.log.info({ roles, by: ctx.actor.id }, 'Permissions were changed');
  };
}

function unknownPermissions(
  wanted: ReadonlyMap<RoleId, ReadonlySet<string>>,
  declared: ReadonlySet<string>,
): readonly Problem[] {
  return [...wanted].flatMap(([role, names]) =>
    [...names]
      .filter((name) => !declared.has(name))
      .map((name) => ({
        pointer: `/${role}`,
        code: 'unknown_permission',
        message: `There is no permission "${name}".`,
      })),
  );
}
