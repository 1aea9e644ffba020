import type { Queries } from '#platform/database';
import { sql } from 'kysely';
import type { NewJob } from './job.ts';
import { QueueFull } from './queue-errors.ts';

/**
 * Adds a job, or finds the one that waits with its key. That one is locked until this transaction
 * ends, so that whoever begins it sees what this transaction writes.
 */
export async function addJob<Payload>(
  queries: Queries,
  { queue, payload, key, delay = 0, priority = 0, whenWaiting = 'leave' }: NewJob<Payload>,
): Promise<number> {
  const { mostWaiting } = queue;
  if (mostWaiting !== undefined) await refuseWhenFull(queries, queue.name, mostWaiting);
  const due = sql<Date>`now() + make_interval(secs => ${delay / 1_000})`;
  const content = { payload: JSON.stringify(queue.check(payload)), priority, due };
  const { id } = await queries
    .insertInto('job')
    .values({ queue: queue.name, key: key ?? null, ...content })
    .onConflict((conflict) =>
      conflict
        .columns(['queue', 'key'])
        .where('state', '=', sql.lit('waiting'))
        .where('key', 'is not', null)
        .doUpdateSet(
          whenWaiting === 'move'
            ? { ...content, attempts: 0, said: '' }
            : (is) => ({ due: is.ref('job.due') }),
        ),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** As good as exact: others may be adding at the same time. */
async function refuseWhenFull(queries: Queries, queue: string, most: number): Promise<void> {
  const { waiting } = await queries
    .selectFrom('job')
    .select(({ fn }) => fn.countAll<number>().as('waiting'))
    .where('queue', '=', queue)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  if (waiting >= most) throw new QueueFull(queue, most);
}
