import { NotAllowed } from '#base';
import { can, type Permission, type RequestContext } from '#grammar/access';
import { CategoriesNotAllowed } from './category-errors.ts';

/** The permissions that this room declares. */
export const categoryPermissions: readonly Permission[] = [
  {
    name: 'administer categories',
    label: 'Manage vocabularies and their terms',
    group: 'Structure',
  },
];

/** Throws unless the actor may see content, terms included. */
export function checkMaySee(ctx: RequestContext): void {
  if (!can(ctx.actor, 'access content')) {
    throw new NotAllowed('category.not_visible', 'Your account may not see content.');
  }
}

/** Throws unless the actor may change vocabularies and terms. */
export function checkMayAdminister(ctx: RequestContext): void {
  if (!can(ctx.actor, 'administer categories')) throw new CategoriesNotAllowed();
}
