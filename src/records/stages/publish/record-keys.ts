import type { ChangedRecord } from './stageable.ts';

/** Of records named as `item:0192…` the ids of one kind; undefined: all there are. */
export function recordsOfKind(
  type: string,
  records: readonly string[] | undefined,
): readonly string[] | undefined {
  return records?.flatMap((record) =>
    record.startsWith(`${type}:`) ? [record.slice(type.length + 1)] : [],
  );
}

/** Whether the stage made it: what it stands on has it not. */
export function isNew({ mine, base }: Pick<ChangedRecord, 'mine' | 'base'>): boolean {
  return mine.is === 'version' && base.is === 'absent';
}

/** Whether it was made and thrown away again: there is nothing to be published. */
export function isNothing({ mine, base }: Pick<ChangedRecord, 'mine' | 'base'>): boolean {
  return mine.is === 'deleted' && base.is === 'absent';
}

/** Whether the stage made, changed or deleted the record. */
export function changeOf({
  mine,
  base,
}: Pick<ChangedRecord, 'mine' | 'base'>): 'created' | 'changed' | 'deleted' {
  if (mine.is !== 'version') return 'deleted';
  return base.is === 'absent' ? 'created' : 'changed';
}
