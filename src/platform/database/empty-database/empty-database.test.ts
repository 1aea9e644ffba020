import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEmptyDatabase } from './empty-database.ts';

test('the empty database that is shipped belongs to the version of PGlite in use', async () => {
  assert.ok(await readEmptyDatabase(), 'PGlite was updated: run `npm run empty-database`');
});
