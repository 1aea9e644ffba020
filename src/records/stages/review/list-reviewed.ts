import { LIVE, type StageId } from '#base';
import type { Queries } from '#platform/database';
import { isNothing, recordsOfKind } from '../publish/record-keys.ts';
import type { Stageable } from '../publish/stageable.ts';
import { listSteps } from './review-store.ts';
import { type Review, reviewOf } from './review.ts';

/** What a stage changed, with how far that is. */
export interface Reviewed {
  readonly type: string;
  readonly id: string;
  readonly label: string;
  readonly review: Review;
}

/** All that the stage changed, or `only` these: `item:0192…`. */
export async function listReviewed(
  kinds: readonly Stageable[],
  queries: Queries,
  chain: readonly StageId[],
  only?: readonly string[],
): Promise<readonly Reviewed[]> {
  const [stage = LIVE] = chain;
  const reviewed: Reviewed[] = [];
  for (const { type, changes } of kinds) {
    const ids = recordsOfKind(type, only);
    if (ids?.length === 0) continue;
    const records = await changes(queries, chain, ids);
    if (records.length === 0) continue;
    const steps = await listSteps(queries, stage, type, ids);
    for (const record of records) {
      const { id, label } = record;
      if (!isNothing(record))
        reviewed.push({ type, id, label, review: reviewOf(record, steps.get(id)) });
    }
  }
  return reviewed;
}
