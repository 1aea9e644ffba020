import { createHash } from 'node:crypto';
import { canonicalJson } from '#base';
import type { ComparedRecord, Decisions } from './settle.ts';

/**
 * What was seen of records when somebody decided about them, by `item:0192…`: as `seenStates` says
 * it. What they decide about one that is another since is not taken.
 */
export type SeenRecords = { readonly [record: string]: string };

/** A word that is another one when a record is another on either side. */
export function seenStates({ mine, base, theirs }: Omit<ComparedRecord, 'id'>): string {
  return createHash('sha256')
    .update(canonicalJson([mine, base, theirs]))
    .digest('base64url')
    .slice(0, 22);
}

/** The decisions that were made about these records as they are. */
export function decisionsStill(
  type: string,
  records: readonly ComparedRecord[],
  { decisions = {}, seen }: { readonly decisions?: Decisions; readonly seen?: SeenRecords },
): Decisions {
  if (seen === undefined) return decisions;
  return Object.fromEntries(
    records.flatMap((record) => {
      const key = `${type}:${record.id}`;
      const decision = decisions[key];
      return decision !== undefined && seen[key] === seenStates(record) ? [[key, decision]] : [];
    }),
  );
}
