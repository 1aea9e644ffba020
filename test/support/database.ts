import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { Client } from 'pg';
import type { Database, EmbeddedSession, Queries } from '#platform/database';
import {
  createEmbeddedDatabase,
  migrate,
  openDatabase,
  readEmptyDatabase,
  startEmbedded,
} from '#platform/database';
import { type Beginning, readBeginning, resetTo } from './reset-database.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * A database of the test's own with all tables and no content: on the PostgreSQL that
 * `DATABASE_URL` names, otherwise embedded in memory. Both start as a copy of a template that is
 * made once for each state of `migrations/`.
 */
export async function openTestDatabase(): Promise<Database> {
  const url = process.env['DATABASE_URL'];
  const hash = await hashMigrations();
  return url ? openPostgresCopy(url, hash) : openEmbeddedCopy(hash);
}

/** A database without any tables, and its address when it is on a server. */
export async function openEmptyDatabase(): Promise<
  { database: Database; url: string | undefined } & AsyncDisposable
> {
  const server = process.env['DATABASE_URL'];
  const { database, url } = server
    ? await createPostgres(server)
    : {
        database: lend(await openEmpty()),
        url: undefined,
      };
  return { database, url, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

/**
 * The same database as another kernel opens it, with connections of its own. The embedded one is
 * lent: nobody else can open it.
 */
export async function openAgain(database: Database): Promise<Database> {
  const server = process.env['DATABASE_URL'];
  if (!server) return { ...database, [Symbol.asyncDispose]: async () => undefined };
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(
    database.queries,
  );
  return openDatabase({ databaseUrl: withName(server, rows[0]?.name ?? ''), data: '' });
}

async function hashMigrations(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await readdir(`${ROOT}migrations`)).sort()) {
    hash.update(file).update(await readFile(`${ROOT}migrations/${file}`));
  }
  return hash.digest('hex').slice(0, 16);
}

/** An embedded database of this process that nobody uses at the moment. */
let idle: EmbeddedSession | undefined;
/** What those held that had all tables, before they were used. */
const beginnings = new WeakMap<EmbeddedSession, Beginning>();

async function openEmbeddedCopy(hash: string): Promise<Database> {
  const used = takeIdle();
  const session = used ?? (await startFromImage(hash));
  const database = createEmbeddedDatabase(session);
  const { queries } = database;
  let beginning = beginnings.get(session);
  await forgetSession(queries);
  if (beginning === undefined || !(await resetTo(queries, beginning))) {
    if (used !== undefined) {
      await dropAll(queries);
      await migrate(database);
    }
    beginning = await readBeginning(queries);
    beginnings.set(session, beginning);
  }
  await forgetSession(queries);
  return lend(session);
}

/** A database over `session`, which the next test of this process may have when it is closed. */
function lend(session: EmbeddedSession): Database {
  return createEmbeddedDatabase({
    ...session,
    async close() {
      if (idle === undefined) idle = session;
      else await session.close();
    },
  });
}

function takeIdle(): EmbeddedSession | undefined {
  const session = idle;
  idle = undefined;
  return session;
}

/** What a session keeps besides tables. */
async function forgetSession(queries: Queries): Promise<void> {
  await sql`unlisten *; deallocate all`.execute(queries);
}

/** Takes a tenth of the time that starting another takes. */
async function dropAll(queries: Queries): Promise<void> {
  await sql`drop schema public cascade; create schema public`.execute(queries);
  await sql`do $$ declare one record; begin
    for one in select nspname from pg_namespace where nspname like 'plugin\\_%'
    loop execute format('drop schema %I cascade', one.nspname); end loop;
  end $$`.execute(queries);
}

async function openEmpty(): Promise<EmbeddedSession> {
  const used = takeIdle();
  if (used === undefined) return startEmpty();
  const { queries } = createEmbeddedDatabase(used);
  beginnings.delete(used);
  await dropAll(queries);
  await forgetSession(queries);
  return used;
}

async function startEmpty(): Promise<EmbeddedSession> {
  return startEmbedded({ folder: undefined, image: await readEmptyDatabase() });
}

async function startFromImage(hash: string): Promise<EmbeddedSession> {
  const file = `${ROOT}.cache/test-database-${hash}-alone.tar`;
  if (!existsSync(file)) await makeImage(file);
  return startEmbedded({ folder: undefined, image: new Uint8Array(await readFile(file)) });
}

