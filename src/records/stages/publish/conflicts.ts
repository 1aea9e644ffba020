import type { ChangedRecord } from './stageable.ts';
import { PublishConflict } from '../stage-errors.ts';
import type { Settlement } from './settle.ts';

/** A record that both sides changed, and nobody has decided. */
export interface Conflict {
  readonly label: string;
  /** What decisions call it: `item:0192…`. */
  readonly key: string;
  /** None: it is about being there or not. */
  readonly parts: readonly string[];
}

/** So many are named in the sentence. */
const NAMED = 5;

export function conflictsAmong(
  type: string,
  records: readonly Pick<ChangedRecord, 'id' | 'label'>[],
  settled: ReadonlyMap<string, Settlement>,
): readonly Conflict[] {
  return records.flatMap(({ id, label }) => {
    const settlement = settled.get(id);
    if (settlement?.is !== 'conflict') return [];
    return [{ label, key: `${type}:${id}`, parts: settlement.parts.map(({ part }) => part) }];
  });
}

/** Throws `PublishConflict` where there are any. `undone`: what has not been done for that. */
export function refuseConflicts(
  conflicts: readonly Conflict[],
  where: string,
  undone: 'published' | 'taken back' | 'moved',
): void {
  if (conflicts.length === 0) return;
  const named = conflicts.slice(0, NAMED).map(({ label }) => `“${label}”`);
  const more = conflicts.length > NAMED ? ` and ${conflicts.length - NAMED} more` : '';
  throw new PublishConflict(
    `${named.join(', ')}${more}: “${where}” was changed in the same places since. Decide which side counts. Nothing was ${undone} yet.`,
    conflicts.flatMap(({ key, parts }) =>
      (parts.length === 0 ? [''] : parts).map((part) => ({
        pointer: `/${key}${part === '' ? '' : `/${part}`}`,
        code: 'conflict',
        message: 'was changed on both sides',
      })),
    ),
  );
}
