import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIVE } from '#base';
import { silentLog } from '#platform/telemetry';
import { openTestCaches } from '../../../../test/support/caches.ts';
import { waitFor } from '../../../../test/support/wait-for.ts';
import { createWire } from '../../../../test/support/wire.ts';
import { noteChange } from '../change-log.ts';

const redisUrl = process.env['REDIS_URL'];
const key = { id: 'n', stage: LIVE, audience: 'all' };

test('a Redis that was never there costs a cache, and nothing else', async () => {
  const lines: string[] = [];
  const log = { ...silentLog, error: (_: object, line: string) => void lines.push(line) };
  await using opened = await openTestCaches({ redisUrl: 'redis://127.0.0.1:1', log });
  const { cache } = opened;
  const bin = cache.bin<number>('numbers');
  let computed = 0;
  const ask = () => bin.getOrCompute(key, async () => ({ value: ++computed, cacheTags: [] }));
  assert.deepEqual([await ask(), await ask()], [1, 2]);
  await cache.clear();
  await assert.rejects(cache.ping(), { code: 'cache.redis_away' });
  assert.deepEqual(lines, ['Redis cannot be used: until it answers, everything is computed anew.']);
});

if (redisUrl) {
  test('a Redis that goes away and comes back is right at once', async () => {
    const lines: string[] = [];
    const note = (_: object, line: string) => void lines.push(line);
    const wire = await createWire(new URL(redisUrl));
    {
      const log = { ...silentLog, error: note, info: note };
      await using opened = await openTestCaches({ redisUrl: wire.url, log });
      const { cache, database } = opened;
      const bin = cache.bin<number>('numbers');
      let now = 1;
      const ask = () => bin.getOrCompute(key, async () => ({ value: now, cacheTags: ['item:1'] }));
      const save = () =>
        database.transaction(async (transaction) => {
          await noteChange(transaction, ['item:1']);
          now += 1;
        });
      assert.equal(await ask(), 1);
      await wire.cut();
      await save();
      assert.equal(await ask(), 2);
      now = 3;
      await waitFor(async () => (await ask()) === 3);
      await assert.rejects(cache.ping(), { code: 'cache.redis_away' });
      await save();

      await wire.join();
      await waitFor(() =>
        cache.ping().then(
          () => true,
          () => false,
        ),
      );
      assert.equal(await ask(), 4);
      now = 5;
      assert.equal(await ask(), 4);
      await save();
      assert.equal(await ask(), 6);
      assert.equal(lines.length, 2);
    }
    await wire.cut();
  });
}
