import type { Clock } from '#base';
import type { Database } from '#platform/database';
import type { Logger } from '#platform/telemetry';
import type { Cache, CacheBin, Codec } from './cache.ts';
import { noteChange } from './change-log.ts';
import { createBin } from './create-bin.ts';
import { followLog } from './follow-log.ts';
import { EVERYTHING } from './ledger.ts';
import { createMemoryTier } from './memory-tier.ts';
import { redisBacking } from './redis/redis-backing.ts';

export interface CacheOptions {
  readonly database: Database;
  /** `REDIS_URL`; undefined: kernels share what changed, by the database, and no values. */
  readonly redisUrl: string | undefined;
  readonly clock: Clock;
  readonly log: Logger;
  /** Of memory that this kernel uses for values. */
  readonly bytes?: number;
}

const BYTES = 64 * 2 ** 20;

/** Nothing of it waits for Redis to be there: until then everything is computed. */
export async function createCache(options: CacheOptions): Promise<Cache> {
  const { database, redisUrl, clock, bytes = BYTES } = options;
  const backing =
    redisUrl === undefined
      ? await followLog(options)
      : await redisBacking({ ...options, redisUrl });
  const { ledger, shared } = backing;
  const memory = createMemoryTier(ledger, bytes, clock);
  const counts = { memory: 0, shared: 0, computed: 0 };
  const deps = {
    ledger,
    memory,
    shared,
    clock,
    count: (what: keyof typeof counts) => void (counts[what] += 1),
  };
  const end = database.onCommit(backing.catchUp);
  const invalidate = (cacheTags: readonly string[]) =>
    database.transaction((transaction) => noteChange(transaction, cacheTags));
  return {
    bin: <Value>(name: string, codec: Codec<Value> = JSON_CODEC): CacheBin<Value> =>
      createBin(name, codec, deps),
    invalidate,
    clear: () => invalidate([EVERYTHING]),
    ping: backing.ping,
    counts,
    async [Symbol.asyncDispose]() {
      end();
      await backing[Symbol.asyncDispose]();
    },
  };
}

const JSON_CODEC = {
  encode: (value: unknown): string => JSON.stringify(value),
  // What `encode` wrote: a value of the bin.
  decode: (text: string) => JSON.parse(text),
};
