import type { Item } from './item.ts';
import type { TappedItem } from './item-taps.ts';

/** What of an item plugins are shown: of a stored one, an old revision, or one not yet saved. */
export type ShownItem = Pick<
  Item,
  'id' | 'type' | 'title' | 'status' | 'authorId' | 'authorName' | 'created' | 'fields'
> &
  Partial<Pick<Item, 'revisionId' | 'changed'>>;

/** An item as plugins are shown it. */
export function tappedItem(item: ShownItem): TappedItem {
  return {
    id: item.id,
    type: item.type,
    title: item.title,
    published: item.status,
    author_id: item.authorId,
    author_name: item.authorName,
    ...(item.revisionId ? { revision: item.revisionId } : {}),
    created: item.created.toISOString(),
    ...(item.changed ? { changed: item.changed.toISOString() } : {}),
    fields: item.fields,
  };
}
