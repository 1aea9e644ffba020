import type { Clock } from '#base';
import { LRUCache } from 'lru-cache';
import type { Moment } from './cache.ts';
import type { Entry } from './entry.ts';
import type { Ledger } from './ledger.ts';

/** What this process keeps: the values that were asked for last, up to a number of bytes. */
export interface MemoryTier {
  /** The entry under `key` when it is right; `latest` is the change that the ledger knows last. */
  find(key: string, latest: Moment): Promise<Entry | undefined>;
  put(key: string, entry: Entry): void;
}

/** Besides the text of an entry: its key, its cache tags, and what Node needs for them. */
const OVERHEAD = 500;

export function createMemoryTier(
  ledger: Pick<Ledger, 'latestOf'>,
  bytes: number,
  clock: Clock,
): MemoryTier {
  const kept = new LRUCache<string, Kept>({
    maxSize: bytes,
    // One value must not push out all others.
    maxEntrySize: Math.ceil(bytes / 8),
    sizeCalculation: ({ entry: { text } }, key) => 2 * (text.length + key.length) + OVERHEAD,
  });
  return {
    async find(key, latest) {
      const found = kept.get(key);
      if (found === undefined) return undefined;
      const { entry } = found;
      if (entry.ends > clock.now().getTime()) {
        if (found.checked === latest) return entry;
        if ((await ledger.latestOf(entry.cacheTags)) <= entry.since) {
          found.checked = latest;
          return entry;
        }
      }
      // Somebody may have put a newer one there in the meantime.
      if (kept.get(key) === found) kept.delete(key);
      return undefined;
    },
    put: (key, entry) => void kept.set(key, { entry, checked: entry.since }),
  };
}

interface Kept {
  readonly entry: Entry;
  /** The entry is right as long as this is the latest change. */
  checked: Moment;
}
