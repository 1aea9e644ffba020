import type { Entry } from './entry.ts';

/** What kernels share. */
export interface SharedTier {
  /** The entry under `key`; else who is to compute it: the caller, or another kernel does already. */
  find(key: string): Promise<Found>;
  /** Shares `entry` unless it is not right any more, and lets others compute `key`. */
  put(key: string, entry: Entry): Promise<void>;
  /** Lets others compute `key`. */
  leave(key: string): Promise<void>;
}

export type Found =
  /** `text` only: what it means, the bin knows. */
  | { readonly entry: Omit<Entry, 'value'> }
  | { readonly entry?: undefined; readonly by: 'caller' | 'other' };
