import type { Database, Queries, Transaction } from '#platform/database';
import { sql } from 'kysely';

/** A row of the log: what one transaction changed. */
export interface LoggedChange {
  readonly id: number;
  readonly cache_tags: readonly string[];
}

/**
 * Says in `transaction` that what bears these cache tags changes. What tables hold says so itself,
 * by triggers: this is for what is elsewhere, such as what a plugin keeps.
 */
export async function noteChange(
  transaction: Transaction,
  cacheTags: readonly string[],
): Promise<void> {
  if (cacheTags.length === 0) return;
  await transaction
    .insertInto('cache_change')
    .values({ cache_tags: [...new Set(cacheTags)] })
    .execute();
}

/** What was read of the log, and from where to read on. */
export interface LogReading {
  readonly changes: readonly LoggedChange[];
  /** Transactions before this one have ended: nothing of theirs will still appear. */
  readonly horizon: string;
}

/**
 * What is in the log by transactions that had not ended at `horizon`; some of it may have been read
 * before. Changes appear in the order of their commits, which no number in them tells: one that
 * reads on from the highest would miss what a slower transaction writes with a lower one.
 */
export async function readLog(queries: Queries, horizon: string): Promise<LogReading> {
  const { rows } = await sql<LogReading>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as horizon, (
      select coalesce(jsonb_agg(jsonb_build_object('id', id, 'cache_tags', cache_tags)), '[]')
      from cache_change where transaction >= ${horizon}::xid8
    ) as changes`.execute(queries);
  const [reading] = rows;
  return reading ?? { changes: [], horizon };
}

/** From where to read on to see whatever is committed from now on. */
export async function currentHorizon(queries: Queries): Promise<string> {
  const { rows } = await sql<{ horizon: string }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as horizon`.execute(queries);
  return rows[0]?.horizon ?? '0';
}

/** No kernel reads on from further back. */
export const KEPT_MINUTES = 60;

/** Deletes what every kernel has read or takes for lost. Answers how many there were. */
export async function deleteOldChanges(database: Database): Promise<number> {
  const { numDeletedRows } = await database.queries
    .deleteFrom('cache_change')
    .where('created', '<', sql<Date>`now() - make_interval(mins => ${KEPT_MINUTES})`)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** What `takeChanges` tells at once. */
const AT_ONCE = 1_000;

/** Takes out of the log what is in it, once `tell` has told it. Telling it twice does no harm. */
export async function takeChanges(
  queries: Queries,
  tell: (cacheTags: ReadonlySet<string>) => Promise<void>,
): Promise<void> {
  for (let taken = AT_ONCE; taken === AT_ONCE;) {
    const changes = await queries
      .selectFrom('cache_change')
      .select(['id', 'cache_tags'])
      .orderBy('id')
      .limit(AT_ONCE)
      .execute();
    taken = changes.length;
    if (taken === 0) return;
    await tell(new Set(changes.flatMap(({ cache_tags: tags }) => tags)));
    const ids = changes.map(({ id }) => id);
    await queries.deleteFrom('cache_change').where('id', 'in', ids).execute();
  }
}

/** The name that the site has in what several sites share. */
export async function siteId(queries: Queries): Promise<string> {
  const { id, database } = await queries
    .selectFrom('cache_site')
    .select(['id', sql<string>`current_database()`.as('database')])
    .executeTakeFirstOrThrow();
  // A copy of the database beside it has the same id.
  return `${id}:${database}`;
}
