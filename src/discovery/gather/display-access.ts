import { NotAllowed, type RoleId } from '#base';
import { can, type RequestContext } from '#grammar/access';
import type { AccessRule } from './definition/gather.ts';

/** Machine names of roles. */
export type RoleNames = (roles: readonly RoleId[]) => Promise<readonly string[]>;

/** Whether the actor may see a display with this rule. What is in it is another question. */
export async function maySeeDisplay(
  { actor }: RequestContext,
  rule: AccessRule,
  roleNames: RoleNames,
): Promise<boolean> {
  switch (rule.kind) {
    case 'content':
      return can(actor, 'access content');
    case 'permission':
      return can(actor, rule.permission);
    case 'roles': {
      if (actor.isAdmin) return true;
      const held = await roleNames(actor.roles);
      return rule.roles.some((role) => held.includes(role));
    }
  }
}

/** Throws `NotAllowed` where `maySeeDisplay` says no. */
export async function requireDisplay(
  ctx: RequestContext,
  rule: AccessRule,
  roleNames: RoleNames,
): Promise<void> {
  if (await maySeeDisplay(ctx, rule, roleNames)) return;
  throw new NotAllowed('gather.display_not_allowed', 'Your account may not see this list.');
}
