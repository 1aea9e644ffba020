import type { RequestContext } from '#grammar/access';
import type { OpenRecord, OpenVersion } from '../publish/open-records.ts';
import { HIDDEN } from './changes-table.ts';
import { describeRecords } from './described-records.ts';
import type { ComparedPart, RecordWords } from './record-words.ts';

/** A record that somebody has to decide about, as people read it. */
export interface ComparedRecord {
  readonly record: OpenRecord;
  readonly label: string;
  /** Those that both changed. */
  readonly open: readonly ComparedPart[];
  /** Those that one side changed. */
  readonly merged: readonly ComparedPart[];
}

/** What the rooms of the records say about those that are open. */
export async function compareRecords(
  words: readonly RecordWords[],
  ctx: RequestContext,
  open: readonly OpenRecord[],
): Promise<readonly ComparedRecord[]> {
  const described = await describeRecords(words, ctx, open);
  const compared: ComparedRecord[] = [];
  for (const record of open) {
    const kind = words.find(({ type }) => type === record.type);
    const parts =
      (await kind?.compare(ctx, record)) ?? record.parts.map((part) => asStored(record, part));
    const isOpen = new Set(record.parts);
    compared.push({
      record,
      label: described.has(record.key) ? record.label : HIDDEN,
      open: parts.filter(({ part }) => isOpen.has(part)),
      merged: parts.filter(({ part }) => !isOpen.has(part)),
    });
  }
  return compared;
}

/** Of a room that has no words for it: what is there is better than nothing. */
function asStored({ base, mine, theirs }: OpenRecord, part: string): ComparedPart {
  const shown = ({ parts }: OpenVersion): string => {
    const value = parts?.[part];
    if (value === undefined) return '';
    return typeof value === 'string' ? value : JSON.stringify(value, undefined, 2);
  };
  const sides = { base: shown(base), mine: shown(mine), theirs: shown(theirs) };
  return { part, label: part, prose: false, ...sides };
}
