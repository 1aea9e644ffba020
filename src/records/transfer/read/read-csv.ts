import { SourceUnreadable } from '../transfer-errors.ts';
import { createCsvCutter, type CsvCutter, type CsvRow } from './csv-rows.ts';
import type { SourceRecord } from './source-record.ts';

const DELIMITERS = [',', ';', '\t', '|'];

/** The rows of a CSV file as objects; the first row names the columns. */
export async function* readCsv(
  text: AsyncIterable<string>,
  delimiter: string | undefined,
): AsyncGenerator<SourceRecord> {
  let columns: readonly string[] | undefined;
  for await (const row of cutRows(text, delimiter)) {
    if (columns) yield toRecord(row, columns);
    else columns = columnsOf(row);
  }
  if (!columns) throw new SourceUnreadable('It is empty.');
}

async function* cutRows(
  text: AsyncIterable<string>,
  delimiter: string | undefined,
): AsyncGenerator<CsvRow> {
  let cutter: CsvCutter | undefined;
  for await (const piece of text) {
    cutter ??= createCsvCutter(delimiter ?? findDelimiter(piece));
    yield* cutter.write(piece);
  }
  if (cutter) yield* cutter.end();
}

function columnsOf({ cells, wrong }: CsvRow): readonly string[] {
  if (wrong !== undefined) throw new SourceUnreadable(`Its columns cannot be read. ${wrong}`);
  const names = cells.map((name) => name.trim());
  if (names.every((name) => name === '')) throw new SourceUnreadable('It is empty.');
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new SourceUnreadable(`Two columns are called “${twice}”.`);
  return names;
}

function toRecord({ line, cells, wrong, start }: CsvRow, columns: readonly string[]): SourceRecord {
  const place = { position: line, unit: 'line' } as const;
  const message =
    wrong ??
    (cells.length === columns.length
      ? undefined
      : `The row has ${cells.length} cells; there are ${columns.length} columns.`);
  if (message !== undefined) return { ...place, ok: false, message, value: start };
  const value = Object.fromEntries(columns.map((name, index) => [name, cells[index]]));
  return { ...place, ok: true, value };
}

/** Whatever stands most often in the first line, outside of quotes. */
function findDelimiter(text: string): string {
  const line = (text.split(/\r?\n/, 1)[0] ?? '').replaceAll(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((each) => line.split(each).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}
