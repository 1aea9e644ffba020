import { inTransaction, type RequestContext } from '#grammar/access';
import type { Database, Queries } from '#platform/database';
import { sql } from 'kysely';

/** Milliseconds that PostgreSQL works for a plugin on one statement, with waiting for locks. */
export const MOST_TIME = 1_000;

/**
 * Runs statements of a plugin: as a part of the transaction that is open in the context, or on
 * their own. PostgreSQL ends those that take too long, and takes back what they did. The embedded
 * database has no clock; what plugins can say there is made so that it is done in one go through
 * their rows.
 */
export function limited<Result>(
  database: Database,
  ctx: RequestContext,
  work: (queries: Queries) => Promise<Result>,
  { reading = false } = {},
): Promise<Result> {
  const timed = database.kind === 'postgres';
  if (reading && !timed && !ctx.transaction) return work(database.queries);
  return inTransaction(database, ctx, async (transaction) => {
    if (!timed) return work(transaction);
    await sql`set local statement_timeout to ${sql.lit(MOST_TIME)}`.execute(transaction);
    const result = await work(transaction);
    // What comes after it in the transaction is not the plugin's.
    if (ctx.transaction) await sql`set local statement_timeout to default`.execute(transaction);
    return result;
  });
}
