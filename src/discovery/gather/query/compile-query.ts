import { type RawBuilder, sql } from 'kysely';
import { anyItems, baseRows, type RowScope, visibleParts } from './base-rows.ts';
import { byRelated, type RowsFrom } from './by-related.ts';
import { columnsSql } from './columns-sql.ts';
import { rowsByWords } from './count-by-words.ts';
import { conditionSql } from './condition-sql.ts';
import { decisiveSql, itemIdsSql, wayFieldsSql } from './hidden-sql.ts';
import { joinsFor, joinSql } from './join-sql.ts';
import type { ConditionNode, JoinNode, QueryNode, TableAlias } from './nodes.ts';
import { afterSql, castOf, orderSql, type OrderStep } from './order-sql.ts';
import { newestOfTerms } from './newest-of-terms.ts';
import { tablesOf } from './tables-of.ts';
import type { Sql } from './value-sql.ts';

/** Which rows of a query are asked for. */
export interface PageOf {
  readonly limit: number;
  readonly offset: number;
  /** Of the last row of the page before: see `RawRow`. */
  readonly after?: readonly (string | null)[];
}

/**
 * A row as it comes from the database: `id`, the outputs `o0` …, what it was put in order by `s0` …
 * as text, the ids of the items that it is about, `r0` or `base_item` …, and where plugins hide
 * fields, which of those that decided are there, `d0` …, and those that led on, `r0_field` …
 */
export interface RawRow {
  readonly [column: string]: unknown;
}

export interface CompiledQuery {
  page(of: PageOf): RawBuilder<RawRow>;
  /** How many rows there are, counted up to `atMost`. */
  count(atMost: number): RawBuilder<{ count: number }>;
  /** Pages can go on after a row. */
  readonly hasCursor: boolean;
  /** What the order goes by, for cursors. */
  readonly casts: readonly OrderStep['cast'][];
}

