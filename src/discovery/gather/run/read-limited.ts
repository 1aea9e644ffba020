import type { RequestContext } from '#grammar/access';
import type { Database, Queries } from '#platform/database';
import { sql } from 'kysely';
import { GatherTooSlow } from './run-errors.ts';

/** PostgreSQL's code for a statement that was ended. */
const CANCELED = '57014';
/** Milliseconds, inside of a transaction; outside `Database.reading` says how long. */
const MOST_TIME = 5_000;

/**
 * Reads what an outsider has a say in: PostgreSQL ends what takes too long. The embedded database
 * cannot; there the limits of `run-limits.ts` have to do.
 */
export async function readLimited<Result>(
  database: Database,
  { transaction }: RequestContext,
  read: (queries: Queries) => Promise<Result>,
): Promise<Result> {
  try {
    if (!transaction) return await read(database.reading);
    if (database.kind !== 'postgres') return await read(transaction);
    await sql`set local statement_timeout to ${sql.lit(MOST_TIME)}`.execute(transaction);
    const result = await read(transaction);
    await sql`set local statement_timeout to default`.execute(transaction);
    return result;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === CANCELED)
      throw new GatherTooSlow({ cause: error });
    throw error;
  }
}
