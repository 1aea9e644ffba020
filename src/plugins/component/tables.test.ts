import assert from 'node:assert/strict';
import { test } from 'node:test';
import { componentOf, coreModule } from '../../../test/support/core-modules.ts';
import { openTestPlugins } from '../../../test/support/plugins.ts';

const answer = [0x41, 0];
const withTables = (tables: readonly number[]): Promise<Uint8Array> =>
  componentOf(coreModule({ code: answer, tables }));

test('tables of a plugin have a hundred thousand entries in all, however many tables there are', async () => {
  await using site = await openTestPlugins();
  await assert.rejects(
    site.load({ name: 'tables', bytes: await withTables([100_000, 100_000]) }),
    /It has tables of 200000 entries in all; 100000 are the most\./,
  );
  await assert.rejects(
    site.load({ name: 'tables', bytes: await withTables(Array.from({ length: 21 }, () => 0)) }),
    /It has 21 tables; 20 are the most\./,
  );
  await site.load({ name: 'tables', bytes: await withTables([50_000, 40_000]) });
  assert.deepEqual(await site.view({}), {});
  assert.deepEqual(
    site.lines.filter((line) => /left out/.test(line)),
    [],
  );
});
