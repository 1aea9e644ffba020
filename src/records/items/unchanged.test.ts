import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestKernel } from '../../../test/support/kernel.ts';

async function openSite() {
  const site = await openTestKernel();
  const ada = await site.signIn({ name: 'Ada', isAdmin: true });
  const { items, system } = site;
  await items.createType(system, 'article', { name: 'Article' });
  await items.addField(system, 'article', 'body', { field_type: 'long_text', label: 'Text' });
  const item = await items.createItem(ada.ctx, 'article', {
    title: 'On tides',
    fields: { body: { value: 'Twice a day.', format: 'plain_text' } },
  });
  const revisions = async () =>
    (await items.listRevisions(system, item.id, { limit: 10, offset: 0 })).total;
  return { site, ada, item, revisions, [Symbol.asyncDispose]: () => site[Symbol.asyncDispose]() };
}

test('a save that changes nothing writes no revision; a log message alone is worth one', async () => {
  await using open = await openSite();
  const { items, system } = open.site;
  const { id, fields, created, authorId } = open.item;
  const same = {
    title: ' On tides ',
    status: true,
    promote: false,
    created: created.toISOString(),
    author_id: authorId,
    fields,
  };
  assert.deepEqual(await items.updateItem(system, id, 'current', same), open.item);
  assert.deepEqual(await items.updateItem(system, id, open.item.revisionId, {}), open.item);
  assert.equal(await open.revisions(), 1);
  await items.updateItem(system, id, 'current', { log: 'Read again, all right' });
  assert.equal(await open.revisions(), 2);
  for (const change of [{ title: 'Tides' }, { status: false }, { sticky: true }]) {
    await items.updateItem(system, id, 'current', change);
  }
  await items.updateItem(system, id, 'current', { fields: { body: null } });
  assert.equal(await open.revisions(), 6);
});

test('a form that is saved as it was says so, and so does REST by the same item', async () => {
  await using open = await openSite();
  const { site, ada, item } = open;
  const saved = await ada.submit(`/item/${item.id}/edit`, {});
  assert.equal(saved.url, `/item/${item.id}`);
  assert.match(saved.text, /Nothing was changed\./);
  assert.equal(await open.revisions(), 1);

  const api = await site.api({ isAdmin: true });
  const path = `/items/article/${item.id}`;
  const patched = await api('PATCH', path, { title: 'On tides' }, { 'if-match': '*' });
  assert.equal(patched.status, 200);
  assert.equal(patched.json.revision, item.revisionId);
  assert.equal(patched.headers['etag'], `"${item.revisionId}"`);
  assert.equal(await open.revisions(), 1);
});
