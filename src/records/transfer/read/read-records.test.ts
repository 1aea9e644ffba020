import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { SourceNotFound, SourceUnreadable } from '../transfer-errors.ts';
import { findFiles } from './find-files.ts';
import { readCsv } from './read-csv.ts';
import { readRecords, type Reading } from './read-records.ts';
import type { SourceRecord } from './source-record.ts';

const PLAIN: Reading = { format: undefined, records: undefined, delimiter: undefined };

async function read(
  name: string,
  content: string | Buffer,
  reading: Partial<Reading> = {},
): Promise<readonly SourceRecord[]> {
  const folder = await mkdtemp(join(tmpdir(), 'trovato-read-'));
  try {
    const path = join(folder, name);
    await writeFile(path, content);
    const records = readRecords({ path, shown: name }, { ...PLAIN, ...reading }, () => undefined);
    return await Array.fromAsync(records);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const values = (records: readonly SourceRecord[]) =>
  records.map((record) => (record.ok ? record.value : record.message));

test('a JSON list is read record by record, also when it is larger than a piece', async () => {
  const many = Array.from({ length: 20_000 }, (_, n) => ({ n, text: 'ä'.repeat(30) }));
  const records = await read('a.json', JSON.stringify(many));
  assert.deepEqual(values(records), many);
  assert.equal(records.at(-1)?.position, 20_000);
});

test('a list inside a JSON document is found by its path', async () => {
  const text = JSON.stringify({ meta: 1, data: { items: [{ a: 1 }, { a: 2 }] } });
  assert.deepEqual(values(await read('a.json', text, { records: ['data', 'items'] })), [
    { a: 1 },
    { a: 2 },
  ]);
  await assert.rejects(read('a.json', text, { records: ['data', 'rows'] }), /no records at/);
  await assert.rejects(read('a.json', text, { records: ['data'] }), /an object, not a list/);
  await assert.rejects(read('a.json', text), /Say in the mapping where the list is/);
  assert.equal((await read('a.json', text, { records: 'whole' })).length, 1);
});

test('what is no JSON is said to be none, and how far it went', async () => {
  await assert.rejects(read('a.json', '[{"a":1},{"a":'), /not valid JSON.*The record before it/s);
  await assert.rejects(read('a.json', '[{"a":1}] x'), /not valid JSON/);
  await assert.rejects(read('a.json', '<html>'), /not a JSON document/);
  await assert.rejects(read('a.json', ''), /empty/);
  await assert.rejects(read('a.json', '  \n'), /empty/);
});

test('a number that would become another one is its digits as text', async () => {
  const text = '[1785000000000000001,1785000000000000002,-7,2.50,1e3,0.10000000000000001,1e400,-0]';
  const digits = ['1785000000000000001', '1785000000000000002'];
  const expected = [...digits, -7, 2.5, 1000, '0.10000000000000001', '1e400', -0];
  assert.deepEqual(values(await read('a.json', text)), expected);
  assert.deepEqual(values(await read('a.ndjson', `${text}\n`)), [expected]);
  assert.deepEqual(values(await read('b.ndjson', '{"a":{"b":1785000000000000001}}')), [
    { a: { b: '1785000000000000001' } },
  ]);
});

test('a record that says something twice is refused: one of the two would be lost', async () => {
  const twice = ['{"a":1,"a":2}', '{"a":[{"b":{"c":1,"__proto__":2,"\\u0063":1}}]}'];
  const once = ['{"a":{"a":1},"b":[{"a":1},{"a":1}],"c":"a"}', '{"b":"c","c":"b"}'];
  const lines = [twice[0], '7', once[0], twice[1], once[1]];
  const outcomes = [
    'The key “a” is there twice.',
    7,
    { a: { a: 1 }, b: [{ a: 1 }, { a: 1 }], c: 'a' },
    'The key “c” is there twice.',
    { b: 'c', c: 'b' },
  ];
  assert.deepEqual(values(await read('a.ndjson', lines.join('\n'))), outcomes);
  assert.deepEqual(values(await read('a.json', `[${lines.join()}]`)), outcomes);
  const document = `{"x":{"y":{"z":{"a":1,"a":2}}},"x":1,"data":{"items":[${lines.join()}]}}`;
  const records = await read('b.json', document, { records: ['data', 'items'] });
  assert.deepEqual(values(records), outcomes);
  assert.deepEqual(values(await read('c.json', document, { records: 'whole' })), [
    'The key “a” is there twice.',
  ]);
});

test('a byte order mark is no part of the text; other encodings are refused', async () => {
  assert.deepEqual(values(await read('a.json', '\uFEFF[1]')), [1]);
  assert.deepEqual(values(await read('a.csv', '\uFEFFa,b\n1,2\n')), [{ a: '1', b: '2' }]);
  await assert.rejects(read('a.json', Buffer.from('\uFEFF[1]', 'utf16le')), /UTF-16/);
  await assert.rejects(read('a.json', Buffer.from('["\xe4"]', 'latin1')), /not UTF-8/);
  await assert.rejects(read('a.json', Buffer.from([0x5b, 0xe2, 0x82])), SourceUnreadable);
});

test('a bad line of NDJSON does not stop the others', async () => {
  const records = await read('a.ndjson', '{"a":1}\r\n\n{broken\n{"a":2}');
  assert.deepEqual(
    records.map((record) => [record.position, record.ok]),
    [
      [1, true],
      [3, false],
      [4, true],
    ],
  );
});

test('a line that does not end is told and passed over', async () => {
  const huge = `{"a":"${'x'.repeat(17_000_000)}"}`;
  const records = await read('a.ndjson', `{"a":1}\n${huge}\n{"a":2}\n`);
  assert.deepEqual(
    records.map((record) => [record.position, record.ok]),
    [
      [1, true],
      [2, false],
      [3, true],
    ],
  );
});

test('CSV finds its own delimiter and counts lines as an editor does', async () => {
  const records = await read('a.csv', 'name;note\n"A; b";"two\nlines"\n\nC;x\n');
  assert.deepEqual(values(records), [
    { name: 'A; b', note: 'two\nlines' },
    { name: 'C', note: 'x' },
  ]);
  assert.deepEqual(
    records.map((record) => record.position),
    [3, 5],
  );
  assert.deepEqual(values(await read('a.tsv', 'a\tb\n1\t2')), [{ a: '1', b: '2' }]);
});

test('a row with too many cells is told; the others are read', async () => {
  const records = await read('a.csv', 'a,b\n1,2\n1,2,3\n4,5\n');
  assert.deepEqual(
    records.map((record) => record.ok),
    [true, false, true],
  );
  await assert.rejects(read('a.csv', 'a,a\n1,2\n'), /Two columns are called “a”/);
});

test('a row that does not end is told once and passed over', async () => {
  const huge = `h1,"${'x\n'.repeat(8_500_000)}"`;
  const records = await read('a.csv', `id,name\nh0,a\n${huge}\nh2,b\n\nh3,c`);
  assert.deepEqual(
    records.map((record) => [record.ok, record.position]),
    [
      [true, 2],
      [false, 8_500_003],
      [true, 8_500_004],
      [true, 8_500_006],
    ],
  );
  const [, refused] = records;
  assert.ok(refused && !refused.ok);
  assert.equal(
    refused.message,
    'The row that begins in line 3 is longer than 16 million characters.',
  );
  assert.match(String(refused.value), /^h1,"x\n/);
  assert.deepEqual(values(records.slice(2)), [
    { id: 'h2', name: 'b' },
    { id: 'h3', name: 'c' },
  ]);
});

test('a quote that stands wrong costs its row, one that is never closed the rest', async () => {
  const lines = ['a,b', '1,5" nails', '2,"one "two" three"', '3,x', '4,"open', '5,y', ''];
  assert.deepEqual(values(await read('a.csv', lines.join('\r\n'))), [
    'There is a quote inside a cell that does not begin with one, in line 2.',
    'Behind the quote that closes a cell there is more, in line 3.',
    { a: '3', b: 'x' },
    'The quote that opens in line 5 is not closed.',
  ]);
  assert.deepEqual(values(await read('b.csv', 'a,b\n1\n')), [
    'The row has 1 cells; there are 2 columns.',
  ]);
});

test('line ends of any kind end rows, and are kept in quotes', async () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const text = ['a,b', `"1${end}${end}2","say ""hi"""`, '', '"",', '3,4'].join(end);
    const records = await read('a.csv', text);
    assert.deepEqual(values(records), [
      { a: `1${end}${end}2`, b: 'say "hi"' },
      { a: '', b: '' },
      { a: '3', b: '4' },
    ]);
    assert.deepEqual(
      records.map(({ position }) => position),
      [4, 6, 7],
    );
  }
  assert.deepEqual(values(await read('mixed.csv', 'name\r\nAnn\nBob\rCid')), [
    { name: 'Ann' },
    { name: 'Bob' },
    { name: 'Cid' },
  ]);
});

test('CSV is read as it was written, wherever a piece of it ends', async () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', 'ä', ' ', ',', ';', '"', '\r', '\n', '\0'),
  });
  const table = fc.array(fc.tuple(cell, cell, cell), { maxLength: 5 });
  const columns = ['x', '__proto__', '1'];
  await fc.assert(
    fc.asyncProperty(table, fc.constantFrom(',', ';'), fc.nat(7), async (rows, delimiter, size) => {
      const text = stringify([columns, ...rows], { delimiter, quoted: true });
      const pieces = text.match(new RegExp(`[^]{1,${size + 1}}`, 'g')) ?? [];
      const records = await Array.fromAsync(readCsv(Readable.from(pieces), delimiter));
      assert.deepEqual(
        values(records),
        rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index]]))),
      );
    }),
  );
});

test('files come in one order, however they are named, each once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'trovato-find-'));
  try {
    await mkdir(join(folder, 'b/c'), { recursive: true });
    for (const name of ['b/c/2.json', 'b/1.csv', 'a.ndjson', 'b/readme.md'])
      await writeFile(join(folder, name), '');
    const shown = async (...given: string[]) =>
      (await findFiles(given, folder)).map((file) => file.shown);
    const all = ['a.ndjson', 'b/1.csv', 'b/c/2.json'];
    assert.deepEqual(await shown('.'), all);
    assert.deepEqual(await shown('b/c/2.json', 'b', 'a.ndjson', 'b'), all);
    assert.deepEqual(await shown('**/*.json'), ['b/c/2.json']);
    await assert.rejects(findFiles(['nothing.json'], folder), SourceNotFound);
    await assert.rejects(findFiles(['*.xml'], folder), SourceNotFound);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