export function compileQuery(scope: RowScope, query: QueryNode): CompiledQuery {
  const columns = columnsSql(query);
  const base = baseAlias(query);
  const chain = scope.items.chain;
  const isGrouped = query.grouping !== 'none';
  const outputs = query.outputs.map(columns.output);
  const id = idSql(query);
  const steps: readonly OrderStep[] = [
    ...query.order.map((node) => ({
      value: columns.order(node),
      direction: node.direction,
      nullable: isNullable(query, node.table, node.column.place, node.aggregate),
      cast: castOf(node),
    })),
    ...lastSteps(query, columns, id),
  ];
  const usedBefore = tablesBefore(query);
  const before = joinsFor(query.joins, usedBefore);
  const all = joinsFor(query.joins, [...usedBefore, ...query.outputs.map(({ table }) => table)]);
  const where = conditionSql(query.where, scope);
  const order = orderSql(steps);
  const texts = steps.map(({ value }, i) => sql`(${value})::text as ${sql.id(`s${i}`)}`);
  const ids = itemIdsSql(query, all);
  const decisive = scope.items.hidesFields
    ? [...decisiveSql(query, chain), ...wayFieldsSql(all)]
    : [];
  const named = outputs.map((output, i) => sql`${output} as ${sql.id(`o${i}`)}`);
  const from = (joins: readonly JoinNode[], rows = baseRows(scope, query.base.rows)) => sql`
    from ${rows} as ${sql.id(base)}
    ${sql.join([...joins.map((join) => joinSql(scope, join)), ...columns.unnested], sql` `)}`;
  const hasCursor = !isGrouped && !query.joins.some(multiplies);

  const related = byRelated(scope, query, before);
  const isInParts =
    query.base.rows.of === 'item' && chain.length > 1 && !query.joins.some(multiplies);

  function page({ limit, offset, after }: PageOf): RawBuilder<RawRow> {
    const rest = after ? sql`and ${afterSql(steps, after)}` : sql``;
    const cut = sql`limit ${sql.lit(limit)} ${offset > 0 ? sql`offset ${sql.lit(offset)}` : sql``}`;
    if (isGrouped) return grouped(cut);
    if (isInParts) return inParts({ most: limit + offset, rest, cut });
    const newest = newestOfTerms(scope, query, { limit, offset, after, steps });
    if (!newest && isPlain(query)) {
      return sql<RawRow>`select ${sql.join([sql`${id} as id`, ...named, ...texts, ...ids, ...decisive])}
        ${from(all)} where ${where} ${rest} order by ${order} ${cut}`;
    }
    // The rows of the page first, and what is shown of them then.
    const outer = steps.map((step, i) => ({
      ...step,
      value: i === steps.length - 1 ? sql.id('page', 'id') : sql.id('page', `s${i}`),
    }));
    const keys = sql.join([
      sql`${id} as id`,
      ...steps.slice(0, -1).map(({ value }, i) => sql`${value} as ${sql.id(`s${i}`)}`),
    ]);
    const either = related?.(
      (rows) => sql`select ${keys} ${from(rows.joins)} where ${rows.where} ${rest}
        order by ${order} limit ${sql.lit(limit + offset)}`,
    );
    const found =
      newest ??
      (either
        ? sql`select * from (${either}) as page order by ${orderSql(outer)} ${cut}`
        : sql`select ${keys} ${from(before)} where ${where} ${rest} order by ${order} ${cut}`);
    return sql<RawRow>`select ${sql.join([
      sql`page.id as id`,
      ...named,
      ...outer.map(({ value }, i) => sql`(${value})::text as ${sql.id(`s${i}`)}`),
      ...ids,
      ...decisive,
    ])} from (${found}) as page
      inner join ${anyItems(scope.queries, chain)} as item on item.id = page.id
      ${sql.join(
        all.map((join) => joinSql(scope, { ...join, required: false })),
        sql` `,
      )}
      order by ${orderSql(outer)}`;
  }

  /** Of a stage: the first of each of its parts, and of those the first. */
  function inParts({ most, rest, cut }: { most: number; rest: Sql; cut: Sql }): RawBuilder<RawRow> {
    const keys = steps.map(({ value }, i) => sql`${value} as ${sql.id(`k${i}`)}`);
    const parts = visibleParts(scope).map(
      (part) => sql`(select ${sql.join([sql`${id} as id`, ...named, ...keys, ...ids, ...decisive])}
        ${from(all, part)} where ${where} ${rest} order by ${order} limit ${sql.lit(most)})`,
    );
    const outer = steps.map((step, i) => ({ ...step, value: sql.id('page', `k${i}`) }));
    const said = outer.map(({ value }, i) => sql`${value}::text as ${sql.id(`s${i}`)}`);
    return sql<RawRow>`select ${sql.join([sql`page.*`, ...said])}
      from (${sql.join(parts, sql` union all `)}) as page order by ${orderSql(outer)} ${cut}`;
  }

  function grouped(cut: Sql): RawBuilder<RawRow> {
    const keys = groupKeys(query, outputs, id);
    const shown = query.grouping === 'distinct' ? [sql`${id} as id`, ...named] : named;
    return sql<RawRow>`select ${sql.join(shown)} ${from(all)} where ${where}
      ${keys.length > 0 ? sql`group by ${sql.join(keys)}` : sql``}
      ${steps.length > 0 ? sql`order by ${order}` : sql``} ${cut}`;
  }

  function count(atMost: number): RawBuilder<{ count: number }> {
    const keys = isGrouped ? groupKeys(query, outputs, id) : [];
    const group = keys.length > 0 ? sql`group by ${sql.join(keys)}` : sql``;
    const one = isGrouped && keys.length === 0 ? sql`count(*)` : sql`1`;
    const joins = isGrouped ? all : joinsFor(query.joins, multiplying(query));
    const select = (rows: RowsFrom) => sql`select ${one} as one ${from(rows.joins)}
      where ${rows.where} ${group} limit ${sql.lit(atMost)}`;
    const byWords = rowsByWords(scope, query);
    const rows = byWords
      ? sql`${byWords} limit ${sql.lit(atMost)}`
      : (byRelated(scope, query, joins)?.(select) ?? select({ joins, where }));
    return sql<{ count: number }>`select count(*) as count from (${rows}) as counted`;
  }

  return { page, count, hasCursor, casts: steps.map(({ cast }) => cast) };
}

