import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestKernel } from '../../../../test/support/kernel.ts';

/** An item with three revisions, by two people. */
async function openHistory() {
  const site = await openTestKernel();
  const ada = await site.signIn({ name: 'Ada', isAdmin: true });
  const ben = await site.signIn({ name: 'Ben', isAdmin: true });
  const { items, system } = site;
  await items.createType(system, 'article', { name: 'Article' });
  await items.addField(system, 'article', 'body', { field_type: 'text', label: 'Body' });
  await items.addField(system, 'article', 'day', { field_type: 'date', label: 'Day' });
  const first = await items.createItem(ada.ctx, 'article', {
    title: 'Tides',
    fields: { body: { value: 'The sea is calm.' }, day: { value: '2026-01-01' } },
  });
  const second = await items.updateItem(ben.ctx, first.id, 'current', {
    log: 'A storm came',
    fields: { body: { value: 'The sea is wild.' } },
  });
  const third = await items.updateItem(ada.ctx, first.id, 'current', {
    fields: { day: { value: '2026-02-02' } },
  });
  const url = `/item/${first.id}/revisions`;
  const all = { first, second, third, url };
  return { site, ada, ben, ...all, [Symbol.asyncDispose]: () => site[Symbol.asyncDispose]() };
}

test('the list says when, who, why and what changed, and marks the current revision', async () => {
  await using history = await openHistory();
  const { ada, url } = history;
  const { text, html } = await ada.get(url);
  assert.match(text, /Current.*Day.*A storm came.*Body.*Created/);
  assert.equal(text.match(/\d \w+ \d{4}, \d\d:\d\d:\d\d/g)?.length, 3);
  assert.equal(html.match(/type="radio"/g)?.length, 6);
  // To those who hear the page a revision is called by its time as the page shows it.
  const [, shown = '-'] = /<time[^>]*>([^<]+)<\/time>/.exec(html) ?? [];
  assert.ok(html.includes(`aria-label="From the revision by Ada, ${shown}"`), shown);
  // Where a table is narrow its headings stand in the cells, unless a box to select the row does.
  assert.equal(html.match(/data-label="(From|To)"><span><input type="radio"/g)?.length, 6);
  assert.equal(html.match(/Compare with previous/g)?.length, 2);
  assert.equal(html.match(/Revert to this/g)?.length, 2);
});

test('two chosen revisions are compared, text by words, in order of time', async () => {
  await using history = await openHistory();
  const { ada, first, third, url } = history;
  const query = `?from=${third.revisionId}&to=${first.revisionId}`;
  const compared = await ada.get(url + query);
  assert.equal(compared.url, `${url}/${third.revisionId}/${first.revisionId}`);
  assert.match(compared.html, /The sea is <del>calm<\/del><ins>wild<\/ins>\./);
  assert.match(compared.html, /<del>2026-01-01<\/del><ins>2026-02-02<\/ins>/);
  assert.match(compared.text, /From.*by Ada.*To.*Current.*Body.*Day/);
  assert.match(compared.text, /From[^A-Z]*\d [A-Z]\w+ \d{4}, \d\d:\d\d:\d\dby Ada/);
  const same = await ada.get(`${url}/${first.revisionId}/${first.revisionId}`);
  assert.match(same.text, /Nothing differs/);
});

test('of several values those are marked that came or went, and no others', async () => {
  await using history = await openHistory();
  const { site, ada, first } = history;
  const { items, system } = site;
  await items.addField(system, 'article', 'tags', {
    field_type: 'integer',
    label: 'Tags',
    cardinality: -1,
  });
  const save = (...tags: readonly number[]) =>
    items.updateItem(ada.ctx, first.id, 'current', {
      fields: { tags: tags.map((value) => ({ value })) },
    });
  const before = await save(1, 2, 3);
  const after = await save(2, 3, 4);
  const { html } = await ada.get(
    `/item/${first.id}/revisions/${before.revisionId}/${after.revisionId}`,
  );
  assert.match(html, /<del>1<\/del><span>2<\/span><span>3<\/span><ins>4<\/ins>/);
});

test('an old revision is seen as it was, and going back is a new revision that can be undone', async () => {
  await using history = await openHistory();
  const { site, ada, first, third, url } = history;
  const { items, system } = site;
  const old = await ada.get(`${url}/${first.revisionId}`);
  assert.match(old.text, /This is how it was on .*The sea is calm\./);
  const reverted = await ada.post(`${url}/${first.revisionId}/revert`);
  assert.match(reverted.text, /“Tides” is as it was on .* again/);
  assert.match(reverted.text, /The sea is calm\./);
  const listed = await items.listRevisions(system, first.id, { limit: 10, offset: 0 });
  assert.equal(listed.total, 4);
  assert.match(
    listed.revisions[0]?.log ?? '',
    /^Back to the version of \d+ [A-Z][a-z]+ \d{4}, \d\d:\d\d:\d\d UTC$/,
  );
  const undo = /action="([^"]*\/revert)"/.exec(reverted.html)?.[1];
  assert.equal(undo, `${url}/${third.revisionId}/revert`);
  assert.match((await ada.post(undo)).text, /The sea is wild\./);
});

