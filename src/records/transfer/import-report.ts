import type { Place } from './read/source-record.ts';

/** What happened to one record that somebody should know of. */
export interface ReportLine {
  /**
   * `refused`: the record was not imported. `omitted`: it was, now or before, without this value.
   * `gone`: its item was deleted here and stays so. `unreadable`: the file, or the rest of it.
   */
  readonly outcome: 'refused' | 'omitted' | 'gone' | 'unreadable';
  readonly file: string;
  readonly position: number | undefined;
  readonly unit: Place['unit'] | undefined;
  /** Name of the field, or of another part: `title`, `key`. */
  readonly field: string | undefined;
  /** The start of the value as JSON. */
  readonly value: string | undefined;
  readonly code: string;
  readonly reason: string;
}

/** What an import did, in numbers. Every record that was read is in exactly one of the first five. */
export interface ImportSummary {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
  /** Deleted here since the last import, and left so. */
  readonly gone: number;
  /** Values that were left out of records which were imported, also of those that are unchanged. */
  readonly omitted: number;
  readonly files: number;
  /** Files that could not be read, or not to their end. */
  readonly unreadable: number;
}

const EXCERPT = 120;

/** The start of a value, short enough for one line. */
export function excerpt(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const line = oneLine(text);
  if (line.length <= EXCERPT) return line;
  // Not through the middle of a character.
  return `${line.slice(0, EXCERPT - 1).replace(/\p{Cs}$/u, '')}…`;
}

/** Text that every report and every database takes. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').toWellFormed();
}
