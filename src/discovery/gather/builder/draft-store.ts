import type { UserId } from '#base';
import type { Queries, Transaction } from '#platform/database';
import { sql } from 'kysely';
import type { Draft } from './drafts.ts';

/** All SQL about what is being changed in gathers. */

/** Until the transaction ends nobody else changes this draft, also where there is none yet. */
export async function lockDraft(
  transaction: Transaction,
  user: UserId,
  gather: string,
): Promise<void> {
  const of = `gather draft ${user} ${gather}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${of}, 0))`.execute(transaction);
}

export async function findDraft(
  queries: Queries,
  user: UserId,
  gather: string,
): Promise<Draft | undefined> {
  const row = await queries
    .selectFrom('gather_draft')
    .select(['version', 'steps', 'at'])
    .where('user_id', '=', user)
    .where('gather', '=', gather)
    .executeTakeFirst();
  return row && { ...row, steps: Array.isArray(row.steps) ? row.steps : [] };
}

export async function writeDraft(
  queries: Queries,
  user: UserId,
  gather: string,
  { version, steps, at }: Draft,
  now: Date,
): Promise<void> {
  const row = { version, steps: JSON.stringify(steps), at, changed: now };
  await queries
    .insertInto('gather_draft')
    .values({ user_id: user, gather, ...row })
    .onConflict((conflict) => conflict.columns(['user_id', 'gather']).doUpdateSet(row))
    .execute();
}

export async function removeDraft(queries: Queries, user: UserId, gather: string): Promise<void> {
  await queries
    .deleteFrom('gather_draft')
    .where('user_id', '=', user)
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
