import { type Actor, can } from '#grammar/access';
import type { Item } from './item.ts';
import { type ItemPermission, itemPermission } from './item-permissions.ts';

/**
 * Who may do what with an item by permissions alone. Whether somebody may in the end, plugins have
 * a say in: `access/decide-access.ts`. `item-access-sql.ts` says the same as `mayView` for lists;
 * a test holds them together.
 */
type Content = Pick<Item, 'type' | 'authorId' | 'status'>;

/** The permission that allows something, and what it takes besides. */
export interface PolicyRule {
  readonly permission: string;
  readonly because?: 'published' | 'own';
}

const ADMINISTER = 'administer content';
const ACCESS = 'access content';

export function ruleToView(actor: Actor, item: Content): PolicyRule | undefined {
  if (administers(actor)) return { permission: ADMINISTER };
  if (!can(actor, ACCESS)) return undefined;
  if (item.status) return { permission: ACCESS, because: 'published' };
  if (isOwn(actor, item)) return { permission: ACCESS, because: 'own' };
  return ruleOf(actor, 'view unpublished', item.type) ?? ruleOf(actor, 'edit any', item.type);
}

export function mayView(actor: Actor, item: Content): boolean {
  return ruleToView(actor, item) !== undefined;
}

export function ruleToCreate(actor: Actor, type: string): PolicyRule | undefined {
  return administers(actor) ? { permission: ADMINISTER } : ruleOf(actor, 'create', type);
}

export function ruleToUpdate(actor: Actor, item: Content): PolicyRule | undefined {
  return ruleToChange(actor, item, 'edit any', 'edit own');
}

export function ruleToDelete(actor: Actor, item: Content): PolicyRule | undefined {
  return ruleToChange(actor, item, 'delete any', 'delete own');
}

export function mayDelete(actor: Actor, item: Content): boolean {
  return ruleToDelete(actor, item) !== undefined;
}

/** Who may change an item may see its revisions, too. */
export function mayViewRevisions(actor: Actor, item: Content): boolean {
  return administers(actor) || has(actor, 'view revisions of', item.type);
}

/** Besides being allowed to change it. */
export function mayRevert(actor: Actor, item: Content): boolean {
  return administers(actor) || has(actor, 'revert', item.type);
}

/** Whether the actor may set what belongs to the editors: author, date, promote, sticky. */
export function administers(actor: Actor): boolean {
  return can(actor, ADMINISTER);
}

function ruleToChange(
  actor: Actor,
  item: Content,
  any: ItemPermission,
  own: ItemPermission,
): PolicyRule | undefined {
  if (administers(actor)) return { permission: ADMINISTER };
  const rule = ruleOf(actor, any, item.type);
  if (rule !== undefined || !isOwn(actor, item) || !has(actor, own, item.type)) return rule;
  return { permission: itemPermission(own, item.type), because: 'own' };
}

function ruleOf(actor: Actor, permission: ItemPermission, type: string): PolicyRule | undefined {
  return has(actor, permission, type)
    ? { permission: itemPermission(permission, type) }
    : undefined;
}

function isOwn(actor: Actor, item: Content): boolean {
  return actor.kind !== 'anonymous' && item.authorId === actor.id;
}

function has(actor: Actor, permission: ItemPermission, type: string): boolean {
  return can(actor, itemPermission(permission, type));
}
