import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { writeCsv } from './write-csv.ts';

test('a table of text comes back as it was', () => {
  const lines = [
    ['The "quiet" hour', 'a,b;c', 'two\nlines'],
    ['', ' ', 'é😀'],
  ];
  const read = parse(writeCsv(['title', 'a', 'b'], lines), { relaxColumnCount: true });
  assert.deepEqual(read, [['title', 'a', 'b'], ...lines]);
});

test('no spreadsheet takes what somebody wrote for a formula', () => {
  for (const text of ['=1+1', '+1+1', '-1-1', '-x', '@SUM(A1)', '\t=1', '\r=1', '\uFF1D1']) {
    const [, [cell] = []] = parse(writeCsv(['a'], [[text]]));
    assert.ok(cell?.startsWith("'"), JSON.stringify(cell));
  }
});

test('numbers stay numbers', () => {
  for (const text of ['-5', '-1.25', '+49', '0']) {
    assert.deepEqual(parse(writeCsv(['a'], [[text]])), [['a'], [text]]);
  }
});
