import { NotAllowed } from '#base';
import { type Actor, can, type Permission, type RequestContext } from '#grammar/access';
import { CategoriesNotAllowed } from './category-errors.ts';

/** The permissions that this room declares. */
export const categoryPermissions: readonly Permission[] = [
  {
    name: 'administer categories',
    label: 'Manage vocabularies and their terms',
    group: 'Structure',
  },
  {
    name: 'create terms',
    label: 'Make new terms while writing content',
    group: 'Structure',
  },
];

/** Throws unless the actor may see content, terms included. */
export function checkMaySee(ctx: RequestContext): void {
  if (!can(ctx.actor, 'access content')) {
    throw new NotAllowed('category.not_visible', 'Your account may not see content.');
  }
}

/** Whether the actor may make terms that content is to be filed under. */
export function mayCreate(actor: Actor): boolean {
  return can(actor, 'create terms') || can(actor, 'administer categories');
}

/** Throws unless the actor may make terms that content is to be filed under. */
export function checkMayCreate(ctx: RequestContext): void {
  if (!mayCreate(ctx.actor)) throw new CategoriesNotAllowed();
}

/** Throws unless the actor may change vocabularies and terms. */
export function checkMayAdminister(ctx: RequestContext): void {
  if (!can(ctx.actor, 'administer categories')) throw new CategoriesNotAllowed();
}
