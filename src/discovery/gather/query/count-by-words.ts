import { LIVE } from '#base';
import { sql } from 'kysely';
import type { RowScope } from './base-rows.ts';
import { wordsSql } from './condition-sql.ts';
import type { ConditionNode, QueryNode } from './nodes.ts';
import type { Sql } from './value-sql.ts';

/**
 * A row for each item with certain words, out of the words alone: for counts by whoever sees what is
 * published and nothing else. undefined: something else is asked, too.
 */
export function rowsByWords(scope: RowScope, query: QueryNode): Sql | undefined {
  const { items } = scope;
  const conditions = query.where.is === 'all' ? query.where.of : [query.where];
  const worded = conditions.filter(isWorded);
  const isOfWords =
    query.base.rows.of === 'item' &&
    query.grouping === 'none' &&
    !query.joins.some(({ several, required }) => several || required) &&
    conditions.length > 0 &&
    worded.length === conditions.length;
  if (!isOfWords || !items.isOfPublished || items.hidesFields || items.chain.length > 1) return;
  const found = worded.map((one) => sql`words.words @@ ${wordsSql(one.text)}`);
  return sql`select 1 as one from item_search words
    where words.stage_id = ${sql.lit(LIVE)} and words.shown and ${sql.join(found, sql` and `)}`;
}

function isWorded(
  condition: ConditionNode,
): condition is ConditionNode & { readonly is: 'worded' } {
  return condition.is === 'worded' && condition.table === 'item';
}
