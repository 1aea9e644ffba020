import { NotAllowed } from '#base';
import type { Actor, RequestContext } from '#grammar/access';
import { can } from '#grammar/access';
import { administers } from '../item-policy.ts';
import { type ItemPermission, itemPermission } from '../item-permissions.ts';
import type { Items } from '../items.ts';

/** Whoever works with content of some type has use for the list of it. */
const WORK: readonly ItemPermission[] = [
  'create',
  'edit own',
  'edit any',
  'delete own',
  'delete any',
  'view unpublished',
];

/** Whether the list of content is for this actor. */
export function worksWithContent(items: Items, actor: Actor): boolean {
  if (actor.kind === 'anonymous') return false;
  return (
    administers(actor) ||
    items
      .listTypesEverywhere()
      .some(({ type }) => WORK.some((permission) => can(actor, itemPermission(permission, type))))
  );
}

/** Throws `NotAllowed` when it is not. */
export function checkWorksWithContent(items: Items, ctx: RequestContext): void {
  if (worksWithContent(items, ctx.actor)) return;
  throw new NotAllowed(
    'item.no_overview',
    'Your account may not create or change content of any type, so there is nothing to see here.',
  );
}
