import type { ItemId, TermId } from '#base';
import type { Queries } from '#platform/database';
import { type FiledItem, findNewestUnder } from './under-term-sql.ts';

/** Most items that are filed are published: so many are seldom looked at twice. */
const AT_FIRST = 2;
const MOST_AT_ONCE = 5_000;

/**
 * The newest `limit` live rows under a term. Which items these are is found first, then which of them
 * `load` shows; more are looked for until there are enough. To ask for each item under each term
 * whether it may be seen takes ten times as long.
 */
export async function newestUnder<Row extends { readonly id: ItemId }>(
  queries: Queries,
  asked: {
    readonly term: TermId;
    readonly limit: number;
    readonly after: { readonly value: Date | string; readonly id: string } | undefined;
  },
  load: (ids: readonly ItemId[]) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const { term, limit } = asked;
  let { after } = asked;
  const rows: Row[] = [];
  for (let size = limit * AT_FIRST; ; size = Math.min(size * 4, MOST_AT_ONCE)) {
    const filed: readonly FiledItem[] = await findNewestUnder(queries, {
      term,
      limit: size,
      after,
    });
    const last = filed.at(-1);
    if (last) rows.push(...(await load(filed.map(({ id }) => id))));
    if (!last || filed.length < size || rows.length >= limit) return rows.slice(0, limit);
    after = { value: last.created, id: last.id };
  }
}