/** Fields before and after, and two values of before. */
const RETYPED: readonly (readonly [object, object, object, object])[] = [
  [{ field_type: 'text' }, { field_type: 'link' }, { value: 'a b' }, { value: 'c d' }],
  [{ field_type: 'text' }, { field_type: 'date_range' }, { value: 'hello' }, { value: 'bye' }],
  [{ field_type: 'text' }, { field_type: 'date_time' }, { value: 'hello' }, { value: 'bye' }],
  [{ field_type: 'text' }, { field_type: 'boolean' }, { value: 'hello' }, { value: 'bye' }],
  [
    { field_type: 'text' },
    { field_type: 'reference', settings: { target_type: 'item' } },
    { value: 'hello' },
    { value: 'bye' },
  ],
  [{ field_type: 'integer' }, { field_type: 'text' }, { value: 7 }, { value: 8 }],
  [
    { field_type: 'compound', settings: { fields: [{ name: 'a', type: 'text' }] } },
    { field_type: 'compound', settings: { fields: [{ name: 'b', type: 'text' }] } },
    { a: { value: 'hello' } },
    { a: { value: 'bye' } },
  ],
];

test('history is opened and compared whatever became of its fields since, and gone back to as far as it goes', async () => {
  await using site = await openTestKernel();
  const ada = await site.signIn({ name: 'Ada', isAdmin: true });
  const { items, system } = site;
  await items.createType(system, 'article', { name: 'Article' });
  for (const [index, [was, is, first, second]] of RETYPED.entries()) {
    const name = `field_${index}`;
    await items.addField(system, 'article', name, { label: 'Part', ...was });
    const old = await items.createItem(ada.ctx, 'article', {
      title: 'Tides',
      promote: true,
      fields: { [name]: first },
    });
    const newer = await items.updateItem(ada.ctx, old.id, 'current', {
      fields: { [name]: second },
    });
    await items.updateField(system, 'article', name, is, { acceptLoss: true });
    const url = `/item/${old.id}/revisions`;
    const said = JSON.stringify(is);
    const seen = await ada.get(`${url}/${old.revisionId}`);
    assert.equal(seen.status, 200, said);
    assert.match(seen.text, /Part.*(hello|a b|7)/, said);
    const compared = await ada.get(`${url}/${old.revisionId}/${newer.revisionId}`);
    assert.equal(compared.status, 200, said);
    assert.match(compared.text, /Part.*(hello|a b|7).*(bye|c d|8)/, said);
    const reverted = await ada.post(`${url}/${old.revisionId}/revert`);
    assert.equal(reverted.status, 200, said);
    if (name !== 'field_5') assert.match(reverted.text, /again but for Part \(/, said);
    assert.equal((await ada.get(`/item/${old.id}/edit`)).status, 200, said);
    assert.equal((await ada.get('/')).status, 200, said);
  }
});

test('who goes back is told what could not be taken back, also over REST and in the history', async () => {
  await using site = await openTestKernel();
  const { items, system } = site;
  await items.createType(system, 'talk', { name: 'Talk' });
  await items.addField(system, 'talk', 'seats', { field_type: 'text', label: 'Seats' });
  await items.addField(system, 'talk', 'days', {
    field_type: 'text',
    label: 'Days',
    cardinality: -1,
  });
  const fields = { seats: { value: 'many' }, days: [{ value: '1' }, { value: '2' }] };
  const old = await items.createItem(system, 'talk', { title: 'x', fields });
  await items.updateField(system, 'talk', 'seats', { field_type: 'integer' }, { acceptLoss: true });
  await items.updateField(system, 'talk', 'days', { cardinality: 1 }, { acceptLoss: true });
  await items.updateItem(system, old.id, 'current', {
    fields: { seats: { value: 9 }, days: null },
  });
  const api = await site.api({ isAdmin: true });
  const reverted = await api('POST', `/items/talk/${old.id}/revisions/${old.revisionId}/revert`);
  assert.equal(reverted.status, 200);
  assert.deepEqual(reverted.json.fields, { seats: { value: 9 }, days: { value: '1' } });
  assert.deepEqual(
    reverted.json.problems.map(({ pointer, code }: { pointer: string; code: string }) => [
      pointer,
      code,
    ]),
    [
      ['/fields/seats', 'not_taken_back'],
      ['/fields/days', 'not_taken_back'],
    ],
  );
  const listed = await items.listRevisions(system, old.id, { limit: 1, offset: 0 });
  assert.match(listed.revisions[0]?.log ?? '', /^Back to .* UTC, but for Seats, Days$/);
});

test('content without a title can be saved after going back to a field of another type', async () => {
  await using site = await openTestKernel();
  const { items, system } = site;
  await items.createType(system, 'quote', { name: 'Quote', has_title: false });
  await items.addField(system, 'quote', 'n', { field_type: 'integer', label: 'N' });
  await items.addField(system, 'quote', 'z', { field_type: 'text', label: 'Z' });
  const old = await items.createItem(system, 'quote', { fields: { n: { value: 7 } } });
  await items.updateField(system, 'quote', 'n', { field_type: 'text' });
  const reverted = await items.revertItem(system, old.id, old.revisionId);
  assert.deepEqual([reverted.title, reverted.fields], ['7', { n: { value: '7' } }]);
  await items.updateItem(system, old.id, 'current', { fields: { z: { value: 'q' } } });
});

test('who may only read the history is offered no way back', async () => {
  await using history = await openHistory();
  const { site, first, url } = history;
  const eve = await site.signIn({
    permissions: ['access content', 'view revisions of article content'],
  });
  assert.doesNotMatch((await eve.get(url)).text, /Revert/);
  assert.equal((await eve.post(`${url}/${first.revisionId}/revert`)).status, 403);
  assert.equal((await site.browse().get(url)).url.startsWith('/user/login'), true);
  assert.equal((await eve.get(`${url}/0`)).status, 404);
});
