import type { PublishId, StageId, UserId } from '#base';
import type { Queries, Transaction } from '#platform/database';
import type { RecordState } from './stageable.ts';

/** That a stage was published, or chosen records of it. */
export interface Publish {
  readonly id: PublishId;
  readonly stageId: StageId;
  readonly upstreamId: StageId;
  readonly published: Date;
  readonly publishedBy: UserId;
  readonly publishedByName: string;
  readonly log: string;
  /** How many records. */
  readonly changes: number;
  readonly undone: Date | null;
}

/** A record of it: what it was before on both sides, and what it was made to be. */
export interface PublishedRecord {
  readonly type: string;
  readonly id: string;
  readonly label: string;
  readonly mine: RecordState;
  readonly base: RecordState;
  readonly before: RecordState;
  readonly after: RecordState;
}

export interface NewPublish {
  readonly id: PublishId;
  readonly stageId: StageId;
  readonly upstreamId: StageId;
  readonly at: Date;
  readonly by: UserId;
  readonly log: string;
}

/** A statement takes 65,535 parameters. */
const ROWS = 5_000;

export async function insertPublish(
  transaction: Transaction,
  publish: NewPublish,
  records: readonly PublishedRecord[],
): Promise<void> {
  await transaction
    .insertInto('stage_publish')
    .values({
      id: publish.id,
      stage_id: publish.stageId,
      upstream_id: publish.upstreamId,
      published: publish.at,
      published_by: publish.by,
      log: publish.log,
    })
    .execute();
  for (let at = 0; at < records.length; at += ROWS)
    await transaction
      .insertInto('stage_publish_change')
      .values(
        records.slice(at, at + ROWS).map((record) => ({
          publish_id: publish.id,
          record_type: record.type,
          record_id: record.id,
          label: record.label,
          mine: JSON.stringify(record.mine),
          base: JSON.stringify(record.base),
          before: JSON.stringify(record.before),
          after: JSON.stringify(record.after),
        })),
      )
      .execute();
}

/** Those of a stage, newest first. */
export async function listPublishes(
  queries: Queries,
  stage: StageId,
  limit: number,
): Promise<readonly Publish[]> {
  const rows = await selectPublishes(queries)
    .where('publish.stage_id', '=', stage)
    .orderBy('publish.published', 'desc')
    .limit(limit)
    .execute();
  return rows.map(publishFromRow);
}

export async function findPublish(queries: Queries, id: PublishId): Promise<Publish | undefined> {
  const row = await selectPublishes(queries).where('publish.id', '=', id).executeTakeFirst();
  return row && publishFromRow(row);
}

export async function listPublished(
  queries: Queries,
  id: PublishId,
): Promise<readonly PublishedRecord[]> {
  const rows = await queries
    .selectFrom('stage_publish_change')
    .selectAll()
    .where('publish_id', '=', id)
    .orderBy('record_type')
    .orderBy('record_id')
    .execute();
  return rows.map((row) => ({
    type: row.record_type,
    id: row.record_id,
    label: row.label,
    mine: row.mine,
    base: row.base,
    before: row.before,
    after: row.after,
  }));
}

export async function markUndone(
  transaction: Transaction,
  id: PublishId,
  at: Date,
  by: UserId,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('stage_publish')
    .set({ undone: at, undone_by: by })
    .where('id', '=', id)
    .where('undone', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function selectPublishes(queries: Queries) {
  return queries
    .selectFrom('stage_publish as publish')
    .innerJoin('users', 'users.id', 'publish.published_by')
    .selectAll('publish')
    .select('users.name as by_name')
    .select((publish) =>
      publish
        .selectFrom('stage_publish_change as change')
        .select((change) => change.fn.countAll<number>().as('count'))
        .whereRef('change.publish_id', '=', 'publish.id')
        .as('changes'),
    );
}

function publishFromRow(
  row: Awaited<ReturnType<ReturnType<typeof selectPublishes>['execute']>>[number],
): Publish {
  return {
    id: row.id,
    stageId: row.stage_id,
    upstreamId: row.upstream_id,
    published: row.published,
    publishedBy: row.published_by,
    publishedByName: row.by_name,
    log: row.log,
    changes: row.changes ?? 0,
    undone: row.undone,
  };
}
