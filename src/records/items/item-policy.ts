import { type Actor, can } from '#grammar/access';
import type { Item } from './item.ts';
import { type ItemPermission, itemPermission } from './item-permissions.ts';

/**
 * Who may do what with an item. `item-access-sql.ts` says the same as `mayView` for lists; a
 * test holds them together.
 */
type Content = Pick<Item, 'type' | 'authorId' | 'status'>;

export function mayView(actor: Actor, item: Content): boolean {
  if (administers(actor)) return true;
  if (!can(actor, 'access content')) return false;
  return (
    item.status ||
    isOwn(actor, item) ||
    has(actor, 'view unpublished', item.type) ||
    has(actor, 'edit any', item.type)
  );
}

export function mayCreate(actor: Actor, type: string): boolean {
  return administers(actor) || has(actor, 'create', type);
}

export function mayUpdate(actor: Actor, item: Content): boolean {
  return (
    administers(actor) ||
    has(actor, 'edit any', item.type) ||
    (isOwn(actor, item) && has(actor, 'edit own', item.type))
  );
}

export function mayDelete(actor: Actor, item: Content): boolean {
  return (
    administers(actor) ||
    has(actor, 'delete any', item.type) ||
    (isOwn(actor, item) && has(actor, 'delete own', item.type))
  );
}

export function mayViewRevisions(actor: Actor, item: Content): boolean {
  return administers(actor) || has(actor, 'view revisions of', item.type) || mayUpdate(actor, item);
}

export function mayRevert(actor: Actor, item: Content): boolean {
  return administers(actor) || (has(actor, 'revert', item.type) && mayUpdate(actor, item));
}

/** Whether the actor may set what belongs to the editors: author, date, promote, sticky. */
export function administers(actor: Actor): boolean {
  return can(actor, 'administer content');
}

function isOwn(actor: Actor, item: Content): boolean {
  return actor.kind !== 'anonymous' && item.authorId === actor.id;
}

function has(actor: Actor, permission: ItemPermission, type: string): boolean {
  return can(actor, itemPermission(permission, type));
}