export function baseAlias({ base }: Pick<QueryNode, 'base'>): TableAlias {
  return base.rows.of === 'item' ? 'item' : 'base';
}

function idSql(query: QueryNode): Sql {
  return sql.id(baseAlias(query), 'id');
}

/** Grouped by what tells rows apart: those without an aggregate, or the record and what it says. */
function groupKeys(query: QueryNode, outputs: readonly Sql[], id: Sql): readonly Sql[] {
  const plain = outputs.filter((_, i) => query.outputs[i]?.aggregate === undefined);
  return query.grouping === 'distinct' ? [id, ...plain] : plain;
}

/** What tells rows apart that are the same so far. */
function lastSteps(
  query: QueryNode,
  columns: ReturnType<typeof columnsSql>,
  id: Sql,
): readonly OrderStep[] {
  const direction = query.order.at(-1)?.direction ?? 'desc';
  const cast = query.base.rows.of === 'plugin' ? 'bigint' : 'uuid';
  const last = { value: id, direction, nullable: false, cast } as const;
  if (query.grouping !== 'none') {
    const shown = query.outputs.filter(
      ({ aggregate, column }) =>
        !aggregate && (column.sortable || (column.several && query.grouping === 'groups')),
    );
    const said = shown
      .filter(({ column }) => column.kind !== 'other')
      .map((node) => ({
        value: columns.value(node),
        direction: 'asc' as const,
        nullable: true,
        cast: 'text' as const,
      }));
    return query.grouping === 'groups' ? said : [last, ...said];
  }
  const multiplied = query.joins
    .filter(multiplies)
    // As the definition has them, which may not be the order in which they are joined.
    .toSorted((a, b) => (a.alias < b.alias ? -1 : 1))
    .map(({ alias }) => ({ ...last, value: sql.id(alias, 'id'), nullable: true }));
  return [...multiplied, last];
}

function multiplies({ several }: JoinNode): boolean {
  return several;
}

/** Joins that change how many rows there are, and those that conditions are about. */
function multiplying(query: QueryNode): readonly TableAlias[] {
  const changing = query.joins.filter(({ several, required }) => several || required);
  return [...changing.map(({ alias }) => alias), ...tablesOf(query.where)];
}

/** The tables that it takes to find the rows of a page. */
function tablesBefore(query: QueryNode): readonly TableAlias[] {
  return [...multiplying(query), ...query.order.map(({ table }) => table)];
}

/**
 * Whether the database is likely to find the page by an index: then it is asked for all at once.
 * Else it would read what is shown of every row that it puts in order.
 */
function isPlain(query: QueryNode): boolean {
  if (query.base.rows.of !== 'item' || query.joins.some(multiplies)) return true;
  const showsFields = query.outputs.some(({ column }) => column.place.in === 'fields');
  const isLate = query.joins.length > 0;
  return !(showsFields || isLate) || (isOfRows(query.where) && query.order.every(ofRow));
}

function isOfRows(condition: ConditionNode): boolean {
  switch (condition.is) {
    case 'all':
    case 'any':
      return condition.of.every(isOfRows);
    case 'one':
    case 'none':
      return ofRow(condition);
    default:
      return false;
  }
}

function ofRow({
  table,
  column,
}: {
  table: TableAlias;
  column: QueryNode['order'][number]['column'];
}) {
  return table === 'item' && column.place.in === 'row';
}

function isNullable(
  query: QueryNode,
  table: TableAlias,
  place: QueryNode['order'][number]['column']['place'],
  aggregate: string | undefined,
): boolean {
  if (aggregate) return aggregate !== 'count' && aggregate !== 'count_distinct';
  if (place.in !== 'row' || place.empty === 'possible') return true;
  return table !== baseAlias(query);
}
