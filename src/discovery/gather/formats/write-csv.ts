import { stringify } from 'csv-stringify/sync';

/** CSV with a head; what a spreadsheet would take for a formula is told to be text. */
export function writeCsv(head: readonly string[], lines: readonly (readonly string[])[]): string {
  return stringify([[...head], ...lines.map((line) => [...line])], {
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}
