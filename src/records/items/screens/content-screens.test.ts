import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIVE } from '#base';
import { openTestKernel } from '../../../../test/support/kernel.ts';

async function openSite() {
  const site = await openTestKernel();
  const ada = await site.signIn({ name: 'Ada', isAdmin: true });
  const { items, system } = site;
  await items.createType(system, 'article', { name: 'Article' });
  await items.createType(system, 'event', { name: 'Event' });
  await items.addField(system, 'event', 'about', { field_type: 'reference', label: 'About' });
  return { site, ada, [Symbol.asyncDispose]: () => site[Symbol.asyncDispose]() };
}

test('to add content one chooses a type, and the navigation says where one is', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  await site.items.updateType(site.system, 'event', { description: 'At a place and a time.' });
  const choice = await ada.get('/item/add');
  assert.match(choice.text, /Add content *Article *EventAt a place and a time\./);
  const { id } = await site.items.createItem(site.system, 'article', { title: 'One' });
  for (const url of ['/item/add', '/item/add/event', `/item/${id}/edit`, `/item/${id}/revisions`]) {
    const { html } = await ada.get(url);
    assert.match(html, /href="\/admin\/content" aria-current="true"/, url);
    assert.equal(html.match(/aria-current="true"/g)?.length, 1);
  }
});

test('an empty site says what to do next, to each what they may do', async () => {
  await using site = await openTestKernel();
  const ada = await site.signIn({ name: 'Ada', isAdmin: true });
  assert.match((await ada.get('/')).text, /Make an item type/);
  await site.items.createType(site.system, 'article', { name: 'Article' });
  assert.match((await ada.get('/')).text, /Write your first article/);
  assert.match((await ada.get('/admin/content')).text, /No content yet/);
  assert.equal((await ada.get('/item/add')).url, '/item/add/article');
  const reader = await site.browse().get('/');
  assert.match(reader.text, /Nothing here yet/);
  assert.doesNotMatch(reader.text, /Write your first/);
});

test('the front page lists what is promoted and published, sticky first, ten at a time', async () => {
  await using open = await openSite();
  const { items, system } = open.site;
  for (let i = 1; i <= 12; i++) {
    await items.createItem(system, 'article', {
      title: `Article ${i}`,
      promote: true,
      sticky: i === 3,
      created: `2026-01-${String(i).padStart(2, '0')}T00:00:00Z`,
    });
  }
  await items.createItem(system, 'article', { title: 'Hidden', promote: true, status: false });
  await items.createItem(system, 'article', { title: 'Elsewhere', promote: false });
  const reader = open.site.browse();
  const first = await reader.get('/');
  const titles = [...first.html.matchAll(/Article \d+/g)].map(([title]) => title);
  assert.deepEqual(titles.slice(0, 3), ['Article 3', 'Article 12', 'Article 11']);
  assert.equal(titles.length, 10);
  assert.doesNotMatch(first.text, /Hidden|Elsewhere/);
  assert.match((await reader.get('/?page=1')).text, /Article 2/);
  assert.match((await reader.get('/?page=99')).text, /Nothing on this page/);
});

test('teasers show a summary of a long text, or what was chosen for them', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const { items, system } = site;
  await items.addField(system, 'article', 'body', {
    field_type: 'long_text',
    label: 'Text',
    formatter: { teaser: true },
  });
  const words = Array.from({ length: 200 }, (_, index) => `word${index}`);
  await items.createItem(system, 'article', {
    title: 'Long',
    promote: true,
    fields: { body: { value: `<em>${words.join(' ')}</em>`, format: 'filtered_html' } },
  });
  const front = async () => (await site.browse().get('/')).html;
  assert.match(await front(), /word20 .*…/);
  assert.doesNotMatch(await front(), /word199|<em>/);

  const url = '/admin/structure/types/article/fields/body';
  assert.match((await ada.get(url)).html, /<option value="summary" selected/);
  await ada.submit(url, { 'formatter[teaser_as][settings][summary][length]': '20' });
  assert.match(await front(), /word0 word1 word2…/);
  const refused = await ada.submit(url, { 'formatter[teaser_as][settings][summary][length]': '1' });
  assert.match(refused.text, /The number must be 20 or more/);
  await ada.submit(url, { 'formatter[teaser_as][name]': '' });
  assert.match(await front(), /<em>word0 .* word199<\/em>/);
  assert.equal(items.getType({ stage: LIVE }, 'article').fields[0]?.formatter.teaser_as, null);
  assert.match(
    (await ada.get(url)).html,
    /<option value=""( selected)?>The same as above<[^]*?<option value="summary">/,
  );
  await items.updateField(system, 'article', 'body', { label: 'Body' });
  assert.equal(items.getType({ stage: LIVE }, 'article').fields[0]?.formatter.teaser_as, null);
});

