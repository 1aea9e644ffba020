import type { Queries } from '#platform/database';
import { sql } from 'kysely';
import type { TakenJob } from './take-jobs.ts';
import { leaseOf } from './take-jobs.ts';

/** What a server writes of a job that it has. Nothing is written when another took over. */

type Held = Pick<TakenJob, 'id' | 'token'>;

/** How far it is. */
export interface Progress {
  readonly progress: number;
  readonly said: string;
}

/** The server is still at it. False: another took over. */
export async function keepJob(
  queries: Queries,
  job: Held,
  lease: number,
  progress: Progress | undefined,
): Promise<boolean> {
  const { numUpdatedRows } = await held(queries, job)
    .set({ lease: leaseOf(lease), ...progress })
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** It has ended, for good. */
export async function endJob(
  queries: Queries,
  job: Held,
  result: { readonly state: 'done' | 'failed'; readonly said: string },
): Promise<void> {
  await held(queries, job)
    .set({ ...result, lease: null, ended: sql<Date>`now()` })
    .execute();
}

/**
 * It waits again: it is to be tried once more after `pause` milliseconds, or was not really tried.
 * Where another with its key waits, that one does the work of both.
 */
export async function putBack(
  queries: Queries,
  job: Held,
  {
    pause,
    said,
    counts,
  }: { readonly pause: number; readonly said: string; readonly counts: boolean },
): Promise<void> {
  try {
    await held(queries, job)
      .set((is) => ({
        state: 'waiting' as const,
        lease: null,
        due: leaseOf(pause / 1_000),
        said,
        ...(counts ? {} : { attempts: is('attempts', '-', 1) }),
      }))
      .execute();
  } catch (error) {
    if (!isTaken(error)) throw error;
    await queries
      .deleteFrom('job')
      .where('id', '=', job.id)
      .where('token', '=', job.token)
      .where('state', '=', 'running')
      .execute();
  }
}

/** Whether the key of a job is that of another that waits. */
export function isTaken(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === 'job_key';
}

function held(queries: Queries, { id, token }: Held) {
  return queries
    .updateTable('job')
    .where('id', '=', id)
    .where('token', '=', token)
    .where('state', '=', 'running');
}
