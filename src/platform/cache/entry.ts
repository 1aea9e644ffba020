import type { Codec, Computed, Moment } from './cache.ts';
import { EVERYTHING } from './ledger.ts';

/** A kept value. */
export interface Entry {
  readonly value: unknown;
  /** The value as text, for those who share it, and to know how large it is. */
  readonly text: string;
  readonly cacheTags: readonly string[];
  /** No change of its cache tags after this one is known to it. */
  readonly since: Moment;
  /** Milliseconds since 1970: from then on it is not right any more. */
  readonly ends: number;
}

/** Whatever a value says, it is computed anew once a day. */
export const LONGEST = 86_400;

export function entryOf<Value>(
  { value, cacheTags, maxAge = LONGEST }: Computed<Value>,
  codec: Codec<Value>,
  since: Moment,
  now: Date,
): Entry {
  return {
    value,
    text: codec.encode(value),
    cacheTags: [EVERYTHING, ...new Set(cacheTags)],
    since,
    ends: now.getTime() + Math.min(maxAge, LONGEST) * 1_000,
  };
}
