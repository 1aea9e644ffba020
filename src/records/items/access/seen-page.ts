import { cursorAfter } from '../item-list-store.ts';
import type { Item } from '../item.ts';
import type { ItemPage, ItemQuery } from '../item-query.ts';

/** Pages that are looked through for an item that is not denied. */
const MOST_PAGES = 20;

/**
 * A page without the items that plugins deny. Where it ended says what its last item is called, so
 * that it ends with one that is seen; a page of nothing but others is passed over.
 */
export async function seenPage(
  query: ItemQuery,
  read: (query: ItemQuery) => Promise<ItemPage>,
  withoutDenied: (items: readonly Item[]) => Promise<readonly Item[]>,
): Promise<ItemPage> {
  let page = await read(query);
  let items = await withoutDenied(page.items);
  const mayPass = query.offset === undefined || query.offset === 0;
  for (let pages = 1; pages < MOST_PAGES; pages += 1) {
    if (items.length > 0 || page.next === undefined || !mayPass) break;
    page = await read({ ...query, after: page.next });
    items = await withoutDenied(page.items);
  }
  const last = items.at(-1);
  return page.next !== undefined && last ? { items, next: cursorAfter(last, query) } : { items };
}
