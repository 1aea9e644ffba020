import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openImportSite } from '../../../test/support/transfer.ts';

const MAPPING = `
source: events
key: [id]
title: { from: name, transform: trim }
status: { from: public, default: true }
created: since
fields:
  dates: { object: { start: from, end: until } }
  website: { object: { uri: url }, invalid: omit }
  seats: { from: seats, transform: number, invalid: omit }
  free: { from: price, values: { "0": true }, default: false }
  topics: { from: about, split: ",", transform: lowercase, term: topic, create: true }
`;

const event = (id: number, more: object = {}) => ({
  id,
  name: ` Event ${id} `,
  from: '2026-05-01',
  until: '2026-05-02',
  about: 'Art,Music',
  ...more,
});

test('records become items by the mapping, and terms are made once', async () => {
  await using site = await openImportSite();
  await site.write('a.json', [
    event(1, { url: 'https://one.test', seats: '20', price: 0, since: '2020-02-03' }),
    event(2, { public: false }),
  ]);
  const { lines, ...summary } = await site.import(['a.json'], MAPPING);
  assert.deepEqual(lines, []);
  assert.partialDeepStrictEqual(summary, { created: 2, refused: 0, omitted: 0, files: 1 });
  const { items } = await site.items.listItems(site.system, { limit: 10, sort: 'title' });
  const [one, two] = items;
  assert.equal(one?.title, 'Event 1');
  assert.equal(one.created.toISOString(), '2020-02-03T00:00:00.000Z');
  assert.equal(two?.status, false);
  assert.partialDeepStrictEqual(one.fields, {
    dates: { start: '2026-05-01', end: '2026-05-02' },
    website: { uri: 'https://one.test' },
    seats: { value: 20 },
    free: { value: true },
  });
  const { terms } = await site.categories.listTerms(site.system, 'topic', { limit: 10 });
  assert.deepEqual(
    terms.map((term) => term.name),
    ['art', 'music'],
  );
});

test('a second run changes nothing; a changed record becomes a revision of its item', async () => {
  await using site = await openImportSite();
  await site.write('a.json', [event(1), event(2)]);
  await site.import(['a.json'], MAPPING);
  const before = await site.export();
  assert.partialDeepStrictEqual(await site.import(['a.json'], MAPPING), { unchanged: 2 });
  assert.deepEqual(await site.export(), before);

  await site.write('a.json', [event(2, { name: 'Renamed', about: undefined }), event(1)]);
  const again = await site.import(['a.json'], MAPPING);
  assert.partialDeepStrictEqual(again, { created: 0, updated: 1, unchanged: 1 });
  const { items } = await site.items.listItems(site.system, {
    limit: 10,
    titleContains: 'Renamed',
  });
  assert.equal(items[0]?.fields['topics'], undefined);
  const [changed] = items;
  assert.ok(changed);
  const page = { limit: 10, offset: 0 };
  assert.equal((await site.items.listRevisions(site.system, changed.id, page)).total, 2);
});

test('what is wrong refuses a record or leaves out a value, and the report says where and why', async () => {
  await using site = await openImportSite();
  await site.write('b/a.json', [
    event(1, { url: 'UA' }),
    event(2, { from: '2026-02-30' }),
    event(3, { name: '' }),
    event(4, { seats: 'many' }),
    event(1),
    'no object',
    event(5),
  ]);
  const { lines, ...summary } = await site.import(['b'], MAPPING);
  assert.partialDeepStrictEqual(summary, { created: 3, refused: 4, omitted: 2 });
  assert.deepEqual(
    lines
      .toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0))
      .map(({ outcome, file, position, field }) => [outcome, file, position, field]),
    [
      ['omitted', 'b/a.json', 1, 'website'],
      ['refused', 'b/a.json', 2, 'dates'],
      ['refused', 'b/a.json', 3, 'title'],
      ['omitted', 'b/a.json', 4, 'seats'],
      ['refused', 'b/a.json', 5, 'key'],
      ['refused', 'b/a.json', 6, undefined],
    ],
  );
  const line = (position: number) => lines.find((each) => each.position === position);
  assert.equal(line(1)?.value, 'UA');
  assert.match(line(2)?.value ?? '', /2026-02-30/);
  assert.match(line(5)?.reason ?? '', /same key: b\/a\.json, record 1/);
  assert.deepEqual(await site.titles(), ['Event 1', 'Event 4', 'Event 5']);
});

