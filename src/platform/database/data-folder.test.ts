import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openDatabase } from './open-database.ts';
import { lockDataFolder } from './data-folder-lock.ts';

let root = '';
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'data-folder-'));
});
after(() => rm(root, { recursive: true, force: true }));

const open = (data: string) => openDatabase({ databaseUrl: undefined, data });

test('what was written is there after the folder was closed and opened again', async () => {
  const data = join(root, 'kept');
  {
    await using database = await open(data);
    await database.queries.schema.createTable('note').addColumn('text', 'text').execute();
  }
  await using database = await open(data);
  const tables = await database.queries.introspection.getTables();
  assert.ok(tables.some(({ name }) => name === 'note'));
});

test('a folder in use is refused, with the process that has it', async () => {
  const data = join(root, 'used');
  await using database = await open(data);
  await assert.rejects(open(data), {
    code: 'database.folder_in_use',
    message: `The data folder ${data} is in use by process ${process.pid}; stop it or set TROVATO_DATA to another folder.`,
  });
  await database.ping();
});

test('the lock of a process that was killed is taken over, whoever has its number now', async () => {
  const data = join(root, 'stale');
  await mkdir(data);
  const path = join(data, 'database.lock');
  const ended = spawn('true');
  await new Promise((resolve) => ended.on('exit', resolve));
  const holders = [
    { pid: ended.pid, host: hostname(), started: 'x' },
    // The number lives on in another process, which this one stands for.
    { pid: process.pid, host: hostname(), started: 'an earlier boot/123' },
  ];
  for (const holder of holders) {
    await writeFile(path, JSON.stringify(holder));
    const release = await lockDataFolder(data);
    assert.equal(JSON.parse(await readFile(path, 'utf8')).pid, process.pid);
    await release();
  }
  await writeFile(path, 'half a lo');
  await (
    await lockDataFolder(data)
  )();
});

test('the lock of another machine holds while that machine renews it', async () => {
  const data = join(root, 'foreign');
  await mkdir(data);
  const path = join(data, 'database.lock');
  await writeFile(path, JSON.stringify({ pid: 1, host: 'elsewhere', started: '' }));
  await assert.rejects(lockDataFolder(data), /by process 1 on elsewhere; .* in 20 seconds/);
  const old = new Date(Date.now() - 60_000);
  await utimes(path, old, old);
  await (
    await lockDataFolder(data)
  )();
});

test('of many that want a stale lock at once, one gets it', async () => {
  const data = join(root, 'race');
  await mkdir(data);
  for (let round = 0; round < 20; round++) {
    await writeFile(
      join(data, 'database.lock'),
      JSON.stringify({ pid: 1, host: hostname(), started: 'x' }),
    );
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataFolder(data)));
    const won = tries.filter((result) => result.status === 'fulfilled');
    assert.equal(won.length, 1);
    await won[0]?.value();
  }
});

test('a damaged database is not replaced by an empty one', async () => {
  const data = join(root, 'damaged');
  await (await open(data))[Symbol.asyncDispose]();
  await truncate(join(data, 'database', 'global', 'pg_control'), 10);
  await assert.rejects(open(data), { code: 'database.damaged' });
  await rm(join(data, 'database', 'PG_VERSION'));
  await assert.rejects(open(data), { code: 'database.damaged', message: /backup/ });
});

test('a data folder that cannot be one is refused, with the setting that names another', async () => {
  const data = join(root, 'a-file');
  await writeFile(data, '');
  await assert.rejects(open(data), { code: 'database.data_folder', message: /TROVATO_DATA/ });
});
