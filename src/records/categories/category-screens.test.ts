import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestKernel } from '../../../test/support/kernel.ts';

test('vocabularies and terms are made, renamed, put in order and deleted on screens', async () => {
  await using site = await openTestKernel();
  const admin = await site.signIn({ permissions: ['administer categories', 'access content'] });
  const empty = await admin.get('/admin/categories');
  assert.ok(empty.text.includes('No vocabularies yet'));

  const made = await admin.submit('/admin/categories/add', {
    label: 'Topics',
    name: 'topic',
    description: 'What it is about',
  });
  assert.match(made.url, /\/admin\/categories\/topic$/);
  assert.ok(made.text.includes('“Topics” was added.'));
  const taken = await admin.submit('/admin/categories/add', { label: 'Again', name: 'topic' });
  assert.equal(taken.status, 422);
  assert.ok(taken.text.includes('There is a vocabulary “topic” already.'));

  for (const name of ['Art', 'Music']) {
    const added = await admin.submit('/admin/categories/topic', { name });
    assert.ok(added.text.includes(`“${name}” was added.`));
  }
  const twice = await admin.submit('/admin/categories/topic', { name: 'art' });
  assert.equal(twice.status, 422);
  assert.ok(twice.text.includes('Topics has a term “art” already.'));

  const { terms } = await site.categories.listTerms('topic', { limit: 10 });
  const [art, music] = terms;
  assert.ok(art && music);
  const edited = await admin.submit(`/admin/categories/topic/${art.id}/edit`, {
    name: 'Fine art',
    description: 'Pictures and the like.\n\nAnd sculptures.',
  });
  assert.ok(edited.text.includes('“Fine art” was saved.'));
  const page = await admin.get(`/term/${art.id}`);
  assert.ok(page.text.includes('Fine art'));
  assert.ok(page.text.includes('And sculptures.'));

  const order = await admin.get('/admin/categories/topic/order');
  assert.ok(order.text.indexOf('Fine art') < order.text.indexOf('Music'));

  const gone = await admin.submit(`/admin/categories/topic/${music.id}/delete`, {}, 'delete');
  assert.ok(gone.text.includes('“Music” was deleted.'));
  assert.equal((await admin.get(`/term/${music.id}`)).status, 404);
  const end = await admin.submit('/admin/categories/topic/delete', {}, 'delete');
  assert.ok(end.text.includes('“Topics” was deleted.'));
});

test('a term that content refers to says so before it is deleted', async () => {
  await using site = await openTestKernel();
  const ctx = site.system;
  await site.categories.createVocabulary(ctx, 'topic', { label: 'Topics' });
  const art = await site.categories.createTerm(ctx, 'topic', { name: 'Art' });
  await site.items.createType(ctx, 'note', { name: 'Note' });
  await site.items.addField(ctx, 'note', 'topic', {
    field_type: 'reference',
    label: 'Topic',
    settings: { target_type: 'term', bundles: ['topic'] },
  });
  await site.items.createItem(ctx, 'note', {
    title: 'About art',
    fields: { topic: { target_id: art.id } },
  });
  const admin = await site.signIn({ isAdmin: true });
  const asked = await admin.get(`/admin/categories/topic/${art.id}/delete`);
  assert.ok(asked.text.includes('One item refers to it, and will show it as gone.'));
  assert.ok((await admin.get(`/term/${art.id}`)).text.includes('About art'));
});

test('without the permission there are no such screens', async () => {
  await using site = await openTestKernel();
  const somebody = await site.signIn();
  for (const path of ['/admin/categories', '/admin/categories/add'])
    assert.equal((await somebody.get(path)).status, 403, path);
});

test('terms are read and added over REST', async () => {
  await using site = await openTestKernel();
  await site.categories.createVocabulary(site.system, 'topic', { label: 'Topics' });
  const ask = await site.api({ permissions: ['administer categories'] });
  const made = await ask('POST', '/terms/topic', { name: 'Art' });
  assert.equal(made.status, 201);
  const again = await ask('POST', '/terms/topic', { name: 'ART' });
  assert.equal(again.status, 422);
  assert.equal((await ask('POST', '/terms/topic', { name: 'x', more: 1 })).status, 422);
  assert.equal((await ask('GET', '/terms/nothing')).status, 404);
  const listed = await ask('GET', '/terms/topic?search=ar&limit=1');
  assert.partialDeepStrictEqual(listed.json, { total: 1, terms: [{ name: 'Art' }] });
  const reader = await site.api();
  assert.equal((await reader('POST', '/terms/topic', { name: 'x' })).status, 403);
});
