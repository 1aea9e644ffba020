import type { OpenRecord } from '../publish/open-records.ts';
import { PublishConflict } from '../stage-errors.ts';
import { conflictJson } from './stage-json.ts';

/**
 * What `work` does; where it meets conflicts, the answer says what each side has of the parts that
 * are still to be decided.
 */
export async function withConflicts<Result>(
  work: () => Promise<Result>,
  conflicts: () => Promise<readonly OpenRecord[]>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PublishConflict)) throw error;
    const left = new Set(error.problems.map(({ pointer }) => pointer));
    const open = (await conflicts()).flatMap((record): readonly OpenRecord[] => {
      if (left.has(`/${record.key}`)) return [record];
      const parts = record.parts.filter((part) => left.has(`/${record.key}/${part}`));
      return parts.length === 0 ? [] : [{ ...record, parts }];
    });
    throw new PublishConflict(error.message, error.problems, {
      conflicts: open.map(conflictJson),
    });
  }
}
