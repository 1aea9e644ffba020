import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openDatabase } from './open-database.ts';
import { lockDataFolder } from './data-folder-lock.ts';

const PROCESS = new URL('../../../test/support/open-process.ts', import.meta.url);

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

test('a folder whose process was killed is free at once', async () => {
  const data = join(root, 'killed');
  const process = fork(PROCESS, [data]);
  await once(process, 'message');
  await assert.rejects(open(data), {
    code: 'database.folder_in_use',
    message: new RegExp(`in use by process ${process.pid};`),
  });
  process.kill('SIGKILL');
  await once(process, 'exit');
  await using database = await open(data);
  await database.ping();
});

test('of many that want the folder at once, one gets it', async () => {
  const data = join(root, 'race');
  await mkdir(data);
  for (let round = 0; round < 20; round++) {
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
