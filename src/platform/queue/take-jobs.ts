import type { Database, Queries } from '#platform/database';
import { sql } from 'kysely';
import type { Queue } from './queue.ts';

/** A job that this server has taken. */
export interface TakenJob {
  readonly id: number;
  /** Another one as soon as somebody else has it. */
  readonly token: number;
  readonly key: string | undefined;
  readonly payload: unknown;
  readonly attempt: number;
}

export interface Taking {
  readonly server: string;
  /** At the most. */
  readonly count: number;
  /** Seconds that a server has a job without saying so again. */
  readonly lease: number;
}

type Limits = Pick<Queue<unknown>, 'name' | 'concurrency' | 'attempts'>;

/** Any number; of the locks with two, nobody else takes one with this first. */
const LOCKS = 7_206_961;

/**
 * Takes what is to be begun next: the highest priority first, among equals what was due first; and
 * jobs whose server is gone. One server at a time takes from a queue, so that never more are under
 * way than may be, and never two with one key.
 */
export async function takeJobs(
  database: Pick<Database, 'transaction'>,
  queue: Limits,
  taking: Taking,
): Promise<readonly TakenJob[]> {
  const rows = await database.transaction(async (transaction) => {
    const lock = sql`select pg_advisory_xact_lock(${LOCKS}, hashtext(${queue.name}))`;
    await lock.execute(transaction);
    // Another statement: only what begins after the lock is there sees what others took.
    return takeNext(transaction, queue, taking).execute();
  });
  return rows
    .toSorted((a, b) => b.priority - a.priority || +a.due - +b.due || a.id - b.id)
    .map(({ id, token, key, payload, attempts }) => ({
      id,
      token,
      key: key ?? undefined,
      payload,
      attempt: attempts,
    }));
}

function takeNext(queries: Queries, { name, concurrency, attempts }: Limits, taking: Taking) {
  const free = sql<number>`least(${taking.count}, greatest(0, ${concurrency}::int - (
    select count(*)::int from job where queue = ${name} and state = 'running' and lease > now())))`;
  return (
    queries
      // A job that ended its server so often is not given to another.
      .with('given_up', (is) =>
        is
          .updateTable('job')
          .set({ state: 'failed', lease: null, ended: sql<Date>`now()`, said: LOST })
          .where('queue', '=', name)
          .where('state', '=', 'running')
          .where('lease', '<=', sql<Date>`now()`)
          .where('attempts', '>=', attempts),
      )
      .with('lost', (is) =>
        is
          .selectFrom('job')
          .select(['id', 'priority', 'due'])
          .where('queue', '=', name)
          .where('state', '=', 'running')
          .where('lease', '<=', sql<Date>`now()`)
          .where('attempts', '<', attempts)
          .forUpdate()
          .skipLocked(),
      )
      .with('ready', (is) =>
        is
          .selectFrom('job')
          .select(['id', 'priority', 'due'])
          .where('queue', '=', name)
          .where('state', '=', 'waiting')
          .where('due', '<=', sql<Date>`now()`)
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('job as other')
                  .select('other.id')
                  .where('other.queue', '=', name)
                  .where('other.state', '=', 'running')
                  .whereRef('other.key', '=', 'job.key'),
              ),
            ),
          )
          .orderBy('priority', 'desc')
          .orderBy('due')
          .orderBy('id')
          .limit(free)
          .forUpdate()
          .skipLocked(),
      )
      .with('next', (is) =>
        is
          .selectFrom(
            is
              .selectFrom('lost')
              .selectAll()
              .unionAll(is.selectFrom('ready').selectAll())
              .as('either'),
          )
          .select('id')
          .orderBy('priority', 'desc')
          .orderBy('due')
          .orderBy('id')
          .limit(free),
      )
      .updateTable('job')
      .where('id', 'in', (is) => is.selectFrom('next').select('next.id'))
      .set((is) => ({
        state: 'running' as const,
        token: is('token', '+', 1),
        attempts: is('attempts', '+', 1),
        server: taking.server,
        lease: leaseOf(taking.lease),
        begun: sql<Date>`now()`,
        progress: null,
        said: '',
      }))
      .returning(['id', 'token', 'key', 'payload', 'attempts', 'priority', 'due'])
  );
}

const LOST = 'The server that was at it ended before the job did.';

/** Until when a server has what it takes now. */
export function leaseOf(seconds: number) {
  return sql<Date>`now() + make_interval(secs => ${seconds})`;
}
