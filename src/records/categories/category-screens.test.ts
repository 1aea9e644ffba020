import type { TermId } from '#base';
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

  const { terms } = await site.categories.listTerms(site.system, 'topic', { limit: 10 });
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

  const order = await admin.get('/admin/categories/topic');
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

test('a term page says where the term stands, what is below it, and what is new in a feed', async () => {
  await using site = await openTestKernel();
  const { categories, items, system } = site;
  await categories.createVocabulary(system, 'place', { label: 'Places' });
  const add = async (name: string, ...parents: readonly TermId[]) =>
    (await categories.createTerm(system, 'place', { name, parents })).id;
  const europe = await add('Europe');
  const union = await add('Union');
  const france = await add('France', europe, union);
  const paris = await add('Paris', france);
  await items.createType(system, 'note', { name: 'Note' });
  await items.addField(system, 'note', 'place', {
    field_type: 'reference',
    label: 'Place',
    settings: { target_type: 'term', bundles: ['place'] },
  });
  for (let i = 10; i < 22; i += 1)
    await items.createItem(system, 'note', {
      title: `Walk <${i}>`,
      status: i !== 21,
      created: `2020-01-${i}T00:00:00Z`,
      fields: { place: { target_id: i % 2 ? paris : france } },
    });
  const reader = site.browse();
  const page = await reader.get(`/term/${france}`);
  assert.match(page.html, new RegExp(`href="/term/${europe}"`));
  assert.match(page.text, /Also under Union/);
  assert.match(page.text, /Paris\s*5/);
  assert.match(page.html, new RegExp(`<link[^>]+application/rss\\+xml[^>]+/term/${france}/feed`));
  assert.ok(page.text.includes('Walk <20>') && page.text.includes('Walk <11>'));
  assert.ok(!page.text.includes('Walk <21>') && !page.text.includes('Walk <10>'));
  const older = /href="(\/term\/[^"]+\?after=[^"]+)"/.exec(page.html)?.[1] ?? '';
  const last = await reader.get(older);
  assert.ok(last.text.includes('Walk <10>') && !last.text.includes('Walk <11>'));
  assert.ok(last.text.includes('Newest') && !last.text.includes('Older'));
  assert.equal((await reader.get(`/term/${france}?after=nonsense`)).status, 422);

  const feed = await reader.get(`/term/${europe}/feed`);
  assert.equal(feed.html.match(/<item>/g)?.length, 11);
  assert.ok(feed.html.includes('<title>Walk &lt;20&gt;</title>'));
  assert.ok(feed.html.indexOf('&lt;20&gt;') < feed.html.indexOf('&lt;19&gt;'));
});

test('terms are put under one another on the screen of their vocabulary', async () => {
  await using site = await openTestKernel();
  const { categories, system } = site;
  await categories.createVocabulary(system, 'place', { label: 'Places' });
  for (const name of ['Asia', 'Berlin', 'Europe'])
    await categories.createTerm(system, 'place', { name });
  const admin = await site.signIn({ permissions: ['administer categories', 'access content'] });
  const url = '/admin/categories/place';
  const outline = async () =>
    (await categories.listTree(system, 'place')).map(
      ({ term, depth }) => '-'.repeat(depth) + term.name,
    );
  // Without scripts, by buttons: each sends the form, and shows it with the row moved.
  const page = await admin.get(url);
  assert.ok(page.html.includes('Move “Berlin” in'));
  // What drag and keyboard do: the keys of the rows in another order, and other levels.
  const rows = ['', '0', '2', '1'];
  const saved = await admin.submit(url, {
    'terms[]': rows,
    'terms[0][depth]': '0',
    'terms[2][depth]': '0',
    'terms[1][depth]': '1',
  });
  assert.ok(saved.text.includes('The new order was saved.'), saved.text);
  assert.deepEqual(await outline(), ['Asia', 'Europe', '-Berlin']);

  const edited = await admin.get(url);
  const berlin =
    /\/admin\/categories\/place\/([0-9a-f-]+)\/edit[^>]*>(?:(?!<a ).)*Edit Berlin/s.exec(
      edited.html,
    )?.[1];
  const form = await admin.submit(`${url}/${berlin}/edit`, {
    synonyms: 'Spree-Athen',
    'parents[]': ['', '0', '1'],
    'parents[1][id][text]': 'asia',
  });
  assert.ok(form.text.includes('“Berlin” was saved.'), form.text);
  assert.deepEqual(await outline(), ['Asia', '-Berlin', 'Europe', '-Berlin']);
  assert.ok(form.text.includes('also called Spree-Athen'));
  assert.ok(form.text.includes('also under Europe'));
});

test('a term is read, changed, merged and ended over REST', async () => {
  await using site = await openTestKernel();
  await site.categories.createVocabulary(site.system, 'place', { label: 'Places' });
  const ask = await site.api({ permissions: ['administer categories', 'access content'] });
  const make = async (body: object) => {
    const made = await ask('POST', '/terms/place', body);
    assert.equal(made.status, 201, JSON.stringify(made.json));
    return made.json as { id: string };
  };
  const europe = await make({ name: 'Europe', synonyms: ['Old World'] });
  const france = await make({ name: 'France', parents: [europe.id] });
  assert.partialDeepStrictEqual(france, { parents: [europe.id], synonyms: [], count: 0 });
  const one = await ask('GET', `/terms/place/${europe.id}`);
  assert.partialDeepStrictEqual(one.json, {
    synonyms: ['Old World'],
    children: [{ id: france.id, name: 'France' }],
  });
  const circle = await ask('PATCH', `/terms/place/${europe.id}`, { parents: [france.id] });
  assert.equal(circle.status, 422);
  assert.partialDeepStrictEqual(circle.json, {
    errors: [{ pointer: '/parents/0', code: 'circle' }],
  });
  const taken = await ask('PATCH', `/terms/place/${france.id}`, { synonyms: ['x', 'old world'] });
  assert.partialDeepStrictEqual(taken.json, {
    errors: [{ pointer: '/synonyms/1', code: 'taken' }],
  });
  const gaul = await make({ name: 'Gaul' });
  const merge = `/terms/place/${gaul.id}/merge`;
  assert.equal((await ask('POST', merge, { into: 'x' })).status, 422);
  const merged = await ask('POST', merge, { into: france.id });
  assert.partialDeepStrictEqual(merged.json, { items: 0, term: { synonyms: ['Gaul'] } });
  assert.equal((await ask('GET', `/terms/place/${gaul.id}`)).status, 404);
  assert.equal((await ask('DELETE', `/terms/place/${france.id}`)).status, 204);
  const reader = await site.api();
  assert.equal((await reader('DELETE', `/terms/place/${europe.id}`)).status, 403);
});
