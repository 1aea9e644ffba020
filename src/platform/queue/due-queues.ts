import type { Queries } from '#platform/database';
import { sql } from 'kysely';

/**
 * The queues that have something to begin now, also what a server that is gone had begun; that of
 * the most urgent job first. Goes from name to name in the index, however many jobs wait.
 */
export async function listDueQueues(queries: Queries): Promise<readonly string[]> {
  const { rows } = await sql<{ queue: string }>`
    with recursive names as (
      select min(queue) as queue from job where state = 'waiting'
      union all
      select (select min(queue) from job where state = 'waiting' and queue > names.queue)
      from names where names.queue is not null
    ), due as (
      select names.queue, first.priority, first.due from names cross join lateral (
        select priority, due from job
        where job.queue = names.queue and job.state = 'waiting' and job.due <= now()
        order by priority desc, due limit 1) as first
      union all
      select queue, priority, due from job where state = 'running' and lease <= now()
    )
    select queue from due group by queue order by max(priority) desc, min(due)`.execute(queries);
  return rows.map(({ queue }) => queue);
}
