import type { Taps } from '#grammar/taps';
import type { Database } from '#platform/database';
import type { Stages } from '#records/stages';

/** What changes of vocabularies and terms work with. */
export interface CategoryDeps {
  readonly database: Database;
  readonly taps: Taps;
  readonly stages: Pick<Stages, 'enter' | 'documents'>;
}
