import { parseId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { ItemElement } from '#grammar/render';
import type { Row } from '../run/gather-result.ts';
import type { GatherShowDeps } from '../show-deps.ts';

/** The items of rows as they are shown elsewhere, by id. Plugins are told of all of them at once. */
export async function buildItemRows(
  { items, itemViews }: Pick<GatherShowDeps, 'items' | 'itemViews'>,
  ctx: RequestContext,
  rows: readonly Row[],
  mode: ItemElement['#view_mode'],
): Promise<ReadonlyMap<string, ItemElement>> {
  const ids = rows.flatMap(({ id }) => parseId<'item'>(id) ?? []);
  const unique = [...new Set(ids)];
  if (unique.length === 0) return new Map();
  const { items: found } = await items.listItems(ctx, { ids: unique, limit: unique.length });
  const built = await itemViews.build(ctx, found, mode);
  return new Map(built.map((element) => [element['#id'], element]));
}
