import { randomUUID } from 'node:crypto';
import { type Clock, systemClock } from '#base';
import { type Cache, createCache } from '#platform/cache';
import type { Database } from '#platform/database';
import { type Logger, silentLog } from '#platform/telemetry';
import { openAgain, openTestDatabase } from './database.ts';

/** A kernel's cache, and its own way to the database. */
export interface TestCache {
  readonly cache: Cache;
  readonly database: Database;
}

/** The cache of a test's own, with what the test does to it. */
export interface OpenedCache extends TestCache, AsyncDisposable {
  readonly clock: Clock & { forward(milliseconds: number): void };
  /** How many values are many. */
  readonly many: number;
  /** That of another kernel of the same site. */
  another(): Promise<TestCache>;
}

/** A clock that goes on by itself, and can be put forward. */
export function movableClock(): OpenedCache['clock'] {
  let ahead = 0;
  return {
    now: () => new Date(systemClock.now().getTime() + ahead),
    forward: (milliseconds) => void (ahead += milliseconds),
  };
}

/** Caches of one site on a database of its own; each `another` is another kernel. */
export async function openTestCaches(
  more: { readonly redisUrl?: string; readonly many?: number; readonly log?: Logger } = {},
): Promise<OpenedCache> {
  const { redisUrl, many = 100_000, log = silentLog } = more;
  const clock = movableClock();
  const stack = new AsyncDisposableStack();
  const database = stack.use(await openTestDatabase());
  // Test databases are copies of one.
  await database.queries.updateTable('cache_site').set({ id: randomUUID() }).execute();
  const open = async (through: Database) =>
    stack.use(
      await createCache({
        database: through,
        redisUrl,
        clock,
        log,
        bytes: 256 * 2 ** 20,
      }),
    );
  const cache = await open(database);
  return {
    cache,
    database,
    clock,
    many,
    async another() {
      const own = stack.use(await openAgain(database));
      return { cache: await open(own), database: own };
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
