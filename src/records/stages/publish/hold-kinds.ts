import type { StageId } from '#base';
import type { Transaction } from '#platform/database';
import { isNew, recordsOfKind } from './record-keys.ts';
import type { ChangedRecord, Stageable } from './stageable.ts';

/** What a stage has of its own of one kind. */
export interface HeldKind {
  readonly kind: Stageable;
  readonly changed: readonly ChangedRecord[];
}

/**
 * What the stage has of its own, or `only` these, and what they stand on, held against everybody who
 * would change it. Kinds are always held in the same order, so that nobody waits for each other.
 */
export async function holdKinds(
  transaction: Transaction,
  kinds: readonly Stageable[],
  chain: readonly StageId[],
  only: readonly string[] | undefined,
  needed: 'with-needed' | 'alone' = 'with-needed',
): Promise<readonly HeldKind[]> {
  const records =
    only && needed === 'with-needed' ? await withNeeded(transaction, kinds, chain, only) : only;
  const held: HeldKind[] = [];
  for (const kind of kinds) {
    const ids = recordsOfKind(kind.type, records);
    const found = ids?.length === 0 ? [] : await kind.changes(transaction, chain, ids);
    const changed = found.map(({ id }) => id);
    await kind.lock(transaction, changed);
    // As they are now that nobody changes them any more.
    held.push({ kind, changed: await kind.changes(transaction, chain, changed) });
  }
  return held;
}

/** The records, and what the stage has made that they stand on: new terms, and terms above those. */
async function withNeeded(
  transaction: Transaction,
  kinds: readonly Stageable[],
  chain: readonly StageId[],
  only: readonly string[],
): Promise<readonly string[]> {
  const records = new Set(only);
  let added: readonly string[] = only;
  while (added.length > 0) {
    const needed: string[] = [];
    for (const kind of kinds) {
      const ids = recordsOfKind(kind.type, added) ?? [];
      if (ids.length > 0) needed.push(...((await kind.needs?.(transaction, chain, ids)) ?? []));
    }
    const fresh: string[] = [];
    for (const kind of kinds) {
      const ids = recordsOfKind(kind.type, needed) ?? [];
      const found = ids.length === 0 ? [] : await kind.changes(transaction, chain, ids);
      fresh.push(...found.filter(isNew).map(({ id }) => `${kind.type}:${id}`));
    }
    added = fresh.filter((record) => !records.has(record));
    for (const record of added) records.add(record);
  }
  return [...records];
}

/** For `checkKinds`. */
export function withIds({ kind, changed }: HeldKind) {
  return { kind, ids: changed.map(({ id }) => id) };
}

/** Asks each kind whether its records fit to what there is now, once all of them are written. */
export async function checkKinds(
  transaction: Transaction,
  stages: readonly StageId[],
  written: readonly { readonly kind: Stageable; readonly ids: readonly string[] }[],
): Promise<void> {
  for (const { kind, ids } of written)
    if (ids.length > 0) await kind.check?.(transaction, stages, ids);
}
