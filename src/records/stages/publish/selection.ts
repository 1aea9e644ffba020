import type { StageId } from '#base';
import type { Queries } from '#platform/database';
import { listSteps } from '../review/review-store.ts';
import { reviewOf } from '../review/review.ts';
import { withNeeded } from './needed-records.ts';
import { isNothing } from './record-keys.ts';
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
  const [stage] = chain;
  if (stage === undefined) return [];
  const approved: string[] = [];
  for (const kind of kinds) {
    const records = await kind.changes(queries, chain);
    if (records.length === 0) continue;
    const steps = await listSteps(queries, stage, kind.type);
    for (const record of records)
      if (!isNothing(record) && reviewOf(record, steps.get(record.id)).state === 'approved')
        approved.push(`${kind.type}:${record.id}`);
  }
  return approved;
}
