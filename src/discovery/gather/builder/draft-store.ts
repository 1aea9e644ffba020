import type { UserId } from '#base';
import type { Queries } from '#platform/database';
import type { Draft } from './drafts.ts';

/** All SQL about what is being changed in gathers. */

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