test('where a value is missing the report quotes none', async () => {
  await using site = await openImportSite();
  await site.items.updateField(site.system, 'event', 'website', { required: true });
  await site.write('a.json', [event(1, { url: '' })]);
  const unnamed = MAPPING.replace(/ {2}website:.*\n/, '');
  for (const mapping of [MAPPING, unnamed]) {
    const { lines } = await site.import(['a.json'], mapping);
    assert.deepEqual(
      lines.map(({ field, value, reason }) => [field, value, reason]),
      [['website', undefined, 'Website is required.']],
    );
  }
});

test('what was left out of a record is said again while the record stays the same', async () => {
  await using site = await openImportSite();
  await site.write('a.json', [event(1, { url: 'UA', seats: 'many' }), event(2)]);
  const first = await site.import(['a.json'], MAPPING);
  const second = await site.import(['a.json'], MAPPING);
  assert.partialDeepStrictEqual(second, { created: 0, updated: 0, unchanged: 2, omitted: 2 });
  assert.deepEqual(second.lines, first.lines);

  await site.write('a.json', [event(1, { seats: 'many' }), event(2)]);
  const changed = await site.import(['a.json'], MAPPING);
  // The record is another, what can be taken of it is the same.
  assert.partialDeepStrictEqual(changed, { updated: 0, unchanged: 2, omitted: 1 });
  assert.deepEqual((await site.import(['a.json'], MAPPING)).lines, changed.lines);
});

test('a value with characters that cannot be kept is left out and told, its record arrives', async () => {
  await using site = await openImportSite();
  const smile = `${'x'.repeat(118)}😀 and more`;
  const wrong = ['a\0b', 'a\ud800b', smile];
  await site.write(
    'a.json',
    wrong.map((value, id) => event(id, { seats: value, about: [value] })),
  );
  const mapping = MAPPING.replace('create: true', 'invalid: omit');
  const { lines, ...summary } = await site.import(['a.json'], mapping);
  assert.partialDeepStrictEqual(summary, { created: 3, refused: 0, omitted: 6 });
  assert.deepEqual(
    lines.filter(({ field }) => field === 'seats').map(({ value }) => value),
    ['a b', 'a\ufffdb', `${'x'.repeat(118)}…`],
  );
  assert.deepEqual((await site.import(['a.json'], mapping)).lines, lines);
});

test('a term that was made for a record which is then refused goes with it', async () => {
  await using site = await openImportSite();
  await site.write('a.json', [event(1, { from: 'never', about: 'Only here' }), event(2)]);
  const { lines: _, ...summary } = await site.import(['a.json'], MAPPING);
  assert.partialDeepStrictEqual(summary, { created: 1, refused: 1 });
  const { terms } = await site.categories.listTerms(site.system, 'topic', { limit: 10 });
  assert.deepEqual(
    terms.map((term) => term.name),
    ['art', 'music'],
  );
});

test('what was deleted here stays deleted, in the trash or for good', async () => {
  await using site = await openImportSite();
  await site.write('a.json', [event(1), event(2), event(3)]);
  await site.import(['a.json'], MAPPING);
  const { items } = await site.items.listItems(site.system, { limit: 10, sort: 'title' });
  const [one, two] = items;
  assert.ok(one && two);
  await site.items.deleteItem(site.system, one.id);
  await site.items.deleteItem(site.system, two.id);
  await site.items.purgeItem(site.system, two.id);
  await site.write('a.json', [event(1, { name: 'New' }), event(2), event(3)]);
  const again = await site.import(['a.json'], MAPPING);
  assert.partialDeepStrictEqual(again, { created: 0, updated: 0, unchanged: 1, gone: 2 });
  assert.deepEqual(
    again.lines.map(({ outcome, position }) => [outcome, position]),
    [
      ['gone', 1],
      ['gone', 2],
    ],
  );
  assert.deepEqual(await site.titles(), ['Event 3']);
});

