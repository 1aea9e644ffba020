import type { Queries } from '#platform/database';
import { isNothing } from '../publish/record-keys.ts';
import type { ChangedRecord } from '../publish/stageable.ts';
import { NotApproved } from '../stage-errors.ts';
import type { Stage } from '../stage.ts';
import { listSteps } from './review-store.ts';
import { reviewOf } from './review.ts';

/** A record that would have to be approved before it is published. */
export interface Unapproved {
  /** `item:0192…`. */
  readonly key: string;
  readonly label: string;
}

/** So many are named in the sentence. */
const NAMED = 5;

/** Those of the records that nobody has approved as they are; none where the stage asks for none. */
export async function listUnapproved(
  queries: Queries,
  { id: stage, approval }: Stage,
  type: string,
  records: readonly ChangedRecord[],
): Promise<readonly Unapproved[]> {
  if (!approval || records.length === 0) return [];
  const ids = records.map(({ id }) => id);
  const steps = await listSteps(queries, stage, type, ids);
  return records.flatMap((record) =>
    isNothing(record) || reviewOf(record, steps.get(record.id)).state === 'approved'
      ? []
      : [{ key: `${type}:${record.id}`, label: record.label }],
  );
}

/** Throws `NotApproved` where there are any. */
export function refuseUnapproved(unapproved: readonly Unapproved[], stage: Stage): void {
  if (unapproved.length === 0) return;
  const named = unapproved.slice(0, NAMED).map(({ label }) => `“${label}”`);
  const more = unapproved.length > NAMED ? ` and ${unapproved.length - NAMED} more` : '';
  throw new NotApproved(
    `Only what is approved is published from “${stage.label}”, and ${named.join(', ')}${more} ${unapproved.length === 1 ? 'is' : 'are'} not. Nothing was published.`,
    unapproved.map(({ key }) => ({
      pointer: `/${key}`,
      code: 'not_approved',
      message: 'has to be approved first',
    })),
  );
}
