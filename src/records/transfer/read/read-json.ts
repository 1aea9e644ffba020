import { SourceUnreadable } from '../transfer-errors.ts';
import { createJsonParser } from './json-parser.ts';
import { jsonRecord, type SourceRecord } from './source-record.ts';

/**
 * The records of a JSON document, one by one as they are read: `records` is the way to the array
 * they stand in, `whole` takes the document as one record.
 */
export async function* readJson(
  text: AsyncIterable<string>,
  records: readonly string[] | 'whole' | undefined,
): AsyncGenerator<SourceRecord> {
  const found: SourceRecord[] = [];
  let count = 0;
  let start = '';
  const path = records === 'whole' || records === undefined ? [] : records;
  const selector = records === 'whole' ? [] : [...path, '*'];
  const parser = createJsonParser(selector, ({ value, key, twice }) => {
    if (records !== 'whole' && typeof key !== 'number') throw notAList(path);
    count += 1;
    found.push(jsonRecord({ position: count, unit: 'record' }, value, twice));
  });
  const attempt = (work: () => void) => {
    try {
      work();
    } catch (error) {
      throw error instanceof SourceUnreadable ? error : notJson(error, count);
    }
  };

  for await (const piece of text) {
    if (start === '') {
      start = piece.trimStart().slice(0, 1);
      if (start !== '' && records === undefined && start !== '[') throw noList(start);
    }
    attempt(() => {
      if (!parser.isEnded) parser.write(piece);
      else if (piece.trim() !== '') throw new Error('there is more after its end');
    });
    yield* found.splice(0);
  }
  if (start === '') throw new SourceUnreadable('It is empty.');
  attempt(() => {
    if (!parser.isEnded) parser.end();
  });
  yield* found.splice(0);
  if (count === 0 && path.length > 0) {
    throw new SourceUnreadable(`There are no records at “${path.join('.')}”.`);
  }
}

function noList(start: string): SourceUnreadable {
  return new SourceUnreadable(
    start === '{'
      ? 'It holds an object, not a list of records. Say in the mapping where the list is (records: data.items), or that the whole is one record (records: .).'
      : 'It is not a JSON document with a list of records.',
  );
}

function notAList(path: readonly string[]): SourceUnreadable {
  const place = path.length === 0 ? 'At its top' : `At “${path.join('.')}”`;
  return new SourceUnreadable(`${place} there is an object, not a list of records.`);
}

function notJson(error: unknown, taken: number): SourceUnreadable {
  const said = error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
  const before =
    taken === 0
      ? ''
      : ` ${taken === 1 ? 'The record' : `The ${taken} records`} before it were read.`;
  return new SourceUnreadable(`It is not valid JSON: ${said}.${before}`);
}
