import type { Transaction } from '#platform/database';
import { findChangedElsewhere } from '../publish/changed-elsewhere.ts';
import type { ChangedRecord, Stageable } from '../publish/stageable.ts';
import { StageConflict } from '../stage-errors.ts';
import type { Stage } from '../stage.ts';

/**
 * What another stage has changed on top of what is moved would lose what it stands on. Throws
 * `StageConflict` which says where; the records are held.
 */
export async function refuseChangedOnTop(
  transaction: Transaction,
  kind: Stageable,
  records: readonly ChangedRecord[],
  from: Stage,
): Promise<void> {
  const made = new Set(records.flatMap(({ id, base }) => (base.is === 'absent' ? [id] : [])));
  const ids = records.map(({ id }) => id);
  const found = await findChangedElsewhere(
    transaction,
    kind,
    ids,
    from.id,
    // What this stage made another one changed: it had been published, and that was taken back.
    (own, isOnTop) => isOnTop || (made.has(own.id) && own.base.is !== 'absent'),
  );
  if (found)
    throw new StageConflict(
      'stage.changed_on_top',
      `“${found.label}” is changed in “${found.stage.label}” too, on top of what “${from.label}” has. Publish or discard it there first. Nothing was moved.`,
    );
}
