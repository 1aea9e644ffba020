import type { Queries, Selectable, Tables } from '#platform/database';
import { sql } from 'kysely';
import { isTaken } from './held-job.ts';
import type { Job } from './job.ts';
import { JobNotFound, JobUnderWay, KeyWaits } from './queue-errors.ts';
import type { JobFilter, KnownQueue } from './queues.ts';

/** SQL about jobs that nobody is at, and what is shown of all. */

const MOST = 50;
const isLost = sql<boolean>`coalesce(lease <= now(), false)`;

/** See `Queues.listJobs`. */
export async function listJobs(
  queries: Queries,
  { queue, key, state, limit = MOST }: JobFilter,
): Promise<readonly Job[]> {
  let query = queries.selectFrom('job').selectAll().select(isLost.as('is_lost')).limit(limit);
  if (queue !== undefined) query = query.where('queue', '=', queue);
  if (key !== undefined) query = query.where('key', '=', key);
  if (state !== undefined) query = query.where('state', '=', state);
  if (state === 'waiting') query = query.orderBy('priority', 'desc').orderBy('due').orderBy('id');
  if (state === 'done' || state === 'failed') query = query.orderBy('ended', 'desc');
  const rows = await query.orderBy('id', 'desc').execute();
  return rows.map(toJob);
}

export async function findJob(queries: Queries, id: number): Promise<Job | undefined> {
  const query = queries.selectFrom('job').selectAll().select(isLost.as('is_lost'));
  const row = await query.where('id', '=', id).executeTakeFirst();
  return row && toJob(row);
}

/** How many jobs there are of each state, by their queue. */
export async function countJobs(
  queries: Queries,
): Promise<ReadonlyMap<string, KnownQueue['jobs']>> {
  const rows = await queries
    .selectFrom('job')
    .select(({ fn }) => ['queue', 'state', fn.countAll<number>().as('count')])
    .groupBy(['queue', 'state'])
    .orderBy('queue')
    .execute();
  const counts = new Map<string, KnownQueue['jobs']>();
  for (const { queue, state, count } of rows) {
    counts.set(queue, { ...(counts.get(queue) ?? NO_JOBS), [state]: count });
  }
  return counts;
}

export const NO_JOBS: KnownQueue['jobs'] = { waiting: 0, running: 0, done: 0, failed: 0 };

const anew = {
  state: 'waiting',
  due: sql<Date>`now()`,
  attempts: 0,
  lease: null,
  ended: null,
  progress: null,
  said: '',
} as const;

/** See `Queues.retryFailed`. One of each key is begun anew; those whose key waits stay. */
export async function retryFailed(queries: Queries, queue: string | undefined): Promise<number> {
  const { numUpdatedRows } = await queries
    .updateTable('job')
    .set(anew)
    .where('state', '=', 'failed')
    .where((is) => (queue === undefined ? is.lit(true) : is('queue', '=', queue)))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('job as other')
            .select('other.id')
            .whereRef('other.queue', '=', 'job.queue')
            .whereRef('other.key', '=', 'job.key')
            .where((is) =>
              is.or([
                is('other.state', '=', 'waiting'),
                is.and([is('other.state', '=', 'failed'), is('other.id', '>', is.ref('job.id'))]),
              ]),
            ),
        ),
      ),
    )
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** See `Queues.retryJob`. */
export async function retryJob(queries: Queries, id: number): Promise<void> {
  try {
    const { numUpdatedRows } = await queries
      .updateTable('job')
      .set(anew)
      .where('id', '=', id)
      .where(nobodyIsAtIt)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw await whyNot(queries, id);
  } catch (error) {
    throw isTaken(error) ? new KeyWaits(id) : error;
  }
}

/** See `Queues.deleteJob`. */
export async function deleteJob(queries: Queries, id: number): Promise<void> {
  const { numDeletedRows } = await queries
    .deleteFrom('job')
    .where('id', '=', id)
    .where(nobodyIsAtIt)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw await whyNot(queries, id);
}

/** See `Queues.deleteDone`. */
export async function deleteDone(queries: Queries, age: number): Promise<number> {
  const { numDeletedRows } = await queries
    .deleteFrom('job')
    .where('state', '=', 'done')
    .where('ended', '<=', sql<Date>`now() - make_interval(secs => ${age / 1_000})`)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

const nobodyIsAtIt = sql<boolean>`(lease is null or lease <= now())`;

async function whyNot(queries: Queries, id: number): Promise<Error> {
  return (await findJob(queries, id)) ? new JobUnderWay(id) : new JobNotFound(id);
}

function toJob({
  key,
  begun,
  ended,
  progress,
  token: _token,
  lease: _lease,
  is_lost: isLost,
  ...row
}: Selectable<Tables['job']> & { readonly is_lost: boolean }): Job {
  return {
    ...row,
    key: key ?? undefined,
    begun: begun ?? undefined,
    ended: ended ?? undefined,
    progress: progress ?? undefined,
    isLost,
  };
}
