import { CsvError, parse } from 'csv-parse';
import { Readable } from 'node:stream';
import { SourceUnreadable } from '../transfer-errors.ts';
import { LARGEST_RECORD, type SourceRecord } from './source-record.ts';

const DELIMITERS = [',', ';', '\t', '|'];

/** The rows of a CSV file as objects; the first row names the columns. */
export async function* readCsv(
  text: AsyncIterable<string>,
  delimiter: string | undefined,
): AsyncGenerator<SourceRecord> {
  const pieces = text[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done || first.value.trim() === '') throw new SourceUnreadable('It is empty.');
  const head: string = first.value;
  const skipped: SourceRecord[] = [];
  const parser = parse({
    delimiter: delimiter ?? findDelimiter(head),
    columns: (names: string[]) => checkColumns(names),
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: LARGEST_RECORD,
    on_skip: (error, raw) => {
      skipped.push({
        position: Number(error?.['lines'] ?? 0),
        unit: 'line',
        ok: false,
        message: error?.message ?? 'The row cannot be read.',
        excerpt: raw ?? '',
      });
      return undefined;
    },
  });
  async function* all() {
    yield head;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  }
  const source = Readable.from(all());
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const row of parser) {
      // With `info` csv-parse answers the row beside what it knows of it.
      const { record, info } = row as { record: unknown; info: { lines: number } };
      // The parser is ahead of us: what it passed over further down is not told yet.
      while ((skipped[0]?.position ?? Infinity) < info.lines) yield* skipped.splice(0, 1);
      yield { position: info.lines, unit: 'line', ok: true, value: record };
    }
    yield* skipped.splice(0);
  } catch (error) {
    if (error instanceof CsvError)
      throw new SourceUnreadable(`It is not valid CSV: ${error.message}.`);
    throw error;
  }
}

function checkColumns(names: readonly string[]): string[] {
  const trimmed = names.map((name) => name.trim());
  const twice = trimmed.find((name, index) => trimmed.indexOf(name) !== index);
  if (twice !== undefined) throw new SourceUnreadable(`Two columns are called “${twice}”.`);
  return trimmed;
}

/** Whatever stands most often in the first line, outside of quotes. */
function findDelimiter(text: string): string {
  const line = (text.split(/\r?\n/, 1)[0] ?? '').replaceAll(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((each) => line.split(each).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}
