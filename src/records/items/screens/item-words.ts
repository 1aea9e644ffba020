import { type ItemId, parseId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { ComparedPart, OpenRecord, RecordWords } from '#records/stages';
import type { Item } from '../item.ts';
import { createItemViews, type ItemViewDeps } from '../pages/item-views.ts';
import { compareItem, NOT_SEEN } from './compare-item.ts';
import { partLabel } from '../part-labels.ts';

/** So many items are listed at once. */
const AT_ONCE = 200;

/** What the screens of stages say about items. */
export function createItemWords(
  deps: ItemViewDeps & { readonly site: () => { readonly timeZone: string } },
): RecordWords {
  const { items, site } = deps;
  const views = createItemViews(deps);

  async function find(
    ctx: RequestContext,
    ids: readonly ItemId[],
  ): Promise<ReadonlyMap<string, Item>> {
    const found = new Map<string, Item>();
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const some = { ids: ids.slice(at, at + AT_ONCE), limit: AT_ONCE };
      const shown = await items.listItems(ctx, some);
      const trashed = await items.listItems(ctx, { ...some, trash: true });
      for (const item of [...shown.items, ...trashed.items]) found.set(item.id, item);
    }
    return found;
  }

  return {
    type: 'item',
    idOf: (path) => parseId<'item'>(/^\/item\/([^/]+)/.exec(path)?.[1]),
    async describe(ctx, ids) {
      const found = await find(ctx, itemIds(ids));
      return new Map(
        [...found].map(([id, item]) => [
          id,
          { url: `/item/${id}`, kind: items.findType(ctx, item.type)?.name ?? item.type },
        ]),
      );
    },
    async compare(ctx, record) {
      const item = (await find(ctx, itemIds([record.id]))).get(record.id);
      if (!item) return notSeen(record);
      return compareItem({ ...deps, views, timeZone: site().timeZone }, ctx, item, record);
    },
  };
}

/** That it differs is told to who decides, and not what it says. */
function notSeen({ parts }: OpenRecord): readonly ComparedPart[] {
  return parts.map((part) => ({
    part,
    label: partLabel(undefined, part.replace(/^fields\//, '')),
    prose: false,
    base: NOT_SEEN,
    mine: NOT_SEEN,
    theirs: NOT_SEEN,
  }));
}

function itemIds(ids: readonly string[]): readonly ItemId[] {
  return ids.flatMap((text) => {
    const id = parseId<'item'>(text);
    return id ? [id] : [];
  });
}
