import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { keepInFolder } from './kept-parts.ts';

const MONTH = 31 * 24 * 60 * 60 * 1_000;

test('what was of no use for a month is removed when something new comes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'trovato-parts-'));
  try {
    const kept = keepInFolder(folder);
    const key = (hash: string) => ({ hash, madeFor: '1' });
    const old = new Date(Date.now() - MONTH);
    for (const hash of ['used', 'unused']) await kept.save(key(hash), Buffer.from(hash));
    for (const name of await readdir(folder)) await utimes(join(folder, name), old, old);
    assert.equal(String(await kept.find(key('used'))), 'used');
    await kept.save(key('new'), Buffer.from('new'));
    assert.deepEqual((await readdir(folder)).toSorted(), ['new-1', 'used-1']);
  } finally {
    await rm(folder, { recursive: true });
  }
});
