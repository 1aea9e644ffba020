import type { Json, StageId } from '#base';
import type { Transaction } from '#platform/database';

/**
 * What was computed and need not be computed again until something that it was made from changes.
 * Tables say by triggers which cache tags a transaction changes; what is not in a table says it
 * with `noteChange`.
 *
 * What a mutation changed is never answered again by the kernel that made it once the mutation has
 * answered. Other kernels know at once where there is Redis, and after a second at the most where
 * there is not.
 */
export interface Cache extends AsyncDisposable {
  /** A kind of values with a name of its own, e.g. `page`: JSON, or what `codec` makes text of. */
  bin<Value extends Json>(name: string): CacheBin<Value>;
  bin<Value>(name: string, codec: Codec<Value>): CacheBin<Value>;
  /** Everything that bears one of `cacheTags` is computed anew, on all kernels. */
  invalidate(cacheTags: readonly string[]): Promise<void>;
  /** Everything is computed anew, on all kernels. */
  clear(): Promise<void>;
  /** Answers when what kernels share can be reached; throws `Unavailable` otherwise. */
  ping(): Promise<void>;
  /** What it has done so far, for the metrics. */
  readonly counts: CacheCounts;
}

/** Values of one kind. They are shared by all who ask: nobody may change one. */
export interface CacheBin<Value> {
  /**
   * The kept value of `key`, or else what `compute` answers, which is then kept. Of all who ask for
   * the same at once one computes and the others wait for it. Where the cache cannot be reached
   * everybody computes. What `compute` throws is thrown, and not kept.
   */
  getOrCompute(key: CacheKey, compute: () => Promise<Computed<Value>>): Promise<Value>;
  /** The kept value of `key`; undefined when there is none that is still right. */
  get(key: CacheKey): Promise<Value | undefined>;
  /**
   * Keeps what was computed elsewhere. `since` is from `moment`, called before anything was read
   * that the value was made from.
   */
  set(key: CacheKey, computed: Computed<Value>, since: Moment): Promise<void>;
  /** What is read from now on is at least as new as this; undefined: nothing can be kept now. */
  moment(): Promise<Moment | undefined>;
}

/** How values are written down. */
export interface Codec<Value> {
  encode(value: Value): string;
  decode(text: string): Value;
}

/**
 * What a value is the answer to: everything that `compute` depends on and that is not said by a
 * cache tag.
 */
export interface CacheKey {
  /** Which value of the bin: a name and its arguments. */
  readonly id: string | readonly string[];
  /** The stage that is read: what one stage shows is never taken for another. */
  readonly stage: StageId;
  /** Who may see it, see `audience` of `#grammar/access`; two who could see different things differ. */
  readonly audience: string;
  /** The open transaction, if any: what it has not committed is neither kept nor taken from others. */
  readonly transaction?: Transaction | undefined;
}

export interface Computed<Value> {
  readonly value: Value;
  /** By what it is said to be wrong: `item:ID`, `item_list:TYPE`, `term:ID`. */
  readonly cacheTags: Iterable<string>;
  /** Seconds; 0: it is not kept. Missing: until one of its cache tags changes, a day at the most. */
  readonly maxAge?: number | undefined;
}

/** The number of the latest change that was known at some moment. */
export type Moment = number;

export interface CacheCounts {
  /** Answered from the memory of this kernel, from what kernels share, and computed. */
  readonly memory: number;
  readonly shared: number;
  readonly computed: number;
}
