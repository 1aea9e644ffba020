import type { Reference } from '#grammar/fields';
import type { ElementCache } from '#grammar/render';
import type { InStage, Items } from '../items.ts';
import type { ShownItem } from '../tapped-item.ts';

/** What an item depends on: itself, and who wrote it when that is said. */
export function itemDependencies({ id, authorId }: ShownItem, byline: boolean): ElementCache {
  return {
    tags: byline ? [`item:${id}`, `user:${authorId}`] : [`item:${id}`],
    contexts: ['stage'],
  };
}

/** What a field depends on: the records that it points to, also those that are not shown now. */
export function referenceDependencies(references: readonly Reference[]): ElementCache {
  return { tags: references.map(({ type, id }) => `${type}:${id}`), contexts: ['permissions'] };
}

/**
 * What a list of items depends on, whatever is in it now: every item of any type could be. Each
 * page of it has another address.
 */
export function listDependencies(items: Pick<Items, 'listTypes'>, ctx: InStage): ElementCache {
  return {
    tags: items.listTypes(ctx).map(({ type }) => `item_list:${type}`),
    contexts: ['stage', 'permissions', 'url'],
  };
}
