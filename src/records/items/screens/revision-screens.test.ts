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
