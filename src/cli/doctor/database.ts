import { type Settings, TrovatoError } from '#base';
import { type Database, listPendingMigrations } from '#platform/database';
import { sql } from 'kysely';
import { bad, type Finding, good } from './finding.ts';

const OLDEST = 15;
/** Sessions and links end by the clock of the kernel; rows are stamped by both. */
const MOST_SKEW = 2_000;

export async function examineDatabase(
  database: Database,
  settings: Settings,
): Promise<readonly Finding[]> {
  try {
    await database.ping();
  } catch (error) {
    if (!(error instanceof TrovatoError)) throw error;
    return [bad('Database', error.message, 'Nothing else of it could be examined.')];
  }
  return [
    await examineVersion(database, settings),
    await examineClock(database),
    ...(await examineTables(database)),
  ];
}

async function examineVersion(database: Database, settings: Settings): Promise<Finding> {
  const { rows } = await sql<{ server_version: string }>`show server_version`.execute(
    database.queries,
  );
  const version = rows[0]?.server_version ?? 'unknown';
  const kind = settings.databaseUrl === undefined ? 'embedded PostgreSQL' : 'PostgreSQL';
  return Number.parseInt(version, 10) >= OLDEST
    ? good('Database', `${kind} ${version} answers`)
    : bad(
        'Database',
        `PostgreSQL ${version} is too old`,
        `Trovato needs ${OLDEST} or newer. Upgrade the server.`,
      );
}

async function examineClock(database: Database): Promise<Finding> {
  const before = Date.now();
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(
    database.queries,
  );
  const middle = (before + Date.now()) / 2;
  const skew = (rows[0]?.now.getTime() ?? middle) - middle;
  const said = `the clocks of this machine and of the database differ by ${(Math.abs(skew) / 1000).toFixed(1)} s`;
  return Math.abs(skew) <= MOST_SKEW
    ? good('Clock', said)
    : bad('Clock', said, 'Let both machines get the time from NTP.');
}

async function examineTables(database: Database): Promise<readonly Finding[]> {
  let pending: readonly string[];
  try {
    pending = await listPendingMigrations(database.queries);
  } catch (error) {
    if (!(error instanceof TrovatoError)) throw error;
    return [bad('Tables', error.message, 'See above.')];
  }
  if (pending.length > 0) {
    return [
      bad(
        'Tables',
        `not up to date: ${pending.join(', ')}`,
        'Run: bin/trovato migrate (starting the site does it, too).',
      ),
    ];
  }
  const installed = await database.queries
    .selectFrom('variable')
    .select('name')
    .where('name', '=', 'installed')
    .executeTakeFirst();
  return [
    good('Tables', 'up to date'),
    installed
      ? good('Site', 'installed')
      : bad(
          'Site',
          'not installed yet',
          'Run: bin/trovato install --help, or start the site and open it.',
        ),
  ];
}
