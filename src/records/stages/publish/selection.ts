import type { StageId } from '#base';
import type { Queries } from '#platform/database';
import { listReviewed } from '../review/list-reviewed.ts';
import { withNeeded } from './needed-records.ts';
import type { Stageable } from './stageable.ts';

/** Which records of a stage are meant: these (`item:0192…`), or all that are approved as they are. */
export type Selection = readonly string[] | 'approved';

/** The records that are meant, with what they stand on; undefined: all there are. */
export async function selectRecords(
  kinds: readonly Stageable[],
  queries: Queries,
  chain: readonly StageId[],
  selection: Selection | undefined,
): Promise<readonly string[] | undefined> {
  const records = selection === 'approved' ? await listApproved(kinds, queries, chain) : selection;
  return withNeeded(kinds, queries, chain, records);
}

async function listApproved(
  kinds: readonly Stageable[],
  queries: Queries,
  chain: readonly StageId[],
): Promise<readonly string[]> {
  const reviewed = await listReviewed(kinds, queries, chain);
  return reviewed.flatMap(({ type, id, review }) =>
    review.state === 'approved' ? [`${type}:${id}`] : [],
  );
}