test('a file that cannot be read does not keep the others from it', async () => {
  await using site = await openImportSite();
  await site.write('1.json', '[{"id": 1, "name": ');
  await site.write('2.ndjson', `${JSON.stringify(event(2))}\nnot json\n`);
  await site.write('3.csv', 'id;name;from;until;about\n3;Event 3;2026-01-01;2026-01-02;Art\n');
  await site.write('4.json', '{"some": "object"}');
  const { lines, ...summary } = await site.import(['.'], MAPPING);
  assert.partialDeepStrictEqual(summary, { created: 2, refused: 1, files: 4, unreadable: 2 });
  assert.deepEqual(
    lines.filter(({ outcome }) => outcome === 'unreadable').map(({ file }) => file),
    ['1.json', '4.json'],
  );
  assert.deepEqual(await site.titles(), ['Event 2', 'Event 3']);
});

test('a row that is too long is refused, and those after it are imported', async () => {
  await using site = await openImportSite();
  const row = (id: string, name: string) => `${id},"${name}",2026-05-01`;
  const rows = [row('h0', 'A'), row('h1', 'x'.repeat(17_000_000)), row('h2', 'B'), row('h3', 'C')];
  await site.write('a.csv', ['id,name,from', ...rows, ''].join('\n'));
  const { lines, ...summary } = await site.import(['a.csv'], MAPPING);
  assert.partialDeepStrictEqual(summary, { created: 3, refused: 1 });
  assert.partialDeepStrictEqual(lines, [
    {
      position: 3,
      reason: 'The row that begins in line 3 is longer than 16 million characters.',
    },
  ]);
  assert.deepEqual(await site.titles(), ['A', 'B', 'C']);
});

test('when a batch fails for an unexpected reason, its good records arrive one by one', async () => {
  await using site = await openImportSite();
  await site.write('a.json', [event(1), event(2), event(3)]);
  // Stands for whatever nobody thought of.
  const { createItem } = site.items;
  const failing = {
    ...site.items,
    createItem: async (...args: Parameters<typeof createItem>) => {
      if (args[2].title === 'Event 2') throw new Error('boom');
      return createItem(...args);
    },
  };
  const { importItems } = await import('./import-items.ts');
  const lines: string[] = [];
  const summary = await importItems(
    { database: site.database, items: failing, categories: site.categories },
    site.system,
    {
      files: ['a.json'],
      folder: site.folder,
      mapping: MAPPING,
      type: 'event',
      onLine: ({ position, code, reason }) => void lines.push(`${position} ${code} ${reason}`),
    },
  );
  assert.partialDeepStrictEqual(summary, { created: 2, refused: 1 });
  assert.deepEqual(lines, ['2 unexpected boom']);
});

test('two imports of the same source at once make each item once', async () => {
  await using site = await openImportSite();
  await site.write(
    'a.json',
    Array.from({ length: 150 }, (_, id) => event(id)),
  );
  const both = await Promise.all([
    site.import(['a.json'], MAPPING),
    site.import(['a.json'], MAPPING),
  ]);
  assert.equal(both[0].created + both[1].created, 150);
  assert.equal(both[0].unchanged + both[1].unchanged, 150);
  assert.equal(await site.items.countItems(site.system, { limit: 1 }), 150);
});

test('records whose ids are longer than a number can be are not taken for one another', async () => {
  await using site = await openImportSite();
  const record = (id: string, name: string, seats = '1') =>
    `{"id":${id},"name":"${name}","from":"2026-05-01","seats":${seats}}`;
  await site.write('monday.json', `[${record('1785000000000000001', 'Ann')}]`);
  await site.write('tuesday.ndjson', `${record('1785000000000000002', 'Bob')}\n`);
  assert.partialDeepStrictEqual(await site.import(['monday.json'], MAPPING), { created: 1 });
  assert.partialDeepStrictEqual(await site.import(['tuesday.ndjson'], MAPPING), { created: 1 });
  assert.deepEqual(await site.titles(), ['Ann', 'Bob']);
  const byId = MAPPING.replace('title: { from: name, transform: trim }', 'title: id');
  await site.import(['.'], byId);
  assert.deepEqual(await site.titles(), ['1785000000000000001', '1785000000000000002']);
});

