import type { Json } from '#base';
import { Refusal } from '../host/refusal.ts';
import type { Answered, AnsweredRow } from './bounded-rows.ts';
import { columnsOf, DEFAULT_LIMIT } from './select-rows.ts';
import type { KnownTable } from './known-table.ts';
import type { SelectRequest } from './query-schema.ts';
import type { Seen } from './shown-tables.ts';

/** No name that a query can give to a column. */
const ID = '';
/** So many rows are looked through for those that are seen. */
const MOST_LOOKED = 1_000;
/** So many are asked about at once. */
const AT_ONCE = 200;
/** Values of one `in`. */
const MOST_VALUES = 500;

type RowsOf = (request: SelectRequest) => Promise<Answered>;
type SeenOf = (ids: readonly string[]) => Promise<Seen>;

/**
 * The rows of a select without those that the actor does not see, which is asked once they are
 * found and no connection is held for them. Where plugins decide row by row, rows are looked
 * through from the first until there are as many as are asked for: else one that is missing, or
 * counted, would say what is hidden.
 */
export async function seenRows(
  from: KnownTable,
  request: SelectRequest,
  rowsOf: RowsOf,
  seenOf: SeenOf,
): Promise<Answered> {
  const { isPartial } = await seenOf([]);
  if (!isPartial) return rowsOf(request);
  const { offset = 0, limit = DEFAULT_LIMIT, count: counts = false } = request;
  if (offset >= MOST_LOOKED) throw tooMany('looked through', 'use a smaller “offset”');
  const id = { column: `${from.name}.id`, as: ID };
  const looked = { ...request, columns: [id], offset: 0, limit: MOST_LOOKED };
  const { rows = [], count = 0 } = await rowsOf(looked);
  if (count > MOST_LOOKED) throw tooMany('counted', 'leave “count” out');
  const ids = await seenIds(rows.map(idOf), counts ? Infinity : offset + limit, seenOf);
  const page = ids.slice(offset, offset + limit);
  const { order: _order, ...plain } = request;
  const columns = [...columnsOf(request, from), id];
  const found = await rowsOf({
    ...plain,
    columns,
    where: isOneOf(id.column, page),
    offset: 0,
    limit: MOST_LOOKED,
    count: false,
  });
  const byId = new Map((found.rows ?? []).map((row) => [idOf(row), row]));
  return {
    rows: page.flatMap((one) => withoutId(byId.get(one))),
    ...(counts ? { count: ids.length } : {}),
  };
}

/** Those of `ids` that are seen, in their order: the first `wanted`, or a few more. */
async function seenIds(
  ids: readonly string[],
  wanted: number,
  seenOf: SeenOf,
): Promise<readonly string[]> {
  const seen: string[] = [];
  for (let at = 0; at < ids.length && seen.length < wanted; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE);
    const { ids: visible } = await seenOf(some);
    seen.push(...some.filter((id) => visible.has(id)));
  }
  return seen;
}

function isOneOf(column: string, ids: readonly string[]): Json {
  const parts: { op: 'in'; column: string; values: readonly string[] }[] = [];
  for (let at = 0; at === 0 || at < ids.length; at += MOST_VALUES) {
    parts.push({ op: 'in', column, values: ids.slice(at, at + MOST_VALUES) });
  }
  return { op: 'or', of: parts };
}

function withoutId(row: AnsweredRow | undefined): readonly AnsweredRow[] {
  if (row === undefined) return [];
  const { [ID]: _id, ...shown } = row;
  return [shown];
}

function tooMany(what: string, instead: string): Refusal {
  return new Refusal(
    'too-large',
    `A plugin decides item by item who sees what, so at most ${MOST_LOOKED} rows are ${what}. Narrow the query, or ${instead}.`,
  );
}

function idOf({ [ID]: id }: { readonly [column: string]: unknown }): string {
  return typeof id === 'string' ? id : '';
}
