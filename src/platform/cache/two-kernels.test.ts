import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { LIVE } from '#base';
import fc from 'fast-check';
import { type OpenedCache, openTestCaches, type TestCache } from '../../../test/support/caches.ts';
import { openAgain } from '../../../test/support/database.ts';
import { waitFor } from '../../../test/support/wait-for.ts';
import { noteChange } from './change-log.ts';

const redisUrl = process.env['REDIS_URL'];
const NAMES = ['a', 'b', 'c'];
const keyOf = (id: string) => ({ id, stage: LIVE, audience: 'all' });

/** Counters in the database, and what each kernel answers for them from its cache. */
async function openCounters(opened: OpenedCache) {
  const kernels: readonly TestCache[] = [opened, await opened.another()];
  const bins = kernels.map(({ cache }) => cache.bin<number>('counters'));
  await opened.database.queries
    .insertInto('plugin_variable')
    .values(NAMES.map((name) => ({ plugin: 'test', name, value: '0' })))
    .execute();
  return {
    kernels,
    /** Reads, is held up for a while, and answers what it read. */
    read: (kernel: number, name: string, pause: number) =>
      bins[kernel]?.getOrCompute(keyOf(name), async () => {
        const { value } = await opened.database.queries
          .selectFrom('plugin_variable')
          .select('value')
          .where('plugin', '=', 'test')
          .where('name', '=', name)
          .executeTakeFirstOrThrow();
        await sleep(pause);
        return { value: Number(value), cacheTags: [`counter:${name}`] };
      }),
    save: (kernel: number, name: string, value: number) =>
      kernels[kernel]?.database.transaction(async (transaction) => {
        await noteChange(transaction, [`counter:${name}`]);
        await transaction
          .updateTable('plugin_variable')
          .set({ value: String(value) })
          .where('plugin', '=', 'test')
          .where('name', '=', name)
          .execute();
      }),
  };
}

const kernel = fc.integer({ min: 0, max: 1 });
const name = fc.constantFrom(...NAMES);
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kernel, name, pause: fc.nat({ max: 150 }) }) },
  { weight: 3, arbitrary: fc.record({ kernel, name }) },
  { weight: 1, arbitrary: fc.constant('a second goes by' as const) },
);

for (const settings of redisUrl === undefined ? [{}] : [{}, { redisUrl }]) {
  const hasRedis = 'redisUrl' in settings;
  describe(`two kernels, ${hasRedis ? 'with' : 'without'} Redis`, () => {
    test('never answer what was changed before, in whatever order things happen', async () => {
      await using opened = await openTestCaches(settings);
      const counters = await openCounters(opened);
      let latest = 0;
      /** By kernel and name: nothing older may be answered. */
      const floors = [new Map<string, number>(), new Map<string, number>()];
      const raise = (which: readonly number[], of: string, to: number) => {
        for (const one of which) floors[one]?.set(of, Math.max(floors[one].get(of) ?? 0, to));
      };
      const all = [0, 1];
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 }),
          async (rounds) => {
            for (const together of rounds) {
              const saved = new Set<string>();
              await Promise.all(
                together.map(async (one) => {
                  if (one === 'a second goes by') {
                    opened.clock.forward(1_001);
                    for (const floor of floors.slice())
                      for (const [of, to] of floor) raise(all, of, to);
                  } else if ('pause' in one) {
                    const floor = floors[one.kernel]?.get(one.name) ?? 0;
                    const answer = await counters.read(one.kernel, one.name, one.pause);
                    assert.ok((answer ?? -1) >= floor, `${one.name}: ${answer} after ${floor}`);
                  } else if (!saved.has(one.name)) {
                    // Two that save the same at once could end in either order.
                    saved.add(one.name);
                    const value = (latest += 1);
                    await counters.save(one.kernel, one.name, value);
                    raise(hasRedis ? all : [one.kernel], one.name, value);
                  }
                }),
              );
            }
          },
        ),
        { numRuns: 40 },
      );
    });

    test('know what a kernel committed that died before it could tell anybody', async () => {
      await using opened = await openTestCaches(settings);
      const counters = await openCounters(opened);
      for (const one of [0, 1]) assert.equal(await counters.read(one, 'a', 0), 0);
      {
        // It has no cache, and so tells nobody.
        await using dying = await openAgain(opened.database);
        await dying.transaction(async (transaction) => {
          await noteChange(transaction, ['counter:a']);
          await transaction.updateTable('plugin_variable').set({ value: '9' }).execute();
        });
      }
      if (!hasRedis) opened.clock.forward(1_001);
      for (const one of [0, 1]) {
        if (hasRedis) await waitFor(async () => (await counters.read(one, 'a', 0)) === 9);
        else assert.equal(await counters.read(one, 'a', 0), 9);
      }
    });
  });
}
