import type { StageId, UserId } from '#base';
import type { Queries, Transaction } from '#platform/database';
import { sql } from 'kysely';
import type { KeptStep, ReviewState } from './review.ts';

/** The last steps of the records of a kind, or of those of them among `ids`, by id. */
export async function listSteps(
  queries: Queries,
  stage: StageId,
  type: string,
  ids?: readonly string[],
): Promise<ReadonlyMap<string, KeptStep>> {
  const rows = await queries
    .selectFrom('stage_review as review')
    .leftJoin('users', 'users.id', 'review.moved_by')
    .selectAll('review')
    .select('users.name as by')
    .where('review.stage_id', '=', stage)
    .where('review.record_type', '=', type)
    .$if(ids !== undefined, (all) => all.where(isAmong('review.record_id', ids ?? [])))
    .execute();
  return new Map(
    rows.map((row) => [
      row.record_id,
      { to: row.state, version: row.version, at: row.moved, by: row.by ?? '', note: row.note },
    ]),
  );
}

/** The step of all these records at once. */
export async function writeStep(
  transaction: Transaction,
  step: {
    readonly stage: StageId;
    readonly to: ReviewState;
    readonly at: Date;
    readonly by: UserId;
    readonly note: string;
  },
  records: readonly { readonly type: string; readonly id: string; readonly version: string }[],
): Promise<void> {
  await sql`
    insert into stage_review
      (stage_id, record_type, record_id, state, version, moved, moved_by, note)
    select ${step.stage}::uuid, one.type, one.id, ${step.to}::text, one.version,
      ${step.at}::timestamptz, ${step.by}::uuid, ${step.note}::text
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb)
      as one(type text, id text, version text)
    on conflict (stage_id, record_type, record_id) do update
      set state = excluded.state, version = excluded.version, moved = excluded.moved,
        moved_by = excluded.moved_by, note = excluded.note`.execute(transaction);
}

/** The stage has nothing about these records any more. */
export async function removeSteps(
  transaction: Transaction,
  stage: StageId,
  type: string,
  ids: readonly string[],
): Promise<void> {
  await transaction
    .deleteFrom('stage_review')
    .where('stage_id', '=', stage)
    .where('record_type', '=', type)
    .where(isAmong('record_id', ids))
    .execute();
}

/** One parameter, however many there are. */
function isAmong(column: string, ids: readonly string[]) {
  return sql<boolean>`${sql.ref(column)} = any(${ids}::text[])`;
}
