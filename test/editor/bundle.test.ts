import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import test from 'node:test';
import { makeBundle, readBundle } from '../../themes/bundle.ts';

test('the editor that pages load is what its sources and the pinned libraries make', async () => {
  const same = (await makeBundle()) === readBundle();
  assert.ok(same, '`npm run bundle` makes it anew.');
});

test('the editor is small enough to load while somebody looks for the cursor', () => {
  const { length } = gzipSync(readBundle(), { level: 9 });
  assert.ok(length < 120_000, `${length} bytes`);
});

test('the editor evaluates nothing, which the policy of every page forbids', () => {
  assert.doesNotMatch(readBundle(), /\beval\(|new Function\(|\bFunction\(["'`]/);
});
