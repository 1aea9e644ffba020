import type { Ledger } from './ledger.ts';
import type { SharedTier } from './shared-tier.ts';

/** What stands behind the memory of a kernel: who knows what changed, and what kernels share. */
export interface Backing extends AsyncDisposable {
  readonly ledger: Pick<Ledger, 'latest' | 'latestOf'>;
  /** Missing where kernels share no values. */
  readonly shared: SharedTier | undefined;
  /** After a commit: what it changed is in the ledger when this answers, or nothing is known. */
  catchUp(): Promise<void>;
  /** Throws `Unavailable` when it cannot be reached. */
  ping(): Promise<void>;
}
