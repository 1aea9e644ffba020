import type { RequestContext } from '#grammar/access';
import type { Queries } from '#platform/database';
import type { Items } from '#records/items';
import { LARGEST_PAGE } from '../definition/gather-schema.ts';
import type { CompiledQuery, PageOf, RawRow } from '../query/compile-query.ts';
import { withoutHidden } from './hidden-parts.ts';
import type { PreparedRun } from './prepare-run.ts';
import { orderOf } from './result-rows.ts';
import { MOST_LOOKED } from './run-limits.ts';

/** The rows of a page that the actor sees. */
export interface SeenRows {
  readonly rows: readonly RawRow[];
  readonly more: boolean;
  /** How many there are in all, where that came out. */
  readonly total?: number;
}

/**
 * Where plugins hide rows one by one, rows are looked through from the first until the page is full:
 * else where it ends, and whether there are more, would say what is hidden.
 */
export async function seenRows(
  items: Pick<Items, 'listItems'>,
  ctx: RequestContext,
  run: PreparedRun,
  compiled: CompiledQuery,
  queries: Queries,
): Promise<SeenRows> {
  const { query, size, page, isPartial } = run;
  const { hasCursor, casts } = compiled;
  const read = (of: PageOf) => compiled.page(of).execute(queries);
  if (!isPartial || !hasCursor || page.offset > MOST_LOOKED) {
    const { rows: found } = await read(page);
    const onPage = found.slice(0, size);
    const rows = isPartial ? await withoutHidden(items, ctx, query, onPage) : onPage;
    return { rows, more: found.length > size };
  }
  const seen: RawRow[] = [];
  const wanted = page.offset + size + 1;
  let at: PageOf = { ...page, offset: 0, limit: Math.min(wanted, LARGEST_PAGE) };
  for (let looked = 0; ;) {
    const { rows: found } = await read(at);
    seen.push(...(await withoutHidden(items, ctx, query, found)));
    looked += found.length;
    const last = found.at(-1);
    const isEnd = found.length < at.limit || !last;
    if (isEnd || seen.length >= wanted || looked >= wanted + MOST_LOOKED) {
      const rows = seen.slice(page.offset, page.offset + size);
      const more = seen.length >= wanted;
      return { rows, more, ...(isEnd && !page.after ? { total: seen.length } : {}) };
    }
    at = { limit: LARGEST_PAGE, offset: 0, after: orderOf(last, casts.length) };
  }
}
