import { Refusal } from '../host/refusal.ts';
import type { Answered } from './bounded-rows.ts';
import { columnsOf } from './select-rows.ts';
import type { KnownTable } from './known-table.ts';
import type { SelectRequest } from './query-schema.ts';
import type { Seen } from './shown-tables.ts';

/** No name that a query can give to a column. */
const ID = '';
/** So many rows are gone through to count those that are seen. */
const MOST_COUNTED = 1_000;

type RowsOf = (request: SelectRequest) => Promise<Answered>;
type SeenOf = (ids: readonly string[]) => Promise<Seen>;

/**
 * The rows of a select without those that the actor does not see, which is asked once they are
 * found and no connection is held for them. As in lists there may be fewer than `limit` then.
 * `count` counts what is seen, so that nobody learns by counting what they may not see.
 */
export async function seenRows(
  from: KnownTable,
  request: SelectRequest,
  rowsOf: RowsOf,
  seenOf: SeenOf,
): Promise<Answered> {
  const id = { column: `${from.name}.id`, as: ID };
  const columns = [...columnsOf(request, from), id];
  const { rows = [], count } = await rowsOf({ ...request, columns });
  const ids = rows.map(idOf);
  const seen = await seenOf(ids);
  const visible = rows.flatMap((row, at) => {
    const { [ID]: _id, ...shown } = row;
    return seen.ids.has(ids[at] ?? '') ? [shown] : [];
  });
  if (count === undefined) return { rows: visible };
  if (!seen.isPartial) return { rows: visible, count };
  if (count > MOST_COUNTED) {
    throw new Refusal(
      'too-large',
      `A plugin decides item by item who sees what, so at most ${MOST_COUNTED} rows are counted. Narrow the query, or leave “count” out.`,
    );
  }
  const all = await rowsOf({ ...request, columns: [id], offset: 0, limit: MOST_COUNTED });
  return { rows: visible, count: (await seenOf((all.rows ?? []).map(idOf))).ids.size };
}

function idOf({ [ID]: id }: { readonly [column: string]: unknown }): string {
  return typeof id === 'string' ? id : '';
}
