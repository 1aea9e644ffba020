import { LIVE } from '#base';
import { sql } from 'kysely';
import { baseRows, type RowScope } from './base-rows.ts';
import { conditionSql } from './condition-sql.ts';
import type { ConditionNode, QueryNode } from './nodes.ts';
import { afterSql, type OrderStep } from './order-sql.ts';
import type { Sql } from './value-sql.ts';

interface Wanted {
  readonly limit: number;
  readonly offset: number;
  readonly after: readonly (string | null)[] | undefined;
  readonly steps: readonly OrderStep[];
}

type Termed = Extract<ConditionNode, { is: 'termed' }>;

/**
 * The newest items of a term, or of it and all below it, as `id` and `s0`: the newest of each
 * term, which the index of `item_term` has in order, merged. 3 ms at 50,000 items, where going
 * through the items or sorting all of the term's took up to a second. undefined: it is not that.
 */
export function newestOfTerms(scope: RowScope, query: QueryNode, wanted: Wanted): Sql | undefined {
  const termed = drivingTerm(query);
  if (!termed?.terms || scope.items.chain.length !== 1 || !isByCreated(query)) return undefined;
  const { field, terms } = termed;
  const [step, last] = wanted.steps;
  if (!step || !last || wanted.steps.length !== 2) return undefined;
  const steps = [
    { ...step, value: sql.id('termed', 'created') },
    { ...last, value: sql.id('termed', 'item_id') },
  ];
  const rest: ConditionNode = { is: 'all', of: without(query.where, termed) };
  const most = wanted.limit + wanted.offset;
  const under = terms.below
    ? sql`select distinct closure.term_id from category_term_closure closure
        where closure.ancestor_id = any(${terms.ids}::uuid[])`
    : sql`select unnest(${terms.ids}::uuid[]) as term_id`;
  // An item may have the term in several fields.
  const once = field === undefined ? sql`group by termed.created, termed.item_id` : sql``;
  return sql`select newest.item_id as id, newest.created as s0
    from (${under}) as under cross join lateral (
      select termed.item_id, termed.created from item_term as termed
      inner join ${baseRows(scope, query.base.rows)} as item on item.id = termed.item_id
      where termed.term_id = under.term_id and termed.stage_id = ${sql.lit(LIVE)}
        ${field === undefined ? sql`` : sql`and termed.field = ${field}`}
        and ${conditionSql(rest, scope)}
        ${wanted.after ? sql`and ${afterSql(steps, wanted.after)}` : sql``}
      ${once} order by termed.created desc, termed.item_id desc limit ${sql.lit(most)}
    ) as newest
    group by newest.created, newest.item_id
    order by newest.created desc, newest.item_id desc
    limit ${sql.lit(wanted.limit)} offset ${sql.lit(wanted.offset)}`;
}

/** A term that all rows have to have, or one below it. */
function drivingTerm(query: QueryNode): Termed | undefined {
  if (query.base.rows.of !== 'item' || query.joins.some((join) => join.several || join.required))
    return undefined;
  if (!onlyOfItem(query.where)) return undefined;
  const conditions = query.where.is === 'all' ? query.where.of : [query.where];
  return conditions.find((one): one is Termed => one.is === 'termed' && one.terms !== undefined);
}

function without(where: ConditionNode, termed: Termed): readonly ConditionNode[] {
  return where.is === 'all' ? where.of.filter((one) => one !== termed) : [];
}

function onlyOfItem(condition: ConditionNode): boolean {
  switch (condition.is) {
    case 'all':
    case 'any':
      return condition.of.every(onlyOfItem);
    case 'not':
      return onlyOfItem(condition.of);
    default:
      return condition.table === 'item';
  }
}

function isByCreated({ order }: QueryNode): boolean {
  const [first] = order;
  return (
    order.length === 1 &&
    first?.direction === 'desc' &&
    first.table === 'item' &&
    first.column.name === 'created'
  );
}