test('content is found by title, type, status and author, and sorted by its headings', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const { items, system } = site;
  await items.createItem(system, 'article', { title: 'Beta' });
  await items.createItem(ada.ctx, 'event', { title: 'Alpha', status: false });
  const listed = async (query: string) => {
    const { html } = await ada.get(`/admin/content?${query}`);
    return [...html.matchAll(/Select (Alpha|Beta)/g)].map(([, title]) => title);
  };
  assert.deepEqual(await listed(''), ['Alpha', 'Beta']);
  assert.deepEqual(await listed('sort=-title'), ['Beta', 'Alpha']);
  assert.deepEqual(await listed('title=bet'), ['Beta']);
  assert.deepEqual(await listed('type=event'), ['Alpha']);
  assert.deepEqual(await listed('status=published'), ['Beta']);
  assert.deepEqual(await listed('author=ada'), ['Alpha']);
  assert.deepEqual(await listed('author=nobody+at+all'), []);
  assert.match((await ada.get('/admin/content?title=zzz')).text, /Nothing matches/);
});

test('a page after the last is the last', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const { items, system } = site;
  for (let i = 1; i <= 52; i++) {
    const { id } = await items.createItem(system, 'article', { title: `Article ${i}` });
    if (i === 52) await items.deleteItem(system, id);
  }
  const last = await ada.get('/admin/content?page=99');
  assert.match(last.text, /51–51 of 51 items/);
  assert.match(last.html, /Select Article 1"/);
  assert.match((await ada.get('/admin/content/trash?page=99')).text, /Article 52/);
  assert.match((await ada.get('/admin/content?page=99&title=zzz')).text, /Nothing matches/);
});

test('what is selected is changed at once; what is refused is named with the reason', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const { items, system } = site;
  const one = await items.createItem(system, 'article', { title: 'One', status: false });
  const two = await items.createItem(system, 'event', { title: 'Two', status: false });
  const both = { item: [one.id, two.id] };
  const done = await ada.submit('/admin/content', both, 'publish');
  assert.match(done.text, /2 items were published\./);
  assert.equal((await items.getItem(system, two.id)).status, true);
  assert.match((await ada.submit('/admin/content', {}, 'publish')).text, /Nothing is selected/);
  const again = await ada.submit('/admin/content', both, 'publish');
  assert.match(again.text, /2 items were published before\./);
  const { total } = await items.listRevisions(system, one.id, { limit: 1, offset: 0 });
  assert.equal(total, 2);

  const eve = await site.signIn({
    name: 'Eve',
    permissions: ['access content', 'delete any article content', 'create article content'],
  });
  const partly = await eve.submit('/admin/content', both, 'delete');
  assert.match(partly.text, /“One” was put in the trash\./);
  assert.match(partly.text, /One was not put in the trash\. “Two”: Your account may not delete/);
  const undo = /action="(\/admin\/content\/restore[^"]*)"/.exec(partly.html)?.[1] ?? '';
  assert.match((await eve.post(undo)).text, /One item is back\./);
  assert.equal((await items.getItem(system, one.id)).deleted, null);
});

test('deleting names what points to the item, can be undone, and ends in the trash', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const { items, system } = site;
  const one = await items.createItem(system, 'article', { title: 'One' });
  await items.createItem(system, 'event', {
    title: 'A talk on one',
    fields: { about: { target_id: one.id } },
  });
  const asked = await ada.get(`/item/${one.id}/delete`);
  assert.match(asked.html, /<h1>Put One in the trash<\/h1>/);
  assert.match((await ada.get(`/item/${one.id}/edit`)).text, /PreviewPut in the trash/);
  assert.match(asked.text, /One item points to it\./);
  assert.match(asked.text, /A talk on one/);
  const deleted = await ada.submit(`/item/${one.id}/delete`, {}, 'delete');
  assert.match(deleted.text, /“One” is in the trash\./);
  const eve = await site.signIn({ permissions: ['access content', 'edit any article content'] });
  for (const other of [eve, site.browse()]) {
    assert.equal((await other.get(`/item/${one.id}`)).status, 404);
  }
  const undo = /action="(\/item\/[^"]*\/restore)"/.exec(deleted.html)?.[1] ?? '';
  assert.match((await ada.post(undo)).text, /“One” is back\./);

  await ada.submit(`/item/${one.id}/delete`, {}, 'delete');
  assert.match(
    (await ada.get('/admin/content/trash')).html,
    new RegExp(`<a href="/item/${one.id}">One</a>`),
  );
  const trashed = await ada.get(`/item/${one.id}`);
  assert.equal(trashed.status, 200);
  assert.match(trashed.text, /This is in the trash.*Bring back.*One/);
  assert.doesNotMatch(trashed.text, /Revisions/);
  assert.match((await ada.post(`/item/${one.id}/restore`)).text, /“One” is back\./);
  await ada.submit(`/item/${one.id}/delete`, {}, 'delete');
  const purged = await ada.submit(`/admin/content/trash/${one.id}/delete`, {}, 'purge');
  assert.match(purged.text, /“One” was deleted for good\..*The trash is empty/);

  for (const title of ['Two', 'Three']) {
    const { id } = await items.createItem(system, 'article', { title });
    await items.deleteItem(system, id);
  }
  const emptied = await ada.submit('/admin/content/trash/empty', {}, 'empty');
  assert.match(emptied.text, /2 items were deleted for good\./);
});
