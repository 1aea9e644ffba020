import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '#base';
import { LRUCache } from 'lru-cache';
import type { CacheBin, CacheKey, Codec, Computed, Moment } from './cache.ts';
import { type Entry, entryOf } from './entry.ts';
import type { Ledger } from './ledger.ts';
import type { MemoryTier } from './memory-tier.ts';
import type { SharedTier } from './shared-tier.ts';

export interface BinDeps {
  readonly ledger: Pick<Ledger, 'latest' | 'latestOf'>;
  readonly memory: MemoryTier;
  /** Missing where this kernel is the only one, or they share nothing. */
  readonly shared: SharedTier | undefined;
  readonly clock: Clock;
  count(what: 'memory' | 'shared' | 'computed'): void;
}

/** A value that is being computed, or fetched from what kernels share. */
interface Flight {
  readonly since: Moment;
  /** undefined: it is not to be kept, or it failed. */
  readonly entry: Promise<Entry | undefined>;
}

/** For so long nobody waits for somebody else to compute what was not to be kept the last time. */
const NOT_KEPT_FOR = 10_000;
/** How often a kernel looks whether another has computed what it waits for, and for how long. */
const LOOK_EVERY = 20;
const PATIENCE = 2_000;

export function createBin<Value>(
  bin: string,
  codec: Codec<Value>,
  { ledger, memory, shared, clock, count }: BinDeps,
): CacheBin<Value> {
  const flights = new Map<string, Flight>();
  const notKept = new LRUCache<string, true>({ max: 10_000, ttl: NOT_KEPT_FOR });
  const nameOf = ({ id, stage, audience }: CacheKey) => JSON.stringify([bin, stage, audience, id]);
  // Only values of this bin are under its keys.
  const valueOf = (entry: Entry) => entry.value as Value;

  async function run(compute: () => Promise<Computed<Value>>): Promise<Computed<Value>> {
    count('computed');
    return compute();
  }

  async function keep(name: string, computed: Computed<Value>, since: Moment) {
    if (computed.maxAge !== undefined && computed.maxAge <= 0) {
      notKept.set(name, true);
      await shared?.leave(name);
      return undefined;
    }
    notKept.delete(name);
    const entry = entryOf(computed, codec, since, clock.now());
    memory.put(name, entry);
    await shared?.put(name, entry);
    return entry;
  }

  /** What kernels share, also when another is computing it just now. */
  async function findShared(name: string, waits: boolean): Promise<Entry | undefined> {
    if (shared === undefined) return undefined;
    for (let waited = 0; ; waited += LOOK_EVERY) {
      const found = await shared.find(name);
      if (found.entry !== undefined) {
        const entry = { ...found.entry, value: codec.decode(found.entry.text) };
        memory.put(name, entry);
        count('shared');
        return entry;
      }
      if (!waits || found.by === 'caller' || waited >= PATIENCE) return undefined;
      await sleep(LOOK_EVERY);
    }
  }

  /** Answers what was computed; others may wait for it as long as it is under way. */
  async function fly(
    name: string,
    asked: Moment,
    compute: () => Promise<Computed<Value>>,
  ): Promise<Value> {
    const { promise: entry, resolve: land } = Promise.withResolvers<Entry | undefined>();
    const flight = { since: asked, entry };
    flights.set(name, flight);
    let landed: Entry | undefined;
    try {
      landed = await findShared(name, true);
      if (landed !== undefined) return valueOf(landed);
      const computed = await run(compute);
      landed = await keep(name, computed, asked);
      return computed.value;
    } catch (error) {
      await shared?.leave(name);
      throw error;
    } finally {
      flights.delete(name);
      land(landed);
    }
  }

  return {
    async getOrCompute(key, compute) {
      const asked = key.transaction === undefined ? await ledger.latest() : undefined;
      if (asked === undefined) return (await run(compute)).value;
      const name = nameOf(key);
      for (;;) {
        const kept = await memory.find(name, asked);
        if (kept !== undefined) {
          count('memory');
          return valueOf(kept);
        }
        if (notKept.has(name)) {
          const computed = await run(compute);
          await keep(name, computed, asked);
          return computed.value;
        }
        const flight = flights.get(name);
        if (flight === undefined) return fly(name, asked, compute);
        const entry = await flight.entry;
        if (entry === undefined) return (await run(compute)).value;
        // It was begun before this was asked for: something may have changed between.
        const isRight =
          flight.since >= asked || (await ledger.latestOf(entry.cacheTags)) <= entry.since;
        if (isRight) {
          count('memory');
          return valueOf(entry);
        }
      }
    },
    async get(key) {
      const asked = key.transaction === undefined ? await ledger.latest() : undefined;
      if (asked === undefined) return undefined;
      const name = nameOf(key);
      const kept = await memory.find(name, asked);
      if (kept !== undefined) count('memory');
      const entry = kept ?? (await findShared(name, false));
      return entry === undefined ? undefined : valueOf(entry);
    },
    async set(key, computed, since) {
      if (key.transaction === undefined) await keep(nameOf(key), computed, since);
    },
    moment: () => ledger.latest(),
  };
}
