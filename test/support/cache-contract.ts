import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LIVE, newId, type StageId } from '#base';
import { type CacheKey, noteChange } from '#platform/cache';
import type { OpenedCache } from './caches.ts';
import { waitFor } from './wait-for.ts';

const key = (id: string, more: Partial<CacheKey> = {}): CacheKey => ({
  id,
  stage: LIVE,
  audience: 'everybody',
  ...more,
});

/** What the cache must do, whatever is behind it: each driver's test runs this suite. */
export function cacheContract(driver: string, open: () => Promise<OpenedCache>): void {
  describe(`cache on ${driver}`, () => {
    test('what was computed once is not computed again', async () => {
      await using opened = await open();
      const bin = opened.cache.bin<string>('words');
      let computed = 0;
      const ask = (id: string) =>
        bin.getOrCompute(key(id), async () => ({ value: `${id}${++computed}`, cacheTags: [] }));
      assert.equal(await ask('a'), 'a1');
      assert.equal(await ask('a'), 'a1');
      assert.equal(await ask('b'), 'b2');
    });

    test('a value is kept for its stage, for those who may see it, and in its bin', async () => {
      await using opened = await open();
      const stage = newId<'stage'>() satisfies StageId;
      const { cache } = opened;
      const [bin, other] = [cache.bin<string>('one'), cache.bin<string>('other')];
      const keep = async (which: typeof bin, of: CacheKey, value: string) =>
        which.getOrCompute(of, async () => ({ value, cacheTags: [] }));
      await keep(bin, key('a'), 'live');
      assert.equal(await keep(bin, key('a', { stage }), 'staged'), 'staged');
      assert.equal(await keep(bin, key('a', { audience: 'editors' }), 'theirs'), 'theirs');
      assert.equal(await keep(bin, { ...key(''), id: ['a', ''] }, 'two parts'), 'two parts');
      assert.equal(await keep(other, key('a'), 'elsewhere'), 'elsewhere');
      assert.equal(await keep(bin, key('a'), 'x'), 'live');
      assert.equal(await keep(bin, key('a', { stage }), 'x'), 'staged');
    });

    test('what a transaction changed is computed anew once it is committed', async () => {
      await using opened = await open();
      const { database, cache } = opened;
      const bin = cache.bin<number>('numbers');
      let now = 1;
      const ask = () =>
        bin.getOrCompute(key('n'), async () => ({ value: now, cacheTags: ['item:1'] }));
      assert.equal(await ask(), 1);
      now = 2;
      await database.transaction(async (transaction) => {
        await noteChange(transaction, ['item:1', 'item:2']);
        assert.equal(await bin.get(key('n')), 1);
      });
      assert.equal(await bin.get(key('n')), undefined);
      assert.equal(await ask(), 2);
      await database.transaction((transaction) => noteChange(transaction, ['item:3']));
      assert.equal(await bin.get(key('n')), 2);
    });

    test('what a transaction that was taken back changed stays as it is', async () => {
      await using opened = await open();
      const { database, cache } = opened;
      const bin = cache.bin<number>('numbers');
      await bin.getOrCompute(key('n'), async () => ({ value: 1, cacheTags: ['item:1'] }));
      const taken = database.transaction(async (transaction) => {
        await noteChange(transaction, ['item:1']);
        throw new Error('no');
      });
      await assert.rejects(taken, /no/);
      assert.equal(await bin.get(key('n')), 1);
    });

    test('what an open transaction sees is neither kept nor answered from what is kept', async () => {
      await using opened = await open();
      const { database, cache } = opened;
      const bin = cache.bin<string>('words');
      await bin.getOrCompute(key('a'), async () => ({ value: 'committed', cacheTags: [] }));
      await database.transaction(async (transaction) => {
        const inside = (id: string) =>
          bin.getOrCompute(key(id, { transaction }), async () => ({
            value: 'seen',
            cacheTags: [],
          }));
        assert.equal(await inside('a'), 'seen');
        await inside('b');
      });
      assert.equal(await bin.get(key('a')), 'committed');
      assert.equal(await bin.get(key('b')), undefined);
    });

    test('what was read before a change is not taken for right after it', async () => {
      await using opened = await open();
      const { database, cache } = opened;
      const bin = cache.bin<string>('words');
      const { promise: reading, resolve: hasRead } = Promise.withResolvers<void>();
      const { promise: goOn, resolve: end } = Promise.withResolvers<void>();
      const slow = bin.getOrCompute(key('a'), async () => {
        hasRead();
        await goOn;
        return { value: 'old', cacheTags: ['item:1'] };
      });
      await reading;
      await database.transaction((transaction) => noteChange(transaction, ['item:1']));
      // Who asks now must not be given what the other is about to answer.
      const late = bin.getOrCompute(key('a'), async () => ({
        value: 'new',
        cacheTags: ['item:1'],
      }));
      end();
      assert.equal(await slow, 'old');
      assert.equal(await late, 'new');
      assert.equal(await bin.get(key('a')), 'new');
    });

    test('of many who ask at once, one computes', async () => {
      await using opened = await open();
      const bin = opened.cache.bin<number>('numbers');
      let computed = 0;
      const answers = await Promise.all(
        Array.from({ length: 50 }, () =>
          bin.getOrCompute(key('n'), async () => {
            await new Promise(setImmediate);
            return { value: ++computed, cacheTags: [] };
          }),
        ),
      );
      assert.equal(computed, 1);
      assert.deepEqual(new Set(answers), new Set([1]));
    });

    test('what fails is told to who asked, and others try for themselves', async () => {
      await using opened = await open();
      const bin = opened.cache.bin<string>('words');
      let tries = 0;
      const ask = () =>
        bin.getOrCompute(key('a'), async () => {
          tries += 1;
          if (tries === 1) throw new Error('once');
          return { value: 'there', cacheTags: [] };
        });
      const answers = await Promise.allSettled([ask(), ask(), ask()]);
      assert.deepEqual(
        answers.map(({ status }) => status),
        ['rejected', 'fulfilled', 'fulfilled'],
      );
    });

    test('what says so is not kept, or for a time only', async () => {
      await using opened = await open();
      const { cache, clock } = opened;
      const bin = cache.bin<string>('words');
      const keep = (id: string, maxAge: number) =>
        bin.getOrCompute(key(id), async () => ({ value: 'v', cacheTags: [], maxAge }));
      await keep('never', 0);
      assert.equal(await bin.get(key('never')), undefined);
      await keep('short', 60);
      assert.equal(await bin.get(key('short')), 'v');
      clock.forward(61_000);
      assert.equal(await bin.get(key('short')), undefined);
    });

    test('a cache tag that a hundred thousand values bear changes as quickly as any', async () => {
      await using opened = await open();
      const { cache } = opened;
      const bin = cache.bin<number>('numbers');
      const since = (await bin.moment()) ?? 0;
      const many = Array.from({ length: opened.many }, (_, value) => value);
      for (let from = 0; from < many.length; from += 100) {
        await Promise.all(
          many
            .slice(from, from + 100)
            .map((value) => bin.set(key(`n${value}`), { value, cacheTags: ['all'] }, since)),
        );
      }
      const last = many.length - 1;
      assert.equal(await bin.get(key(`n${last}`)), last);
      await cache.invalidate(['all']);
      for (const value of [0, 1, last]) assert.equal(await bin.get(key(`n${value}`)), undefined);
    });

    test('a change of very many cache tags reaches all of them', async () => {
      await using opened = await open();
      const { cache } = opened;
      const bin = cache.bin<number>('numbers');
      const tagged = (value: number) =>
        bin.getOrCompute(key(`n${value}`), async () => ({ value, cacheTags: [`item:${value}`] }));
      for (const value of [1, 9_999, 20_000]) await tagged(value);
      await cache.invalidate(Array.from({ length: 10_000 }, (_, i) => `item:${i}`));
      assert.equal(await bin.get(key('n1')), undefined);
      assert.equal(await bin.get(key('n9999')), undefined);
      assert.equal(await bin.get(key('n20000')), 20_000);
    });

    test('after it was cleared nothing of it is left', async () => {
      await using opened = await open();
      const bin = opened.cache.bin<string>('words');
      await bin.getOrCompute(key('a'), async () => ({ value: 'v', cacheTags: [] }));
      await opened.cache.clear();
      assert.equal(await bin.get(key('a')), undefined);
    });

    test('another kernel knows what changed', async () => {
      await using opened = await open();
      const { cache, database } = opened;
      const other = await opened.another();
      const [here, there] = [cache.bin<number>('numbers'), other.cache.bin<number>('numbers')];
      let now = 1;
      const compute = async () => ({ value: now, cacheTags: ['item:1'] });
      assert.equal(await there.getOrCompute(key('n'), compute), 1);
      assert.equal(await here.getOrCompute(key('n'), compute), 1);
      now = 2;
      await database.transaction((transaction) => noteChange(transaction, ['item:1']));
      assert.equal(await here.getOrCompute(key('n'), compute), 2);
      await waitFor(async () => (await there.getOrCompute(key('n'), compute)) === 2);
    });
  });
}
