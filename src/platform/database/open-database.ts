import type { Settings } from '#base';
import { openDataFolder } from './data-folder.ts';
import type { Database } from './database.ts';
import { createDatabase } from './kysely-database.ts';
import { createPostgresConnections, parseAddress } from './postgres-connections.ts';
import { createRunAs } from './run-as.ts';
import { createPostgresNotifications } from './postgres-notifications.ts';

/**
 * Opens the database that the settings name. PostgreSQL is first spoken to by the first query, so
 * that a kernel can start before it: `ping()` says whether it is there.
 */
export async function openDatabase({
  databaseUrl,
  data,
}: Pick<Settings, 'databaseUrl' | 'data'>): Promise<Database> {
  return databaseUrl === undefined ? openDataFolder(data) : openPostgres(databaseUrl);
}

/** Milliseconds that a statement of `Database.reading` takes at most. */
const LONGEST_READ = 5_000;

/**
 * To compile what is done in a few milliseconds takes longer than to do it. And pages of a table are
 * in memory or on a disk without moving parts: for PostgreSQL's own guess, that any page costs four times
 * as much as the next one, it reads whole tables where an index would do.
 */
const READING = [
  `set statement_timeout = ${LONGEST_READ}`,
  'set default_transaction_read_only = on',
  'set jit = off',
  'set random_page_cost = 1.1',
].join('; ');

function openPostgres(url: string): Database {
  const address = parseAddress(url);
  const { listen, close } = createPostgresNotifications(address.config);
  return createDatabase({
    kind: 'postgres',
    connections: createPostgresConnections(address),
    reading: createPostgresConnections(address, READING),
    listen,
    runAs: createRunAs(address),
    close,
  });
}
