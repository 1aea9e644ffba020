import type { StageId } from '#base';
import type { Transaction } from '#platform/database';
import { listStageChain, listStages } from '../stage-store.ts';
import type { Stage } from '../stage.ts';
import { isNothing } from './record-keys.ts';
import type { ChangedRecord, Stageable } from './stageable.ts';

/**
 * The first stage other than `stage` and live that has something of its own about one of the records,
 * and for which that `matters`. The records are held.
 */
export async function findChangedElsewhere(
  transaction: Transaction,
  kind: Stageable,
  ids: readonly string[],
  stage: StageId,
  matters: (own: ChangedRecord, isOnTop: boolean, other: Stage) => boolean,
): Promise<{ readonly stage: Stage; readonly label: string } | undefined> {
  if (ids.length === 0) return undefined;
  for (const other of await listStages(transaction)) {
    if (other.id === stage || other.upstreamId === null) continue;
    const chain = await listStageChain(transaction, other.id);
    const changed = await kind.changes(transaction, chain, ids);
    const found = changed.find(
      (own) => !isNothing(own) && matters(own, chain.includes(stage), other),
    );
    if (found) return { stage: other, label: found.label };
  }
  return undefined;
}
