import type { Gather } from '../definition/gather.ts';

export interface SavedGather {
  readonly gather: Gather;
  /** Counts its saves. */
  readonly version: number;
  readonly enabled: boolean;
  readonly changed: Date;
}
