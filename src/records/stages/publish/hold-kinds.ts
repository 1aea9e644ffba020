import type { StageId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Transaction } from '#platform/database';
import { recordsOfKind } from './record-keys.ts';
import type { ChangedRecord, Finished, Stageable } from './stageable.ts';

/** What a stage has of its own of one kind. */
export interface HeldKind {
  readonly kind: Stageable;
  readonly changed: readonly ChangedRecord[];
}

/**
 * What the stage has of its own, or those of it among `records`, held against everybody who would
 * change it. Kinds are always held in the same order, so that nobody waits for each other.
 */
export async function holdKinds(
  transaction: Transaction,
  kinds: readonly Stageable[],
  chain: readonly StageId[],
  records: readonly string[] | undefined,
): Promise<readonly HeldKind[]> {
  const held: HeldKind[] = [];
  for (const kind of kinds) {
    const ids = recordsOfKind(kind.type, records);
    const found = ids?.length === 0 ? [] : await kind.changes(transaction, chain, ids);
    if (found.length === 0) {
      held.push({ kind, changed: [] });
      continue;
    }
    const changed = found.map(({ id }) => id);
    await kind.lock(transaction, changed);
    // As they are now that nobody changes them any more.
    held.push({ kind, changed: await kind.changes(transaction, chain, changed) });
  }
  return held;
}

/** For `finishKinds`. */
export function withIds({ kind, changed }: HeldKind) {
  return { kind, ids: changed.map(({ id }) => id) };
}

/** Lets each kind look at what its records have become, once all of them are. */
export async function finishKinds(
  transaction: Transaction,
  ctx: RequestContext,
  chain: readonly StageId[],
  records: readonly { readonly kind: Stageable; readonly ids: readonly string[] }[],
  what: Finished = 'written',
): Promise<void> {
  for (const { kind, ids } of records)
    if (ids.length > 0) await kind.finish?.(transaction, ctx, chain, ids, what);
}
