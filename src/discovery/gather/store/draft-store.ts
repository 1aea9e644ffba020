import type { StageId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Queries, Transaction } from '#platform/database';
import { sql } from 'kysely';

/** All SQL about what is being changed in gathers, by the actor of a context in its stage. */

/** What somebody changed in a gather and did not save so far. */
export interface Draft {
  /** That of the gather when the draft began. */
  readonly version: number;
  /** Definitions, each a change of the one before it; the first is the gather as it was saved. */
  readonly steps: readonly unknown[];
  /** Which of them is shown. */
  readonly at: number;
}

type Owner = Pick<RequestContext, 'actor' | 'stage'>;

/** Until the transaction ends nobody else changes this draft, also where there is none yet. */
export async function lockDraft(
  transaction: Transaction,
  { actor, stage }: Owner,
  gather: string,
): Promise<void> {
  const of = `gather draft ${actor.id} ${stage} ${gather}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${of}, 0))`.execute(transaction);
}

export async function findDraft(
  queries: Queries,
  { actor, stage }: Owner,
  gather: string,
): Promise<Draft | undefined> {
  const row = await queries
    .selectFrom('gather_draft')
    .select(['version', 'steps', 'at'])
    .where('user_id', '=', actor.id)
    .where('stage_id', '=', stage)
    .where('gather', '=', gather)
    .executeTakeFirst();
  return row && { ...row, steps: Array.isArray(row.steps) ? row.steps : [] };
}

export async function writeDraft(
  queries: Queries,
  { actor, stage }: Owner,
  gather: string,
  { version, steps, at }: Draft,
  now: Date,
): Promise<void> {
  const row = { version, steps: JSON.stringify(steps), at, changed: now };
  await queries
    .insertInto('gather_draft')
    .values({ user_id: actor.id, stage_id: stage, gather, ...row })
    .onConflict((conflict) => conflict.columns(['user_id', 'stage_id', 'gather']).doUpdateSet(row))
    .execute();
}

export async function removeDraft(
  queries: Queries,
  { actor, stage }: Owner,
  gather: string,
): Promise<void> {
  await queries
    .deleteFrom('gather_draft')
    .where('user_id', '=', actor.id)
    .where('stage_id', '=', stage)
    .where('gather', '=', gather)
    .execute();
}

/** What anybody changes in it goes with the gather where it gets another name. */
export async function renameDrafts(
  queries: Queries,
  stage: StageId,
  gather: string,
  name: string,
): Promise<void> {
  await removeDraftsOf(queries, stage, name);
  await queries
    .updateTable('gather_draft')
    .set({ gather: name })
    .where('stage_id', '=', stage)
    .where('gather', '=', gather)
    .execute();
}

/** Of a gather that is gone, whoever began them. */
export async function removeDraftsOf(
  queries: Queries,
  stage: StageId,
  gather: string,
): Promise<void> {
  await queries
    .deleteFrom('gather_draft')
    .where('stage_id', '=', stage)
    .where('gather', '=', gather)
    .execute();
}

/** Answers how many there were. */
export async function removeDraftsBefore(queries: Queries, time: Date): Promise<number> {
  const { numDeletedRows } = await queries
    .deleteFrom('gather_draft')
    .where('changed', '<', time)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
