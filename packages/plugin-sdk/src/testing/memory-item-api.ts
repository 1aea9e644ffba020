import type { ItemApi } from '../host.ts';
import type { ItemInput } from '../item.ts';
import type { MemorySite } from './memory-site.ts';
import { refuse } from './refuse.ts';

/** The item that is being asked about, part by part. */
export function memoryItemApi(site: MemorySite): ItemApi {
  const itemAt = (handle: number): ItemInput => {
    const { asked } = site;
    if (asked?.handle === handle) return asked.item;
    return refuse('not-found', `There is no item with the handle ${handle} here.`);
  };
  return {
    id: (handle) => itemAt(handle).id,
    itemType: (handle) => itemAt(handle).type,
    title: (handle) => itemAt(handle).title,
    author: (handle) => itemAt(handle).author_id,
    published: (handle) => itemAt(handle).published,
    created: (handle) => Date.parse(itemAt(handle).created),
    getJson(handle, field) {
      const { fields } = itemAt(handle);
      return Object.hasOwn(fields, field) ? JSON.stringify(fields[field]) : null;
    },
  };
}
