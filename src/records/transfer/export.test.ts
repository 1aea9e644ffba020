import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { newId } from '#base';
import { openImportSite } from '../../../test/support/transfer.ts';

/** What must survive: all but the moment of the save. */
function contents(lines: readonly string[]): readonly unknown[] {
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const { changed: _, author: __, ...rest } = JSON.parse(line) as Record<string, unknown>;
      return rest;
    });
}

test('what is exported and imported elsewhere is equal, ids and terms included', async () => {
  await using from = await openImportSite();
  await using to = await openImportSite();
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
  });
  for (const { title, status, sticky, day, seats, topics } of fc.sample(record, 60)) {
    const terms = await Promise.all(
      topics.map((name) =>
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
