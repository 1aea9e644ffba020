import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { newId } from '#base';
import { openImportSite } from '../../../test/support/transfer.ts';

const DAY = '2026-01-01';

/** What must survive: all but the moment of the save. */
function contents(lines: readonly string[]): readonly Record<string, unknown>[] {
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const { changed: _, author: __, ...rest } = JSON.parse(line) as Record<string, unknown>;
      return rest;
    });
}

/** `value`, with references of a JSON field that could be any, where there is an id. */
function pointingTo(value: unknown, id: string | undefined): unknown {
  return id === undefined ? value : { value, target_type: 'term', target_id: id };
}

/** JSON that looks like what export and import change elsewhere, and keys that objects have. */
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, 0, 1.5, -1e21, 'text', ''),
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(
        fc.tuple(
          fc.constantFrom(
            '__proto__',
            'constructor',
            'toString',
            'term',
            'target_type',
            '1',
            'a/b',
          ),
          tie('value'),
        ),
        { maxLength: 3 },
      )
      .map((entries) => Object.fromEntries<unknown>(entries)),
    fc.constantFrom('Art', 'Nowhere else').map((name) => ({
      target_type: 'term',
      term: { vocabulary: 'topic', name },
    })),
  ),
})).value;

test('what is exported and imported elsewhere is equal, ids, terms and JSON included', async () => {
  await using from = await openImportSite();
  await using to = await openImportSite();
  const topics = { target_type: 'term', bundles: ['topic'] };
  for (const site of [from, to]) {
    await site.items.addField(site.system, 'event', 'data', { field_type: 'json', label: 'Data' });
    await site.items.addField(site.system, 'event', 'parts', {
      field_type: 'compound',
      label: 'Parts',
      cardinality: -1,
      settings: {
        fields: [
          { name: 'about', type: 'reference', settings: topics },
          { name: 'data', type: 'json', cardinality: -1 },
        ],
      },
    });
  }
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
  const days = fc
    .tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }))
    .map(
      ([day, month]) => `2026-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
    );
  const record = fc.record({
    title: text.filter((title) => title.trim() !== '' && !/\p{Cc}/u.test(title)),
    status: fc.boolean(),
    sticky: fc.boolean(),
    day: days,
    seats: fc.option(fc.integer({ min: 0, max: 1e9 })),
    topics: fc.uniqueArray(fc.constantFrom('Art', 'Music', 'Food, good', 'Ünïcode'), {
      maxLength: 3,
    }),
    data: json,
    inner: fc.array(json, { maxLength: 2 }),
  });
  for (const { title, status, sticky, day, seats, ...more } of fc.sample(record, 60)) {
    const terms = await Promise.all(
      more.topics.map((name) =>
        from.categories.findOrCreateTerm(from.system, 'topic', name, { create: true }),
      ),
    );
    await from.items.createItem(from.system, 'event', {
      title,
      status,
      sticky,
      fields: {
        dates: { start: day, end: day },
        ...(seats === null ? {} : { seats: { value: seats } }),
        topics: terms.map((term) => ({ target_type: 'term', target_id: term?.id })),
        data: { value: pointingTo(more.data, terms[0]?.id) },
        parts: terms.map((term) => ({
          about: { target_id: term?.id },
          data: more.inner.map((value) => ({ value })),
        })),
      },
    });
  }
  const exported = await from.export();
  await to.write('all.ndjson', exported.join(''));
  const { lines, ...summary } = await to.import(['all.ndjson']);
  assert.deepEqual(lines, []);
  assert.equal(summary.created, 60);
  assert.deepEqual(contents(await to.export()), contents(exported));
  assert.partialDeepStrictEqual(await to.import(['all.ndjson']), { unchanged: 60 });
  const { terms } = await to.categories.listTerms(to.system, 'topic', { limit: 10 });
  assert.ok(terms.every(({ name }) => name !== 'Nowhere else'));
});

test('what looks like a reference in a JSON field stays what it is', async () => {
  await using site = await openImportSite();
  await site.items.addField(site.system, 'event', 'data', { field_type: 'json', label: 'Data' });
  const art = await site.categories.findOrCreateTerm(site.system, 'topic', 'Art', { create: true });
  const values: readonly unknown[] = [
    { target_type: 'term', target_id: art?.id },
    { target_type: 'term', term: { vocabulary: 'topic', name: 'Made by JSON' } },
    JSON.parse('{"__proto__":{"x":1},"y":2}'),
  ];
  for (const value of values)
    await site.items.createItem(site.system, 'event', {
      title: 'One',
      fields: { dates: { start: DAY, end: DAY }, data: { value } },
    });
  const exported = await site.export();
  assert.deepEqual(
    contents(exported).map(({ fields }) => fields),
    values.map((value) => ({ dates: { start: DAY, end: DAY }, data: { value } })),
  );
  await site.write('all.ndjson', exported.join(''));
  assert.partialDeepStrictEqual(await site.import(['all.ndjson']), { unchanged: 3, updated: 0 });
  assert.deepEqual(await site.export(), exported);
  const { terms } = await site.categories.listTerms(site.system, 'topic', { limit: 10 });
  assert.deepEqual(
    terms.map(({ name }) => name),
    ['Art'],
  );
});

test('an export imported where it came from changes nothing, or brings back what it says', async () => {
  await using site = await openImportSite();
  const item = await site.items.createItem(site.system, 'event', {
    title: 'One',
    fields: { dates: { start: '2026-01-01' }, seats: { value: 3 } },
  });
  const exported = await site.export();
  await site.write('all.ndjson', exported.join(''));
  assert.partialDeepStrictEqual(await site.import(['all.ndjson']), { unchanged: 1, updated: 0 });
  assert.deepEqual(await site.export(), exported);

  await site.items.updateItem(site.system, item.id, 'current', { title: 'Changed here' });
  await site.write('all.json', `[${exported.join('')}]`);
  assert.partialDeepStrictEqual(await site.import(['all.json']), { updated: 1, unchanged: 0 });
  assert.deepEqual(await site.titles(), ['One']);
});

test('items that point to later ones, or to one another, arrive with their references', async () => {
  await using site = await openImportSite();
  const [a, b, c] = [newId<'item'>(), newId<'item'>(), newId<'item'>()];
  const line = (id: string, title: string, after: string) =>
    JSON.stringify({
      id,
      type: 'event',
      title,
      fields: {
        dates: { start: '2026-01-01' },
        after: { target_type: 'item', target_id: after },
      },
    });
  const missing = newId();
  const lines = [line(a, 'A', b), line(b, 'B', c), line(c, 'C', b), line(newId(), 'D', missing)];
  await site.write('x.ndjson', lines.join('\n'));
  const imported = await site.import(['x.ndjson']);
  assert.partialDeepStrictEqual(imported, { created: 4, refused: 0, omitted: 1 });
  assert.partialDeepStrictEqual(imported.lines, [{ outcome: 'omitted', field: 'after' }]);
  for (const [id, target] of [
    [a, b],
    [b, c],
    [c, b],
  ] as const) {
    const item = await site.items.getItem(site.system, id);
    assert.partialDeepStrictEqual(item.fields, { after: { target_id: target } });
  }
});

test('CSV says values in words, and nothing a spreadsheet would run', async () => {
  await using site = await openImportSite();
  await site.items.createItem(site.system, 'event', {
    title: '=1+1',
    fields: { dates: { start: '2026-01-01', end: '2026-01-02' } },
  });
  const pieces = site.transfer.exportItems(site.system, { format: 'csv', type: 'event' });
  const [head, row] = await Array.fromAsync(pieces);
  assert.match(head ?? '', /^id,type,title,status,created,changed,author,dates,website/);
  assert.match(row ?? '', /,'=1\+1,true,.*,2026-01-01 to 2026-01-02,/);
});

test('CSV leaves numbers as they are, also below zero', async () => {
  await using site = await openImportSite();
  const { system } = site;
  await site.items.addField(system, 'event', 'price', { field_type: 'decimal', label: 'Price' });
  await site.items.addField(system, 'event', 'depth', { field_type: 'float', label: 'Depth' });
  await site.items.addField(system, 'event', 'note', { field_type: 'text', label: 'Note' });
  for (const note of ['-1+1', '-5; -6', '-A1', '@x', '\uFF0D1'])
    await site.items.createItem(system, 'event', {
      title: '-2.50',
      fields: {
        dates: { start: DAY, end: DAY },
        seats: { value: -5 },
        price: { value: '-19.90' },
        depth: { value: -1e-7 },
        note: { value: note },
      },
    });
  const pieces = site.transfer.exportItems(system, { format: 'csv', type: 'event' });
  const [, ...rows] = await Array.fromAsync(pieces);
  assert.deepEqual(
    rows
      .filter((row) => row !== '')
      .map((row) => row.trim().split(','))
      .map((cells) => [cells[2], cells[9], ...cells.slice(-3)]),
    ["'-1+1", "'-5; -6", "'-A1", "'@x", "'\uFF0D1"].map((note) => [
      '-2.50',
      '-5',
      '-19.90',
      '-1e-7',
      note,
    ]),
  );
});
