import type { Moment } from './cache.ts';

/**
 * Which changes there were. Each has a number that is higher than those of all before, and of every
 * cache tag the number of its latest change is known: what was read when the latest change was 7 is
 * right as long as none of its cache tags was changed by 8 or later. So a change costs as many
 * steps as it has cache tags, however many values bear them.
 */
export interface Ledger {
  /** The number of the latest change; undefined: it cannot be known now. */
  latest(): Promise<Moment | undefined>;
  /** That of the latest change of one of `cacheTags`; `UNKNOWN` when it cannot be told. */
  latestOf(cacheTags: readonly string[]): Promise<Moment>;
  /** Adds a change. */
  record(cacheTags: Iterable<string>): Promise<void>;
}

/** Later than everything: nothing that was computed before is right. */
export const UNKNOWN: Moment = Infinity;

/** Every value bears it. */
export const EVERYTHING = '*';

/** Of so many cache tags the latest change is known; each takes about 100 bytes. */
const MOST = 100_000;

/** A ledger in the memory of this process. */
export function createMemoryLedger(most = MOST): Ledger {
  const latestByTag = new Map<string, Moment>();
  let latest = 0;
  /** What was computed before this may have changed by something that is forgotten. */
  let floor = 0;
  return {
    latest: async () => latest,
    async latestOf(cacheTags) {
      let last = floor;
      for (const cacheTag of cacheTags) last = Math.max(last, latestByTag.get(cacheTag) ?? 0);
      return last;
    },
    async record(cacheTags) {
      latest += 1;
      for (const cacheTag of cacheTags) latestByTag.set(cacheTag, latest);
      if (latestByTag.size <= most) return;
      latestByTag.clear();
      floor = latest;
    },
  };
}
