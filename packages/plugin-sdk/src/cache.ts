import type { Host } from './host.ts';
import type { Json } from './json.ts';
import { asking } from './refused.ts';

/**
 * What the plugin can compute again, kept until something changes that it was made from, on all
 * servers. It is kept for the stage, the language and the reader that it was computed for. Inside
 * of a save everything is computed.
 */
export interface PluginCache {
  /**
   * The kept value, or else what `compute` answers, which is then kept: at most 64 KiB. What it is
   * made from is to be read in `compute`, not before.
   */
  getOrCompute<Value extends Json>(
    name: string,
    options: CacheOptions,
    compute: () => Value,
  ): Value;
  /**
   * What bears one of these cache tags is computed anew: the plugin's own, each its name, a colon
   * and a word. Inside of a save from when that is saved. Refused where something is only read.
   */
  invalidate(...tags: readonly string[]): void;
}

export interface CacheOptions {
  /** What it is made from: `item:ID`, `item_list:TYPE`, `term:ID`, `user:ID`, and own cache tags. */
  readonly tags?: readonly string[];
  /** Seconds, at most a day, which is the default. */
  readonly maxAge?: number;
  /** It is the same for all readers; default: only for who may see the same. */
  readonly shared?: boolean;
}

export function createCache({ cache }: Pick<Host, 'cache'>): PluginCache {
  return {
    getOrCompute<Value extends Json>(
      name: string,
      { tags, maxAge, shared }: CacheOptions,
      compute: () => Value,
    ): Value {
      const kept = asking(() => cache.get(name, JSON.stringify({ shared })));
      // What `compute` answered before, under the same name.
      if (kept !== null && kept !== undefined) return JSON.parse(kept);
      const value = compute();
      const options = JSON.stringify({ tags, max_age: maxAge, shared });
      asking(() => cache.set(name, JSON.stringify(value), options));
      return value;
    },
    invalidate: (...tags) => asking(() => cache.invalidate(JSON.stringify(tags))),
  };
}