async function makeImage(file: string): Promise<void> {
  const session = await startEmbedded({ folder: undefined, image: await readEmptyDatabase() });
  await using database = createEmbeddedDatabase(session);
  await migrate(database);
  await dropOthers(database);
  await mkdir(`${ROOT}.cache`, { recursive: true });
  // Several test files may do this at once: each puts a whole image in place.
  const own = `${file}.${process.pid}`;
  await writeFile(own, await session.dump());
  await rename(own, file);
}

/** Drops the databases beside the one in use: they are a third of what each start unpacks. */
async function dropOthers({ queries }: Database): Promise<void> {
  await sql`update pg_database set datistemplate = false`.execute(queries);
  const { rows } = await sql<{ name: string }>`
    select datname as name from pg_database where datname <> current_database()`.execute(queries);
  for (const { name } of rows) await sql`drop database ${sql.id(name)}`.execute(queries);
}

/** A database on a server that this process made and nobody uses at the moment. */
interface IdlePostgres {
  readonly name: string;
  readonly server: string;
  readonly beginning: Beginning;
}
let idlePostgres: IdlePostgres | undefined;

async function openPostgresCopy(server: string, hash: string): Promise<Database> {
  const used = idlePostgres;
  idlePostgres = undefined;
  const again = used && (await openPutBack(used));
  if (again) return again;
  const template = `trovato_template_${hash}`;
  await asOwner(server, (client) => makeTemplate(client, server, template));
  const name = await createNamed(server, `template ${template}`);
  await using made = await openNamed(server, name);
  const beginning = await readBeginning(made.queries);
  return lendPostgres({ name, server, beginning });
}

/** As it was at first; undefined: it cannot be put back, and is gone. */
async function openPutBack(used: IdlePostgres): Promise<Database | undefined> {
  if (await putBack(used)) return lendPostgres(used);
  await dropNamed(used.server, used.name);
  return undefined;
}

/** By connections of its own: what a test counts begins with it. */
async function putBack({ server, name, beginning }: IdlePostgres): Promise<boolean> {
  await using database = await openNamed(server, name);
  const isBack = await database.transaction((transaction) => resetTo(transaction, beginning));
  return isBack;
}

function openNamed(server: string, name: string): Promise<Database> {
  return openDatabase({ databaseUrl: withName(server, name), data: '' });
}

/** The next test of this process may have the database when it is closed. */
async function lendPostgres(idle: IdlePostgres): Promise<Database> {
  const database = await openNamed(idle.server, idle.name);
  return {
    ...database,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]();
      const { server, name } = idle;
      if (idlePostgres !== undefined) return dropNamed(server, name);
      await asOwner(server, (client) =>
        client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
          name,
        ]),
      );
      idlePostgres = idle;
      dropAtEnd();
    },
  };
}

let isDroppedAtEnd = false;
function dropAtEnd(): void {
  if (isDroppedAtEnd) return;
  isDroppedAtEnd = true;
  process.on('beforeExit', () => {
    const idle = idlePostgres;
    idlePostgres = undefined;
    if (idle) void dropNamed(idle.server, idle.name);
  });
}

/** A new database on the server of `url`, dropped again when it is disposed. */
async function createPostgres(server: string): Promise<{ database: Database; url: string }> {
  const name = await createNamed(server, '');
  const url = withName(server, name);
  const database = await openDatabase({ databaseUrl: url, data: '' });
  return {
    url,
    database: {
      ...database,
      async [Symbol.asyncDispose]() {
        await database[Symbol.asyncDispose]();
        await dropNamed(server, name);
      },
    },
  };
}

async function createNamed(server: string, template: string): Promise<string> {
  const name = `trovato_test_${process.pid}_${randomUUID().slice(0, 8)}`;
  await asOwner(server, (client) => client.query(`create database ${name} ${template}`));
  return name;
}

async function dropNamed(server: string, name: string): Promise<void> {
  await asOwner(server, (client) => client.query(`drop database ${name} with (force)`));
}

async function makeTemplate(client: Client, url: string, template: string): Promise<void> {
  const exists = async (): Promise<boolean> =>
    (await client.query('select 1 from pg_database where datname = $1', [template])).rowCount === 1;
  if (await exists()) return;
  await client.query('select pg_advisory_lock(7206961747)');
  if (!(await exists())) {
    const draft = `${template}_${process.pid}`;
    await client.query(`create database ${draft}`);
    const database = await openDatabase({ databaseUrl: withName(url, draft), data: '' });
    await migrate(database);
    await database[Symbol.asyncDispose]();
    await client.query(`alter database ${draft} rename to ${template}`);
  }
  await client.query('select pg_advisory_unlock(7206961747)');
}

async function asOwner(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: withName(url, 'postgres') });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function withName(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
