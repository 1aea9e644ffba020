import type { Mapping, SourceFile } from '../mapping.ts';
import { SourceUnreadable } from '../transfer-errors.ts';
import { formatOf } from './find-files.ts';
import { readCsv } from './read-csv.ts';
import { readJson } from './read-json.ts';
import { readNdjson } from './read-ndjson.ts';
import { readText } from './read-text.ts';
import type { SourceRecord } from './source-record.ts';

export type Reading = Pick<Mapping, 'format' | 'records' | 'delimiter'>;

/** The records of one file, as they are read. Throws `SourceUnreadable` when it cannot go on. */
export function readRecords(
  file: SourceFile,
  { format, records, delimiter }: Reading,
  onBytes: (count: number) => void,
): AsyncGenerator<SourceRecord> {
  const text = readText(file.path, onBytes);
  const chosen = format ?? formatOf(file.path);
  switch (chosen) {
    case 'json':
      return readJson(text, records);
    case 'ndjson':
      return readNdjson(text);
    case 'csv':
      return readCsv(text, delimiter);
    case undefined:
      throw new SourceUnreadable(
        'Its name does not say what it is. Say in the mapping: format: json, ndjson or csv.',
      );
    default:
      return chosen satisfies never;
  }
}