test('a number that a field cannot hold is refused, not taken for another', async () => {
  await using site = await openImportSite();
  const record = (id: number, seats: string) =>
    `{"id":${id},"name":"Event ${id}","from":"2026-05-01","seats":${seats}}`;
  const numbers = ['9007199254740993', '1e400', '0.99999999999999999999', '-0', '12e1'];
  await site.write('a.ndjson', numbers.map((seats, id) => record(id, seats)).join('\n'));
  const mapping = MAPPING.replace('transform: number, invalid: omit', 'invalid: refuse');
  const { lines, ...summary } = await site.import(['a.ndjson'], mapping);
  assert.partialDeepStrictEqual(summary, { created: 2, refused: 3 });
  assert.deepEqual(
    lines.map(({ position, field, value, code }) => [position, field, value, code]),
    [
      [1, 'seats', '9007199254740993', 'range'],
      [2, 'seats', '1e400', 'range'],
      [3, 'seats', '0.99999999999999999999', 'range'],
    ],
  );
  const { items } = await site.items.listItems(site.system, { limit: 10, sort: 'title' });
  assert.deepEqual(
    items.map(({ fields }) => fields['seats']),
    [{ value: 0 }, { value: 120 }],
  );
});

test('numbers in cells are decimal numbers, with or without the transform', async () => {
  await using site = await openImportSite();
  const cells = ['12', ' -5 ', '1.2e1', '0x10', '0b1', '1 000', '0.99999999999999999999'];
  const rows = cells.map((seats, id) => `${id},Event ${id},2026-05-01,${seats}`);
  await site.write('a.csv', ['id,name,from,seats', ...rows].join('\n'));
  for (const [source, more] of [
    ['with', 'transform: number'],
    ['without', 'default: 1'],
  ] as const) {
    const mapping = MAPPING.replace('transform: number, invalid: omit', more);
    const { lines, ...summary } = await site.import(
      ['a.csv'],
      mapping.replace('source: events', `source: ${source}`),
    );
    assert.partialDeepStrictEqual(summary, { created: 3, refused: 4 });
    assert.deepEqual(
      lines.map(({ position, field, value, reason }) => [
        position,
        field,
        value,
        reason.startsWith('Expected a whole number'),
      ]),
      cells.slice(3).map((cell, index) => [index + 5, 'seats', cell, true]),
    );
  }
  const { items } = await site.items.listItems(site.system, { limit: 10, sort: 'title' });
  const seats = [...new Set(items.map((item) => JSON.stringify(item.fields['seats'])))];
  assert.deepEqual(seats, ['{"value":12}', '{"value":-5}']);
});

test('a mapping that names what is not there is refused before anything is read', async () => {
  await using site = await openImportSite();
  await site.write('a.json', [event(1)]);
  await assert.rejects(
    site.import(['a.json'], MAPPING.replace('term: topic', 'term: nothing')),
    /fields → topics → term: There is no vocabulary “nothing”/,
  );
  await assert.rejects(site.import(['b.json'], MAPPING), /There is no file or folder “b.json”/);
  assert.deepEqual(await site.titles(), []);
});

test('names of files and folders are values like others', async () => {
  await using site = await openImportSite();
  const mapping = `
source: by-folder
key: [{ file: folder }, { file: stem }, name]
title: name
fields:
  dates: { object: { start: { file: folder } } }
  topics: { file: stem, term: topic, create: true }
`;
  await site.write('2026-01-01/jazz.json', [{ name: 'A' }]);
  await site.write('2026-01-02/jazz.json', [{ name: 'A' }]);
  assert.partialDeepStrictEqual(await site.import(['.'], mapping), { created: 2, refused: 0 });
  assert.partialDeepStrictEqual(await site.import(['2026-01-02/jazz.json'], mapping), {
    unchanged: 1,
  });
});
