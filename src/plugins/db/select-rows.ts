import type { Queries } from '#platform/database';
import { type AliasableExpression, sql } from 'kysely';
import { Refusal } from '../host/refusal.ts';
import { checkCondition } from './check-condition.ts';
import { conditionSql, type FindColumn } from './condition-sql.ts';
import { columnOf, type KnownTable, type OwnTable } from './known-table.ts';
import type { SelectRequest } from './query-schema.ts';
import { type Answered, boundedRows } from './bounded-rows.ts';

export const DEFAULT_LIMIT = 100;

export interface SelectDeps {
  readonly queries: Queries;
  readonly from: KnownTable;
  /** The rows of `from`. */
  readonly source: AliasableExpression<object>;
  /** A table that can be joined. Throws a `Refusal` for another name. */
  find(table: string): OwnTable;
}

/**
 * The rows of a select. All names in the SQL are those that the manifest declares, or made here: a
 * table is `t0`, `t1` …, a column of the answer `c0`, `c1` …
 */
export async function selectRows(deps: SelectDeps, request: SelectRequest): Promise<Answered> {
  const { queries, from } = deps;
  const columns = columnsOf(request, from);
  const { select: filtered, find } = filteredRows(deps, request);
  let select = filtered;
  for (const [at, { column }] of columns.entries()) {
    select = select.select(find(column, `/columns/${at}`).ref.as(`c${at}`));
  }
  for (const [at, { column, direction = 'asc' }] of (request.order ?? []).entries()) {
    const by = find(column, `/order/${at}/column`);
    if (by.column.type === 'json') {
      throw new Refusal('invalid', `/order/${at}/column holds JSON, which has no order.`);
    }
    select = select.orderBy(by.ref, direction);
  }
  const { limit = DEFAULT_LIMIT, offset = 0 } = request;
  const rows = await boundedRows(
    queries,
    select.limit(limit).offset(offset),
    columns.map(({ as }) => as),
  );
  if (request.count !== true) return { rows };
  const { count } = await filtered
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow();
  return { rows, count };
}

/** The columns of the answer: those that are asked for, else all of `from`. */
export function columnsOf(
  { columns }: SelectRequest,
  from: KnownTable,
): { readonly column: string; readonly as: string }[] {
  return (columns ?? Object.keys(from.columns)).map((one) =>
    typeof one === 'string' ? { column: one, as: one } : one,
  );
}

/** Tables, joins and conditions; a join finds one row at the most, so that rows never multiply. */
function filteredRows(
  { queries, from, source, find: findTable }: SelectDeps,
  request: SelectRequest,
) {
  let select = queries.selectFrom(source.as('t0'));
  const joined: KnownTable[] = [from];
  const find: FindColumn = (name, place) => {
    const parts = name.split('.');
    const [table, column] = parts.length === 1 ? [from.name, name] : parts;
    const at = joined.findIndex((one) => one.name === table);
    const known = joined[at];
    if (known === undefined || column === undefined || parts.length > 2) {
      throw new Refusal(
        'invalid',
        `${place} is no column of ${joined.map((one) => one.name).join(', ')}.`,
      );
    }
    return { ref: sql.id(`t${at}`, column), column: columnOf(known, column, place) };
  };
  for (const [at, { table, column, equals, required = false }] of (request.join ?? []).entries()) {
    const place = `/join/${at}`;
    const other = findTable(table);
    if (joined.some(({ name }) => name === other.name)) {
      throw new Refusal('invalid', `${place}/table is in the query already.`);
    }
    const { type } = columnOf(other, column, `${place}/column`);
    if (!other.unique.has(column)) {
      const must = 'must be the serial column of that table, or one that is unique by itself';
      throw new Refusal('invalid', `${place}/column ${must}.`);
    }
    const given = find(equals, `${place}/equals`);
    if (kindOf(given.column.type) !== kindOf(type)) {
      throw new Refusal('invalid', `${place}/equals holds ${given.column.type}, and not ${type}.`);
    }
    const alias = `t${joined.length}`;
    const rows = sql.id(other.schema, other.name).as(alias);
    const same = sql<boolean>`${sql.id(alias, column)} = ${given.ref}`;
    select = required
      ? select.innerJoin(rows, (join) => join.on(same))
      : select.leftJoin(rows, (join) => join.on(same));
    joined.push(other);
  }
  if (request.where !== undefined) {
    select = select.where(conditionSql(checkCondition(request.where), find));
  }
  return { select, find };
}

/** What can be compared with each other. */
function kindOf(type: string): string {
  return ['integer', 'bigint', 'serial', 'float'].includes(type) ? 'number' : type;
}
