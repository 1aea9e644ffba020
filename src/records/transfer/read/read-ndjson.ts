import { createJsonParser, type FoundValue } from './json-parser.ts';
import { jsonRecord, LARGEST_RECORD, type SourceRecord } from './source-record.ts';

/** One JSON document on each line. A bad line is told, and the next one read. */
export async function* readNdjson(text: AsyncIterable<string>): AsyncGenerator<SourceRecord> {
  let rest = '';
  let line = 0;
  /** The rest of a line that was too long already. */
  let passingOver = false;
  for await (const piece of text) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const one of lines) {
      line += 1;
      if (!passingOver) yield* parseLine(one, line);
      passingOver = false;
    }
    if (rest.length > LARGEST_RECORD) {
      if (!passingOver) yield tooLong(rest, line + 1);
      passingOver = true;
      rest = '';
    }
  }
  if (!passingOver) yield* parseLine(rest, line + 1);
}

function* parseLine(text: string, line: number): Generator<SourceRecord> {
  if (text.trim() === '') return;
  const place = { position: line, unit: 'line' } as const;
  if (text.length > LARGEST_RECORD) return void (yield tooLong(text, line));
  try {
    const found = parse(text);
    yield jsonRecord(place, found?.value, found?.twice);
  } catch (error) {
    const message = `The line is not JSON: ${error instanceof Error ? error.message : ''}`;
    yield { ...place, ok: false, message, value: text };
  }
}

function parse(text: string): FoundValue | undefined {
  let found: FoundValue | undefined;
  const parser = createJsonParser([], (value) => {
    found = value;
  });
  parser.write(text);
  if (!parser.isEnded) parser.end();
  return found;
}

function tooLong(text: string, line: number): SourceRecord {
  const message = 'The line is longer than 16 million characters.';
  return { position: line, unit: 'line', ok: false, message, value: text };
}
