import type { Clock } from '#base';
import type { Database } from '#platform/database';
import type { Logger } from '#platform/telemetry';
import type { Backing } from './backing.ts';
import { currentHorizon, KEPT_MINUTES, readLog } from './change-log.ts';
import { createMemoryLedger, EVERYTHING } from './ledger.ts';
import { sharedWork } from './shared-work.ts';

/** Tells kernels that there is something new in the log. */
const CHANNEL = 'cache';

/**
 * What a kernel takes for right is right, but for changes that another kernel committed less than
 * this many milliseconds ago.
 */
const BOUND = 1_000;

/** So long ago that nothing is known any more. */
const NEVER = -Infinity;

/**
 * A ledger in memory that keeps up with what is written into the log: of this kernel after each
 * commit, of others by notifications. One of those may be lost with its connection, so nothing is
 * answered when the log was not read within the bound.
 */
export async function followLog({
  database,
  clock,
  log,
}: {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
}): Promise<Backing> {
  const { queries } = database;
  const ledger = createMemoryLedger();
  const isAlone = database.kind === 'embedded';
  const now = () => clock.now().getTime();
  /** When the last reading that came to an end was begun. */
  let readAt = now();
  let horizon = await currentHorizon(queries);
  /** Changes that are in the ledger and may be read again. */
  let known = new Set<number>();

  async function read(): Promise<void> {
    const begun = now();
    const reading = await readLog(queries, horizon);
    const fresh = reading.changes.filter(({ id }) => !known.has(id));
    // Some of it may have been deleted before it was read.
    if (begun - readAt > KEPT_MINUTES * 30_000) await ledger.record([EVERYTHING]);
    if (fresh.length > 0) await ledger.record(fresh.flatMap(({ cache_tags: tags }) => tags));
    known = new Set(reading.changes.map(({ id }) => id));
    ({ horizon } = reading);
    readAt = begun;
  }
  const readNow = sharedWork(read);
  const tell = sharedWork(() => database.notify(queries, CHANNEL, ''));

  const end = isAlone
    ? undefined
    : await database.listen(CHANNEL, () => {
        // The next who asks tries again.
        readNow().catch(() => undefined);
      });
  return {
    ledger: {
      async latest() {
        try {
          if (Math.abs(now() - readAt) > BOUND) await readNow();
          return await ledger.latest();
        } catch {
          // Without the database nobody knows, and nothing could be computed either.
          return undefined;
        }
      },
      latestOf: ledger.latestOf,
    },
    shared: undefined,
    async catchUp() {
      const before = await ledger.latest();
      try {
        await readNow();
      } catch {
        readAt = NEVER;
      }
      if (isAlone || before === (await ledger.latest())) return;
      // Others know within the bound when they cannot be told.
      tell().catch((error: unknown) => log.debug({ err: error }, 'A change could not be told'));
    },
    // The database has a check of its own.
    ping: async () => undefined,
    [Symbol.asyncDispose]: async () => end?.(),
  };
}
