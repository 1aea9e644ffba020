import { LIVE } from '#base';
import { sql } from 'kysely';
import { fieldColumnName } from '../catalogue/field-columns.ts';
import type { PlacedColumn } from '../catalogue/placed-column.ts';
import { baseRows, type RowScope } from './base-rows.ts';
import { conditionSql } from './condition-sql.ts';
import type { ConditionNode, JoinNode, QueryNode } from './nodes.ts';
import { tablesOf } from './tables-of.ts';
import { type Sql, valueSql } from './value-sql.ts';

/** Up to so many related items are looked up one by one; more are joined. */
const FEW = 3_000;

/** Where rows are read from, and what they have to fulfil. */
export interface RowsFrom {
  readonly joins: readonly JoinNode[];
  readonly where: Sql;
}

/** All rows: those that `select` finds in one way and, where that is not taken, in the other. */
export type EitherWay = (select: (rows: RowsFrom) => Sql) => Sql;

/**
 * Items by what is asked of the item that a field of theirs leads to: the related items first where
 * they are few, and what leads to those by its index. The database, which joins as if the fields of
 * an item cost nothing to read, went through all items for it: 70 ms at 50,000, now 4. undefined:
 * it is not that, or there are no indexes for it.
 */
export function byRelated(
  scope: RowScope,
  query: QueryNode,
  before: readonly JoinNode[],
): EitherWay | undefined {
  const [join] = before;
  if (before.length !== 1 || !join || !isByItem(query, scope)) return undefined;
  const pointing = pointingColumn(query, join);
  if (!pointing || !scope.indexed.inOrder.has(pointing.name)) return undefined;
  const conditions = query.where.is === 'all' ? query.where.of : [query.where];
  const theirs = conditions.filter((one) => isAbout(one, join.alias));
  const own = conditions.filter((one) => isAbout(one, 'item'));
  if (!conditions.every((one) => theirs.includes(one) || own.includes(one))) return undefined;
  if (!theirs.some((one) => isNarrow(one, scope))) return undefined;

  const all = (of: readonly ConditionNode[]) => conditionSql({ is: 'all', of }, scope);
  const few = sql`select ${sql.id(join.alias, 'id')}
    from ${baseRows(scope, join.base.rows)} as ${sql.id(join.alias)}
    where ${all(theirs)} limit ${sql.lit(FEW + 1)}`;
  const count = sql`(select count(*) from few)`;
  const leads = sql`${valueSql({ table: 'item', column: pointing })} = any(array(select id from few))`;
  return (select) => sql`with few as materialized (${few})
    (${select({ joins: [], where: sql`${count} <= ${sql.lit(FEW)} and ${leads} and ${all(own)}` })})
    union all
    (${select({ joins: before, where: sql`${count} > ${sql.lit(FEW)} and ${all(conditions)}` })})`;
}

/** Whether the rows are items of live, each once, in an order of their own. */
function isByItem({ base, grouping, order }: QueryNode, { items }: RowScope): boolean {
  return (
    base.rows.of === 'item' &&
    grouping === 'none' &&
    items.chain.length === 1 &&
    items.chain[0] === LIVE &&
    order.every(({ table }) => table === 'item')
  );
}

/** The column of items that the relationship goes by. */
function pointingColumn(query: QueryNode, join: JoinNode): PlacedColumn | undefined {
  const { way, several, required, base, from } = join;
  if (several || !required || from !== 'item' || base.rows.of !== 'item' || way.by !== 'field')
    return undefined;
  return query.base.columns.get(fieldColumnName(way.field.path));
}

function isAbout(condition: ConditionNode, alias: JoinNode['alias']): boolean {
  return tablesOf(condition).every((table) => table === alias);
}

/** Whether an index finds what fulfils it. */
function isNarrow(condition: ConditionNode, { indexed }: RowScope): boolean {
  if (condition.is !== 'one' || condition.column.place.in !== 'fields') return false;
  return condition.test.by === '=' && indexed.inOrder.has(condition.column.name);
}
