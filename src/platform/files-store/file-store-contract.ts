import { NotFound, TooLarge } from '#base';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import type { FileStore } from './file-store.ts';

/** What every file store must do: each driver's test runs this suite. */
export function fileStoreContract(
  driver: string,
  openStore: () => Promise<{ readonly store: FileStore } & AsyncDisposable>,
): void {
  describe(`file store on ${driver}`, () => {
    test('what was put comes back byte for byte', async () => {
      await using opened = await openStore();
      const content = randomBytes(300_000);
      const chunks = [
        content.subarray(0, 1),
        content.subarray(1, 70_000),
        content.subarray(70_000),
      ];
      const { key, size } = await opened.store.put(Readable.from(chunks));
      assert.equal(size, content.length);
      assert.equal(await opened.store.findSize(key), content.length);
      assert.deepEqual(await buffer(await opened.store.open(key)), content);
    });

    test('an empty file is a file', async () => {
      await using opened = await openStore();
      const { key, size } = await opened.store.put(Readable.from([]));
      assert.equal(size, 0);
      assert.equal((await buffer(await opened.store.open(key))).length, 0);
    });

    test('the same content twice has two keys that tell nothing', async () => {
      await using opened = await openStore();
      const first = await opened.store.put(Readable.from([Buffer.from('same')]));
      const second = await opened.store.put(Readable.from([Buffer.from('same')]));
      assert.notEqual(first.key, second.key);
      await opened.store.delete(first.key);
      assert.equal(String(await buffer(await opened.store.open(second.key))), 'same');
    });

    test('a range has both of its ends', async () => {
      await using opened = await openStore();
      const { key } = await opened.store.put(Readable.from([Buffer.from('0123456789')]));
      const part = await opened.store.open(key, { start: 2, end: 4 });
      assert.equal(String(await buffer(part)), '234');
    });

    test('more than the limit is refused', async () => {
      await using opened = await openStore();
      const large = Readable.from([Buffer.alloc(600), Buffer.alloc(600)]);
      await assert.rejects(opened.store.put(large, { maxSize: 1000 }), TooLarge);
      const fits = await opened.store.put(Readable.from([Buffer.alloc(1000)]), { maxSize: 1000 });
      assert.equal(fits.size, 1000);
    });

    test('what was deleted is gone, and may be deleted again', async () => {
      await using opened = await openStore();
      const { key } = await opened.store.put(Readable.from([Buffer.from('x')]));
      await opened.store.delete(key);
      await opened.store.delete(key);
      assert.equal(await opened.store.findSize(key), undefined);
      await assert.rejects(opened.store.open(key), NotFound);
    });

    test('it says that it can be written', async () => {
      await using opened = await openStore();
      await opened.store.ping();
    });
  });
}
