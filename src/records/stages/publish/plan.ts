import { queriesOf, type RequestContext } from '#grammar/access';
import type { StageDeps } from '../stage-deps.ts';
import { listStageChain } from '../stage-store.ts';
import type { Stage } from '../stage.ts';
import { type OpenRecord, listOpenRecords } from './open-records.ts';
import { changeOf, recordsOfKind } from './record-keys.ts';
import { type Settlement, settle } from './settle.ts';
import type { ChangedRecord } from './stageable.ts';

/** A record that a stage changed, and what a publish would do about it. */
export interface PlannedRecord extends ChangedRecord {
  /** The kind of record. */
  readonly type: string;
  /** Made, changed or deleted in the stage. */
  readonly change: 'created' | 'changed' | 'deleted';
  readonly settlement: Settlement;
}

/**
 * What the stage has of its own, kind by kind, or those of it among `only` (`item:0192…`). Changes
 * nothing.
 */
export async function planPublish(
  deps: StageDeps,
  ctx: RequestContext,
  { id }: Stage,
  only?: readonly string[],
): Promise<readonly PlannedRecord[]> {
  const queries = queriesOf(deps.database, ctx);
  const chain = await listStageChain(queries, id);
  const planned: PlannedRecord[] = [];
  for (const kind of deps.kinds()) {
    const records = await kind.changes(queries, chain, recordsOfKind(kind.type, only));
    const settled = await settle(queries, kind, records, {});
    for (const record of records) {
      const settlement = settled.get(record.id);
      // What was made and thrown away again is nothing to be published.
      if (!settlement || (record.mine.is === 'deleted' && record.base.is === 'absent')) continue;
      planned.push({ ...record, type: kind.type, change: changeOf(record), settlement });
    }
  }
  return planned;
}

/** What stands against publishing it, or `only` these: what both sides changed. */
export async function listConflicts(
  deps: StageDeps,
  ctx: RequestContext,
  { id }: Stage,
  only?: readonly string[],
): Promise<readonly OpenRecord[]> {
  const queries = queriesOf(deps.database, ctx);
  const chain = await listStageChain(queries, id);
  const open: OpenRecord[] = [];
  for (const kind of deps.kinds()) {
    const records = await kind.changes(queries, chain, recordsOfKind(kind.type, only));
    open.push(...(await listOpenRecords(queries, kind, records)));
  }
  return open;
}
