import type { Database, Queries } from '#platform/database';

/** On which servers are told that there is something to do, and in how many milliseconds. */
export const CHANNEL = 'job';

/** With the commit, where `queries` is a transaction. */
export async function tellServers(
  database: Pick<Database, 'notify'>,
  queries: Queries,
  delay: number,
): Promise<void> {
  await database.notify(queries, CHANNEL, String(delay));
}
