import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { openEmptyDatabase, openTestDatabase } from '../../../test/support/database.ts';
import type { Database } from './database.ts';
import { listPendingMigrations, migrate } from './migrate.ts';
import { openDatabase } from './open-database.ts';

const PROCESS = new URL('../../../test/support/migrate-process.ts', import.meta.url);
const STEPS = 6;

let root = '';
let folder = '';
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'migrate-'));
  folder = join(root, 'migrations');
  await writeMigrations(folder);
});
after(() => rm(root, { recursive: true, force: true }));

/** Migrations that take a while and that cannot run twice. */
async function writeMigrations(path: string): Promise<void> {
  await mkdir(path);
  for (let step = 1; step <= STEPS; step++) {
    const before = `create table step_${step} (n integer); select pg_sleep(0.03);`;
    await writeFile(
      join(path, `000${step}_step.sql`),
      `${before} insert into step_${step} values (${step}); select pg_sleep(0.03);`,
    );
  }
}

async function assertMigratedOnce(database: Database): Promise<void> {
  assert.deepEqual(await listPendingMigrations(database.queries, folder), []);
  for (let step = 1; step <= STEPS; step++) {
    const { rows } = await sql<{ n: number }>`select n from ${sql.table(`step_${step}`)}`.execute(
      database.queries,
    );
    assert.deepEqual(
      rows.map(({ n }) => n),
      [step],
    );
  }
}

function start(url: string | undefined, data: string): ChildProcess {
  const { DATABASE_URL: _, ...env } = process.env;
  return fork(PROCESS, [folder, data], {
    env: url === undefined ? env : { ...env, DATABASE_URL: url },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

async function killAtRandom(url: string | undefined, data: string): Promise<void> {
  const process = start(url, data);
  await once(process, 'message');
  await sleep(Math.random() * STEPS * 70);
  process.kill('SIGKILL');
  if (process.exitCode === null && process.signalCode === null) await once(process, 'exit');
}

test('a database says what it lacks until it is migrated', async () => {
  await using opened = await openEmptyDatabase();
  const { database } = opened;
  assert.equal((await listPendingMigrations(database.queries, folder)).length, STEPS);
  assert.equal((await migrate(database, folder)).length, STEPS);
  assert.deepEqual(await migrate(database, folder), []);
  await assertMigratedOnce(database);
});

test('a migration that fails leaves nothing of itself, and the ones before it', async () => {
  await using opened = await openEmptyDatabase();
  const { database } = opened;
  const broken = join(root, 'broken');
  await writeMigrations(broken);
  await appendFile(join(broken, '0003_step.sql'), '; select 1 / 0;');
  await assert.rejects(migrate(database, broken), { code: '22012' });
  const pending = await listPendingMigrations(database.queries, broken);
  assert.deepEqual(pending, ['0003_step', '0004_step', '0005_step', '0006_step']);
  await migrate(database, folder).catch(() => assert.fail('the mended migrations should run'));
  await assertMigratedOnce(database);
});

test('a migration changed after it was applied is refused, and so is one we do not know', async () => {
  await using opened = await openEmptyDatabase();
  const { database } = opened;
  const changing = join(root, 'changing');
  await writeMigrations(changing);
  await migrate(database, changing);
  await appendFile(join(changing, '0002_step.sql'), '\n-- later thought');
  await assert.rejects(migrate(database, changing), { code: 'database.migration_changed' });
  await unlink(join(changing, '0002_step.sql'));
  await assert.rejects(listPendingMigrations(database.queries, changing), {
    code: 'database.newer',
  });
});

test('several kernels may migrate at once', async () => {
  await using opened = await openEmptyDatabase();
  const { database, url } = opened;
  if (url === undefined) {
    // One process has the embedded database for itself.
    await Promise.all(Array.from({ length: 4 }, () => migrate(database, folder)));
  } else {
    const processes = Array.from({ length: 4 }, () => start(url, ''));
    const exits = await Promise.all(processes.map((process) => once(process, 'exit')));
    assert.deepEqual(
      exits.map(([code]) => code),
      [0, 0, 0, 0],
    );
  }
  await assertMigratedOnce(database);
});

test('a kernel killed at any moment of a migration starts again and ends the same', async () => {
  await using opened = await openEmptyDatabase();
  const { database, url } = opened;
  if (url !== undefined) {
    for (let round = 0; round < 5; round++) await killAtRandom(url, '');
    await migrate(database, folder);
    await assertMigratedOnce(database);
    return;
  }
  const data = join(root, 'data');
  for (let round = 0; round < 3; round++) await killAtRandom(undefined, data);
  await using again = await openDatabase({ databaseUrl: undefined, data });
  await migrate(again, folder);
  await assertMigratedOnce(again);
});

test('the tables of the product are all there in a test database', async () => {
  await using database = await openTestDatabase();
  assert.deepEqual(await listPendingMigrations(database.queries), []);
});
