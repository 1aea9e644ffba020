import { queriesOf, type RequestContext } from '#grammar/access';
import type { StageDeps } from '../stage-deps.ts';
import { listStageChain } from '../stage-store.ts';
import type { Stage } from '../stage.ts';
import { type OpenRecord, listOpenRecords } from './open-records.ts';
import { listSteps } from '../review/review-store.ts';
import { type Review, reviewOf } from '../review/review.ts';
import { changeOf, isNothing, recordsOfKind } from './record-keys.ts';
import { type Selection, selectRecords } from './selection.ts';
import { type Settlement, settle } from './settle.ts';
import type { ChangedRecord } from './stageable.ts';

/** A record that a stage changed, and what a publish would do about it. */
export interface PlannedRecord extends ChangedRecord {
  /** The kind of record. */
  readonly type: string;
  /** Made, changed or deleted in the stage. */
  readonly change: 'created' | 'changed' | 'deleted';
  readonly settlement: Settlement;
  /** How far it is on its way to be approved. */
  readonly review: Review;
}

/**
 * What the stage has of its own, kind by kind, or `only` those. Changes
 * nothing.
 */
export async function planPublish(
  deps: StageDeps,
  ctx: RequestContext,
  { id }: Stage,
  only?: Selection,
): Promise<readonly PlannedRecord[]> {
  const queries = queriesOf(deps.database, ctx);
  const chain = await listStageChain(queries, id);
  const chosen = await selectRecords(deps.kinds(), queries, chain, only);
  const planned: PlannedRecord[] = [];
  for (const kind of deps.kinds()) {
    const wanted = recordsOfKind(kind.type, chosen);
    if (wanted?.length === 0) continue;
    const records = await kind.changes(queries, chain, wanted);
    if (records.length === 0) continue;
    const settled = await settle(queries, kind, records, {});
    const ids = chosen && records.map((record) => record.id);
    const steps = await listSteps(queries, id, kind.type, ids);
    for (const record of records) {
      const settlement = settled.get(record.id);
      if (!settlement || isNothing(record)) continue;
      const review = reviewOf(record, steps.get(record.id));
      planned.push({ ...record, type: kind.type, change: changeOf(record), settlement, review });
    }
  }
  return planned;
}

/** What stands against publishing it, or `only` these: what both sides changed. */
export async function listConflicts(
  deps: StageDeps,
  ctx: RequestContext,
  { id }: Stage,
  only?: Selection,
): Promise<readonly OpenRecord[]> {
  const queries = queriesOf(deps.database, ctx);
  const chain = await listStageChain(queries, id);
  const chosen = await selectRecords(deps.kinds(), queries, chain, only);
  const open: OpenRecord[] = [];
  for (const kind of deps.kinds()) {
    const records = await kind.changes(queries, chain, recordsOfKind(kind.type, chosen));
    open.push(...(await listOpenRecords(queries, kind, records)));
  }
  return open;
}
