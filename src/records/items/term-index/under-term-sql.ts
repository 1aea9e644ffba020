import { type ItemId, LIVE, type StageId, type TermId } from '#base';
import type { Queries } from '#platform/database';
import { stagedTerms, versionStage } from '#records/stages';
import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';

/** That a field of the item refers to the term. */
export function refersToTerm(
  queries: Queries,
  chain: readonly StageId[],
  term: TermId,
): Expression<SqlBool> {
  const filed = queries.selectFrom('item_term').where('term_id', '=', term);
  return chain.length === 1
    ? sql<SqlBool>`item.id in (${filed.select('item_id').where('stage_id', 'in', chain)})`
    : sql<SqlBool>`(item.id, ${versionStage(chain)}) in (${filed.select(['item_id', 'stage_id'])})`;
}

/** That a field of the item refers to the term or to one below it. */
export function isUnder(chain: readonly StageId[], term: TermId): Expression<SqlBool> {
  const below = stagedTerms(chain).below(sql`${[term]}::uuid[]`);
  return sql<SqlBool>`exists (
    select from item_term it join ${below} c on c.term_id = it.term_id
    where it.item_id = item.id and it.stage_id = ${versionStage(chain)} and c.ancestor_id = ${term})`;
}

/** An item that is filed under a term, and when it was written. */
export interface FiledItem {
  readonly id: ItemId;
  readonly created: Date;
}

/**
 * The newest live items under the term, whoever may see them: those of it and of each term below it,
 * merged. Each is a look-up in an index; to look through all items under all of them takes longer
 * by the factor of how many there are.
 */
export async function findNewestUnder(
  queries: Queries,
  {
    term,
    limit,
    after,
  }: {
    readonly term: TermId;
    readonly limit: number;
    readonly after: { readonly value: Date | string; readonly id: string } | undefined;
  },
): Promise<readonly FiledItem[]> {
  const beyond = after ? sql`and (it.created, it.item_id) < (${after.value}, ${after.id})` : sql``;
  // An item may refer to several of the terms, and in several fields to one.
  const { rows } = await sql<FiledItem>`
    select distinct near.created, near.item_id as id from category_term_closure c
    cross join lateral (
      select distinct it.created, it.item_id from item_term it
      where it.term_id = c.term_id and it.stage_id = ${sql.lit(LIVE)} ${beyond}
      order by it.created desc, it.item_id desc limit ${limit}
    ) near
    where c.ancestor_id = ${term}
    order by near.created desc, near.item_id desc limit ${limit}`.execute(queries);
  return rows;
}

/** How many of `items` there are under each of the terms and below it. */
export async function countUnder<Tables, Table extends keyof Tables>(
  queries: Queries,
  chain: readonly StageId[],
  items: SelectQueryBuilder<Tables, Table, object>,
  terms: readonly TermId[],
): Promise<ReadonlyMap<TermId, number>> {
  const below = stagedTerms(chain).below(sql`${terms}::uuid[]`);
  const { rows } = await sql<{ term: TermId; count: number }>`
    select term, count(*) as count from (
      select distinct c.ancestor_id as term, it.item_id
      from ${below} c
        join item_term it on it.term_id = c.term_id
        join (${items.select([sql`item.id`.as('id'), versionStage(chain).as('version')])}) seen
          on seen.id = it.item_id and seen.version = it.stage_id
      where c.ancestor_id = any(${terms}::uuid[])
    ) filed
    group by term`.execute(queries);
  return new Map(rows.map(({ term, count }) => [term, count]));
}

/** The term and all below it. */
export async function listBelow(
  queries: Queries,
  chain: readonly StageId[],
  term: TermId,
): Promise<ReadonlySet<TermId>> {
  const below = stagedTerms(chain).below(sql`${[term]}::uuid[]`);
  const rows = await queries
    .selectFrom(below.as('c'))
    .select('c.term_id')
    .where('c.ancestor_id', '=', term)
    .execute();
  return new Set(rows.map((row) => row.term_id));
}
