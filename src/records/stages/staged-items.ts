import { LIVE, type StageId } from '#base';
import type { Queries, Selectable, Tables } from '#platform/database';
import { type ExpressionBuilder, type SelectQueryBuilder, sql } from 'kysely';

/** A row of `item`, whichever stage it was read through. */
export type StagedItemRow = Selectable<Tables['item']>;
/** A select of such rows, for `FROM (…) AS item`. */
export type StagedItems = SelectQueryBuilder<Tables, never, StagedItemRow>;

/**
 * The items as a reader of a stage sees them, with the columns of `item`: what the stage itself
 * made or changed, else what its upstream shows, and so on down to live, without what any stage
 * on the way deleted. `chain` is that of `listStageChain`.
 *
 * Live is the bare table with one condition, so that it keeps every index. A stage is its
 * upstream without what the stage changed, `UNION ALL` the stage's own: 3.9 ms for a listing at
 * 50,000 items, where `COALESCE` over a left join took 19–25 ms.
 */
export function stagedItems(queries: Queries, chain: readonly StageId[]): StagedItems {
  const [first, ...others] = stagedParts(queries, chain);
  return others.reduce((all, part) => all.unionAll(part), first);
}

/**
 * The selects that `stagedItems` is the union of, no item in two of them. Who wants the first of a
 * long list asks each for its first: PostgreSQL would put the whole union in order, 25 ms where it
 * is 3 so.
 */
export function stagedParts(
  queries: Queries,
  chain: readonly StageId[],
): readonly [StagedItems, ...StagedItems[]] {
  const [stage = LIVE, ...upstream] = chain;
  if (stage === LIVE) return [selectOwn(queries, LIVE)];
  const unchanged = (part: StagedItems) =>
    queries
      .selectFrom(part.as('item'))
      .selectAll()
      .where((where) => where.not(isChanged(where, stage)))
      .where((where) => where.not(isDeleted(where, stage)));
  const [first, ...others] = stagedParts(queries, upstream);
  const own = selectOwn(queries, stage).where((where) => where.not(isChanged(where, stage)));
  return [unchanged(first), ...others.map(unchanged), own, selectChanged(queries, stage)];
}

function selectOwn(queries: Queries, stage: StageId) {
  // Live stands in the statement, so that one that says nothing else is planned once.
  const id = stage === LIVE ? sql<StageId>`${sql.lit(LIVE)}` : sql.val(stage);
  return queries.selectFrom('item').selectAll().where('item.stage_id', '=', id);
}

function selectChanged(queries: Queries, stage: StageId) {
  return queries
    .selectFrom('stage_association as association')
    .innerJoin('item', 'item.id', 'association.item_id')
    .innerJoin('item_revision as revision', 'revision.id', 'association.target_revision_id')
    .where('association.stage_id', '=', stage)
    .select([
      'item.id',
      'item.type',
      'revision.title',
      'item.author_id',
      'revision.status',
      'item.promote',
      'item.sticky',
      'item.created',
      'revision.created as changed',
      'revision.id as current_revision_id',
      'item.stage_id',
      'revision.fields',
      'item.deleted',
      'item.deleted_by',
    ]);
}

function isChanged(where: ExpressionBuilder<Tables, 'item'>, stage: StageId) {
  return where.exists(
    where
      .selectFrom('stage_association as changed')
      .select(sql<number>`1`.as('one'))
      .where('changed.stage_id', '=', stage)
      .whereRef('changed.item_id', '=', 'item.id'),
  );
}

function isDeleted(where: ExpressionBuilder<Tables, 'item'>, stage: StageId) {
  return where.exists(
    where
      .selectFrom('stage_deletion as gone')
      .select(sql<number>`1`.as('one'))
      .where('gone.stage_id', '=', stage)
      .where('gone.record_type', '=', 'item')
      .whereRef('gone.record_id', '=', 'item.id'),
  );
}
