import type { RequestContext } from '#grammar/access';
import type { Item } from '../item.ts';
import type { Items } from '../items.ts';
import type { ItemQuery } from '../item-query.ts';

/** How many items a page of a list holds. */
export const LISTED = 50;

export interface ListPage {
  readonly listed: readonly Item[];
  /** How many there are on all pages. */
  readonly total: number;
  /** Zero-based. */
  readonly page: number;
}

/** The page that is asked for, or the last where the list is shorter: things were deleted meanwhile. */
export async function listPage(
  items: Items,
  ctx: RequestContext,
  query: Omit<ItemQuery, 'limit' | 'offset'>,
  asked: number,
): Promise<ListPage> {
  const list = (page: number) =>
    items.listItems(ctx, { ...query, limit: LISTED, offset: page * LISTED });
  const [{ items: listed }, total] = await Promise.all([
    list(asked),
    items.countItems(ctx, { ...query, limit: LISTED }),
  ]);
  if (listed.length > 0 || total === 0) return { listed, total, page: asked };
  const last = Math.ceil(total / LISTED) - 1;
  return { listed: (await list(last)).items, total, page: last };
}
