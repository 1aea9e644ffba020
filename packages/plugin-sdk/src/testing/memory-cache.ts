import type { Host } from '../host.ts';
import type { MemorySite } from './memory-site.ts';
import { refuse } from './refuse.ts';

const LARGEST = 64 * 1024;

/** Kept values; a test looks at them, and empties the map to have all computed anew. */
export function memoryCache({ cache }: MemorySite): Host['cache'] {
  return {
    get: (name) => {
      const kept = cache.get(name);
      return kept === undefined ? null : JSON.stringify(kept.value);
    },
    set(name, value, options) {
      if (Buffer.byteLength(value) > LARGEST) {
        refuse('too-large', 'A kept value has 64 KiB at the most.');
      }
      const { tags = [] } = JSON.parse(options);
      cache.set(name, { value: JSON.parse(value), tags });
    },
    invalidate(tags) {
      const changed: readonly string[] = JSON.parse(tags);
      for (const [name, kept] of cache) {
        if (kept.tags.some((tag) => changed.includes(tag))) cache.delete(name);
      }
    },
  };
}
