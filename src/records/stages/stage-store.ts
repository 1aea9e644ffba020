import { LIVE, type StageId } from '#base';
import type { Queries, Selectable, Tables, Transaction } from '#platform/database';
import type { Stage } from './stage.ts';

/**
 * `stage`, then its upstream, and so on down to live: the order in which a reader of `stage`
 * looks for things. Live costs no statement.
 */
export async function listStageChain(
  queries: Queries,
  stage: StageId,
): Promise<readonly StageId[]> {
  if (stage === LIVE) return [LIVE];
  const rows = await queries
    .withRecursive('chain', (db) =>
      db
        .selectFrom('stage')
        .select(['id', 'upstream_id'])
        .where('id', '=', stage)
        .unionAll((inner) =>
          inner
            .selectFrom('stage')
            .innerJoin('chain', 'chain.upstream_id', 'stage.id')
            .select(['stage.id', 'stage.upstream_id']),
        ),
    )
    .selectFrom('chain')
    .select('id')
    .execute();
  return rows.map((row) => row.id);
}

/** All stages that are not closed, live first. */
export async function listStages(queries: Queries): Promise<readonly Stage[]> {
  const rows = await queries
    .selectFrom('stage')
    .selectAll()
    .where('closed', 'is', null)
    .orderBy('created')
    .orderBy('id')
    .execute();
  return rows.map(stageFromRow).toSorted((a, b) => Number(b.id === LIVE) - Number(a.id === LIVE));
}

export async function findStage(queries: Queries, id: StageId): Promise<Stage | undefined> {
  const row = await queries.selectFrom('stage').selectAll().where('id', '=', id).executeTakeFirst();
  return row && stageFromRow(row);
}

/**
 * The stage, held until the transaction ends: `share` by who changes something in it, and `update`
 * by who publishes or closes it.
 */
export async function lockStage(
  transaction: Transaction,
  id: StageId,
  lock: 'share' | 'update',
): Promise<Stage | undefined> {
  const select = transaction.selectFrom('stage').selectAll().where('id', '=', id);
  const row = await (
    lock === 'share' ? select.forShare() : select.forNoKeyUpdate()
  ).executeTakeFirst();
  return row && stageFromRow(row);
}

export async function insertStage(transaction: Transaction, stage: Stage): Promise<void> {
  await transaction.insertInto('stage').values(rowOf(stage)).execute();
}

export async function writeStage(transaction: Transaction, stage: Stage): Promise<void> {
  const { id, ...row } = rowOf(stage);
  await transaction.updateTable('stage').set(row).where('id', '=', id).execute();
}

function rowOf(stage: Stage) {
  return {
    id: stage.id,
    name: stage.name,
    label: stage.label,
    description: stage.description,
    upstream_id: stage.upstreamId,
    owner_id: stage.ownerId,
    created: stage.created,
    squash: stage.squash,
    approval: stage.approval,
    closed: stage.closed,
  };
}

function stageFromRow(row: Selectable<Tables['stage']>): Stage {
  return {
    id: row.id,
    name: row.name,
    label: row.label,
    description: row.description,
    upstreamId: row.upstream_id,
    ownerId: row.owner_id,
    created: row.created,
    squash: row.squash,
    approval: row.approval,
    closed: row.closed,
  };
}
