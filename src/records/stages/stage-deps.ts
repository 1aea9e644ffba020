import type { Clock } from '#base';
import type { Taps } from '#grammar/taps';
import type { Database } from '#platform/database';
import type { TurningPoints } from './publish/turning-points.ts';
import type { Stageable } from './publish/stageable.ts';

/** What the operations of this room work with. */
export interface StageDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly taps: Taps;
  readonly turns: Pick<TurningPoints, 'announced' | 'take'>;
  /** The kinds of records that stages have versions of, in the order in which they are published. */
  kinds(): readonly Stageable[];
}
