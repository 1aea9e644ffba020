import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Misconfigured } from '#base';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Database, Queries, Transaction } from './database.ts';
import type { Tables } from './tables.ts';

/** Any number that nothing else on the database takes a lock on. */
const LOCK = 7_206_961_746;
const FOLDER = fileURLToPath(new URL('../../../migrations/', import.meta.url));

interface Migration {
  readonly name: string;
  readonly text: string;
  readonly hash: string;
}

interface MigrationTable {
  name: string;
  hash: string;
  applied: Date;
}

/**
 * Brings the tables up to date: each migration in a transaction of its own together with the row
 * that says it is done, under a lock. So kernels may start at once and be killed at any moment.
 * Answers with the names of what was applied.
 */
export async function migrate(database: Database, folder = FOLDER): Promise<readonly string[]> {
  const migrations = await readMigrations(folder);
  const applied: string[] = [];
  for (;;) {
    const name = await database.transaction((transaction) => applyNext(transaction, migrations));
    if (name === undefined) return applied;
    applied.push(name);
  }
}

/** The names of the migrations that the database still lacks. */
export async function listPendingMigrations(
  queries: Queries,
  folder = FOLDER,
): Promise<readonly string[]> {
  const migrations = await readMigrations(folder);
  const { rows } = await sql<{ exists: boolean }>`
    select to_regclass('migration') is not null as exists`.execute(queries);
  if (!rows[0]?.exists) return migrations.map(({ name }) => name);
  return (await findPending(migrationTable(queries), migrations)).map(({ name }) => name);
}

async function applyNext(
  transaction: Transaction,
  migrations: readonly Migration[],
): Promise<string | undefined> {
  await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction);
  await sql`create table if not exists migration (
    name text primary key, hash text not null, applied timestamptz not null default now()
  )`.execute(transaction);
  const table = migrationTable(transaction);
  const [next] = await findPending(table, migrations);
  if (next === undefined) return undefined;
  await sql.raw(next.text).execute(transaction);
  const row = { name: next.name, hash: next.hash, applied: new Date() };
  await table.insertInto('migration').values(row).execute();
  return next.name;
}

async function findPending(
  table: Kysely<Tables & { migration: MigrationTable }>,
  migrations: readonly Migration[],
): Promise<readonly Migration[]> {
  const done = await table.selectFrom('migration').select(['name', 'hash']).execute();
  for (const { name, hash } of done) {
    const ours = migrations.find((migration) => migration.name === name);
    if (ours === undefined) {
      throw new Misconfigured(
        'database.newer',
        `The database knows the migration ${name}, which this program does not: it was used by a newer version. Start that one.`,
      );
    }
    if (ours.hash !== hash) {
      throw new Misconfigured(
        'database.migration_changed',
        `The migration ${name} was changed after it had been applied to this database. Put the file back and write a new migration, or start with an empty database.`,
      );
    }
  }
  const names = new Set(done.map(({ name }) => name));
  return migrations.filter(({ name }) => !names.has(name));
}

/** `queries` with the runner's own table, which nobody else knows. */
function migrationTable(queries: Queries): Kysely<Tables & { migration: MigrationTable }> {
  return queries.withTables<{ migration: MigrationTable }>();
}

async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file) => {
      const text = (await readFile(`${folder}/${file}`, 'utf8')).replaceAll('\r\n', '\n');
      const hash = createHash('sha256').update(text).digest('hex');
      return { name: file.slice(0, -'.sql'.length), text, hash };
    }),
  );
}
