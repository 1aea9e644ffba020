import { NotFound, Unavailable } from '#base';
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { fileStoreContract } from './file-store-contract.ts';
import { createLocalFileStore } from './local-file-store.ts';

async function openFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'trovato-files-'));
  return {
    folder,
    store: createLocalFileStore(folder),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

fileStoreContract('local disk', openFolder);

test('a key that points out of the folder finds nothing', async () => {
  await using files = await openFolder();
  await writeFile(join(files.folder, 'secret'), 'x');
  for (const key of ['secret', '../etc/passwd', 'ab/../secret', '', 'ab/%2e']) {
    await assert.rejects(files.store.open(key), NotFound, key);
    await assert.rejects(files.store.delete(key), NotFound, key);
    assert.equal(await files.store.findSize(key), undefined);
  }
});

test('an upload that broke off leaves no file behind', async () => {
  await using files = await openFolder();
  const breaking = Readable.from(
    (function* () {
      yield Buffer.from('half');
      throw new Error('connection lost');
    })(),
  );
  await assert.rejects(files.store.put(breaking), /connection lost/);
  const left = await readdir(files.folder, { recursive: true, withFileTypes: true });
  assert.deepEqual(
    left.filter((entry) => entry.isFile()),
    [],
  );
});

test('a folder that cannot be written is said by its name', async () => {
  await using files = await openFolder();
  // Not even root may write into a file as if it were a folder.
  await writeFile(join(files.folder, 'a-file'), '');
  const folder = join(files.folder, 'a-file', 'files');
  await assert.rejects(
    createLocalFileStore(folder).ping(),
    (error) => error instanceof Unavailable && error.message.includes(folder),
  );
});
