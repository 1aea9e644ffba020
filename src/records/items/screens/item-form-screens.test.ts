import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestKernel, type TestKernel } from '../../../../test/support/kernel.ts';

/** A site with articles that have a summary, a body and links. */
async function openSite() {
  const site = await openTestKernel();
  const ada = await site.signIn({ name: 'Ada', isAdmin: true });
  await addArticles(site);
  return { site, ada, [Symbol.asyncDispose]: () => site[Symbol.asyncDispose]() };
}

async function addArticles({ items, system }: TestKernel): Promise<void> {
  await items.createType(system, 'article', { name: 'Article' });
  const field = (name: string, field_type: string, more: object = {}) =>
    items.addField(system, 'article', name, { field_type, label: name, ...more });
  await field('summary', 'text', { formatter: { teaser: true } });
  await field('body', 'long_text');
  await field('links', 'link', { cardinality: -1 });
}

const path = (url: string): string => url.slice(0, '/item/'.length + 36);

test('what is entered into the form is what readers see', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const saved = await ada.submit('/item/add/article', {
    title: 'On tides',
    'fields[summary][value]': 'Twice a day.',
    'fields[body][value]': 'The <em>moon</em> does it.<script>alert(1)</script>',
    'fields[links][0][uri]': 'https://example.org/tides',
    'fields[links][0][title]': 'More on tides',
  });
  assert.match(saved.url, /^\/item\/[0-9a-f-]{36}$/);
  assert.match(saved.text, /“On tides” was created\./);
  const read = await site.browse().get(saved.url);
  assert.equal(read.status, 200);
  assert.match(read.html, /<em>moon<\/em>/);
  assert.doesNotMatch(read.html, /alert\(1\)/);
  assert.match(read.html, /<a [^>]*href="https:\/\/example\.org\/tides"/);
  assert.match(read.html, /<meta name="description" content="Twice a day\."/);
  assert.doesNotMatch(read.text, /Edit|Revisions/);
});

test('an item page costs an anonymous reader at most three statements', async () => {
  await using open = await openSite();
  const { site } = open;
  const { items, system, database } = site;
  await items.addField(system, 'article', 'related', {
    field_type: 'reference',
    label: 'Related',
    cardinality: -1,
  });
  const one = await items.createItem(system, 'article', { title: 'One' });
  const two = await items.createItem(system, 'article', {
    title: 'Two',
    fields: { related: [{ target_id: one.id }, { target_id: one.id }] },
  });
  const reader = site.browse();
  await reader.get(`/item/${two.id}`);
  const before = database.statements();
  assert.match((await reader.get(`/item/${two.id}`)).text, /One/);
  assert.ok(database.statements() - before <= 3, `${database.statements() - before} statements`);

  await items.deleteItem(system, one.id);
  const after = await reader.get(`/item/${two.id}`);
  assert.equal(after.status, 200);
  assert.match(after.text, /No longer available/);
});

test('a bad value stands beside its element, and nothing that was typed is lost', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const sent = {
    title: 'Kept',
    'fields[summary][value]': 'x'.repeat(300),
    'fields[links][0][uri]': 'javascript:alert(1)',
    'fields[links][0][title]': '',
  };
  const refused = await ada.submit('/item/add/article', sent);
  assert.equal(refused.status, 422);
  assert.match(refused.html, /value="Kept"/);
  assert.match(refused.html, /value="javascript:alert\(1\)"/);
  assert.match(refused.html, /aria-invalid="true"/);
  assert.equal(await site.items.countItems(site.system, { limit: 1 }), 0);
});

test('everything that is wrong is said at once, and once', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const { items, system } = site;
  const required = async (name: string, field_type: string) =>
    items.addField(system, 'article', name, { field_type, label: `The ${name}`, required: true });
  await required('picture', 'image');
  await required('about', 'reference');
  await required('rooms', 'text');
  await items.updateField(system, 'article', 'rooms', { cardinality: -1 });
  await required('begins', 'date');
  await items.addField(system, 'article', 'when', { field_type: 'date_range', label: 'When' });
  const refused = await ada.submit('/item/add/article', {
    title: '',
    'fields[about][target_id][text]': 'Nothing of that name',
    'fields[begins][value]': 'soon',
    'fields[when][start]': '2026-02-02',
    'fields[when][end]': '2026-01-01',
    'fields[links][0][uri]': 'javascript:alert(1)',
  });
  assert.equal(refused.status, 422);
  const [, summary = ''] = /problem-summary.*?<ul>(.*?)<\/ul>/s.exec(refused.html) ?? [];
  const said = [...summary.matchAll(/href="#item_form-([^"]+)">/g)].map(([, place]) => place);
  assert.deepEqual(said, [
    'title',
    'fields-links-0-uri',
    'fields-picture-file_id',
    'fields-about-target_id',
    'fields-rooms-1-value',
    'fields-begins-value',
    'fields-when-end',
  ]);
});

test('a preview shows the item above the form and saves nothing', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const seen = await ada.submit(
    '/item/add/article',
    { title: 'Not yet', 'fields[summary][value]': 'A first look.' },
    'preview',
  );
  assert.equal(seen.status, 200);
  assert.match(seen.text, /Nothing is saved yet\..*A first look\..*Go on editing.*Title/);
  // The page stays the form's: its heading, its place in the administration, its look.
  assert.match(seen.html, /<body class="admin" data-layout="wide">/);
  assert.match(seen.html, /<h1>Add article<\/h1>.*<h2 class="item-title">Not yet<\/h2>/s);
  const target = /<a href="#([^"]+)">Go on editing/.exec(seen.html)?.[1] ?? '-';
  assert.match(seen.html, new RegExp(`<h2 id="${target}"[^>]*>Go on editing</h2>`));
  assert.match(seen.html, /value="A first look\."/);
  assert.equal(await site.items.countItems(site.system, { limit: 1 }), 0);
});

test('edits of different fields merge, and a message says so', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const { items, system } = site;
  const item = await items.createItem(system, 'article', {
    title: 'Tides',
    fields: { summary: { value: 'Old.' } },
  });
  const base = item.revisionId;
  await items.updateItem(system, item.id, 'current', { fields: { summary: { value: 'New.' } } });
  const saved = await ada.submit(`/item/${item.id}/edit`, {
    title: 'On tides',
    base,
    'fields[summary][value]': 'Old.',
  });
  assert.match(saved.text, /changed this meanwhile, and that was kept: summary\./);
  const now = await items.getItem(system, item.id);
  assert.equal(now.title, 'On tides');
  assert.deepEqual(now.fields['summary'], { value: 'New.' });
});

test('two edits of the same field are shown side by side, and what is chosen is saved', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const { items, system } = site;
  const item = await items.createItem(system, 'article', {
    title: 'Tides',
    fields: { summary: { value: 'Old.' } },
  });
  const conflict = async (title: string, summary: string) => {
    const { revisionId: base, fields } = await items.getItem(system, item.id);
    await items.updateItem(system, item.id, 'current', {
      title: `${title} theirs`,
      fields: { summary: { value: `${summary} theirs` } },
    });
    assert.ok(fields);
    return ada.submit(`/item/${item.id}/edit`, {
      base,
      title: `${title} mine`,
      'fields[summary][value]': `${summary} mine`,
      'fields[body][value]': 'Only I wrote this.',
    });
  };
  const met = await conflict('First', 'One.');
  assert.equal(met.status, 409);
  assert.match(met.text, /Somebody else changed the same/);
  assert.match(met.text, /When you started.*Theirs.*Yours/);
  assert.equal((await items.getItem(system, item.id)).title, 'First theirs');

  const hidden = (name: string): string =>
    (new RegExp(`name="${name}" value="([^"]*)"`).exec(met.html)?.[1] ?? '')
      .replaceAll('&quot;', '"')
      .replaceAll('&#34;', '"')
      .replaceAll('&amp;', '&');
  const sent = Object.fromEntries(
    ['_form', '_token', 'mine', 'base', 'started', 'parts'].map((name) => [name, hidden(name)]),
  );
  const undecided = await ada.post(`/item/${item.id}/conflict`, sent);
  assert.equal(undecided.status, 422);
  const saved = await ada.post(`/item/${item.id}/conflict`, {
    ...sent,
    'choose[title][keep]': 'theirs',
    'choose[summary][keep]': 'mine',
  });
  assert.equal(saved.status, 200);
  assert.equal(path(saved.url), `/item/${item.id}`);
  const now = await items.getItem(system, item.id);
  assert.equal(now.title, 'First theirs');
  assert.deepEqual(now.fields['summary'], { value: 'One. mine' });
  assert.match(JSON.stringify(now.fields['body']), /Only I wrote this/);
});

test('both texts of a conflict can be combined by hand, and the page is not lost by looking around', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const { items, system } = site;
  const item = await items.createItem(system, 'article', {
    title: 'Tides',
    fields: { summary: { value: 'Old.' }, body: { value: '<p>Old.</p>' } },
  });
  await items.updateItem(ada.ctx, item.id, 'current', {
    title: 'Theirs',
    fields: { summary: { value: 'Their.' }, body: { value: '<p>Their.</p>' } },
  });
  const met = await ada.submit(`/item/${item.id}/edit`, {
    base: item.revisionId,
    title: 'Mine',
    'fields[summary][value]': 'My.',
    'fields[body][value]': '<p>My.</p>',
  });
  assert.equal(met.status, 409);
  assert.match(met.text, /You saved this in another window/);
  assert.doesNotMatch(met.text, /Theirs, saved by/);
  assert.match(met.html, /data-unsaved/);
  assert.match(met.html, /<a [^>]*target="_blank"[^>]*>[^<]*See revisions in a new window/);
  assert.match(met.html, /name="choose\[summary\]\[edit\]\[summary\]\[value\]"[^>]* value="My\."/);

  const sent = formOf(met.html, ['_form', '_token', 'mine', 'base', 'started', 'parts']);
  const choices = {
    'choose[title][keep]': 'edit',
    'choose[title][edit][title]': 'Mine and theirs',
    'choose[summary][keep]': 'edit',
    'choose[summary][edit][summary][value]': 'x'.repeat(300),
    'choose[body][keep]': 'edit',
    'choose[body][edit][body][value]': '<p>My. Their.</p>',
  };
  const refused = await ada.post(`/item/${item.id}/conflict`, { ...sent, ...choices });
  assert.equal(refused.status, 422);
  assert.match(
    refused.html,
    /name="choose\[summary\]\[edit\]\[summary\]\[value\]"[^>]*aria-invalid/,
  );
  const short = { 'choose[summary][edit][summary][value]': 'My. Their.' };
  await ada.post(`/item/${item.id}/conflict`, { ...sent, ...choices, ...short });
  const now = await items.getItem(system, item.id);
  assert.equal(now.title, 'Mine and theirs');
  assert.deepEqual(now.fields['summary'], { value: 'My. Their.' });
  assert.match(JSON.stringify(now.fields['body']), /<p>My\. Their\.<\/p>/);
});

test('authors see what they may do, and nothing else', async () => {
  await using open = await openSite();
  const { site } = open;
  const { items, system } = site;
  const theirs = await items.createItem(system, 'article', { title: 'Of the editors' });
  const hidden = await items.createItem(system, 'article', { title: 'Draft', status: false });
  const eve = await site.signIn({
    name: 'Eve',
    permissions: ['access content', 'create article content', 'edit own article content'],
  });
  const form = await eve.get('/item/add/article');
  assert.equal(form.status, 200);
  assert.doesNotMatch(form.text, /On the front page|Author and date/);
  const own = await eve.submit('/item/add/article', { title: 'Mine' });
  assert.match(own.text, /View Edit Revisions|ViewEditRevisions/);
  assert.doesNotMatch((await eve.get(`${path(own.url)}/edit`)).text, /in the trash/);
  assert.equal((await eve.get(`/item/${theirs.id}`)).status, 200);
  assert.doesNotMatch((await eve.get(`/item/${theirs.id}`)).text, /Revisions/);
  assert.equal((await eve.get(`/item/${theirs.id}/edit`)).status, 403);
  assert.equal((await eve.get(`/item/${theirs.id}/delete`)).status, 403);
  assert.equal((await eve.get(`/item/${theirs.id}/revisions`)).status, 403);
  assert.equal((await eve.get(`/item/${hidden.id}`)).status, 404);
  assert.equal((await eve.get('/admin/structure/types')).status, 403);
  assert.equal((await eve.get('/item/not-an-id')).status, 404);
  const nobody = site.browse();
  assert.equal((await nobody.get(`/item/${hidden.id}`)).status, 404);
  assert.match((await nobody.get('/admin/content')).url, /^\/user\/login\?to=/);
});

test('what somebody else set beside the content stays, when a form that did not touch it is saved', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const { items, system } = site;
  const item = await items.createItem(system, 'article', {
    title: 'Front',
    created: '2026-01-01T12:00:31Z',
  });
  const url = `/item/${item.id}/edit`;
  const sent = formOf((await ada.get(url)).html, ['_form', '_token', 'base', 'shown']);
  await items.updateItem(system, item.id, 'current', { promote: true });
  const untouched = {
    promote: '',
    sticky: '',
    created: '2026-01-01T12:00',
    author_id: item.authorId,
  };
  await ada.post(url, { ...sent, ...untouched, title: 'Front, renamed', _action: 'save' });
  const saved = await items.getItem(system, item.id);
  assert.equal(saved.title, 'Front, renamed');
  assert.equal(saved.promote, true);
  assert.equal(saved.created.toISOString(), '2026-01-01T12:00:31.000Z');
});

test('an author and a date that two people set are shown side by side as well', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const { items, system } = site;
  const eve = await site.addUser({ name: 'Eve' });
  const item = await items.createItem(system, 'article', {
    title: 'Tides',
    author_id: ada.user.id,
    created: '2026-01-01T12:00:31Z',
  });
  const url = `/item/${item.id}/edit`;
  const sent = formOf((await ada.get(url)).html, ['_form', '_token', 'base', 'shown']);
  await items.updateItem(system, item.id, 'current', {
    author_id: eve.id,
    created: '2026-02-01T12:00:00Z',
    sticky: true,
  });
  const mine = { title: 'Tides', author_id: ada.user.id, created: '2026-03-01T12:00' };
  const met = await ada.post(url, { ...sent, ...mine, _action: 'save' });
  assert.equal(met.status, 409);
  assert.match(met.text, /another change of “Written”/);
  assert.match(met.text, /When you started1 Jan 2026.*Theirs1 JanFeb 2026.*Yours1 JanMar 2026/);
  const kept = formOf(met.html, ['_form', '_token', 'mine', 'base', 'started', 'parts', 'stage']);
  const chosen = { 'choose[created][keep]': 'mine', _action: 'save' };
  await ada.post(`/item/${item.id}/conflict`, { ...kept, ...chosen });
  const { authorId, created, sticky } = await items.getItem(system, item.id);
  assert.deepEqual(
    [authorId, created.toISOString(), sticky],
    [eve.id, '2026-03-01T12:00:00.000Z', true],
  );
  const history = await ada.get(`/item/${item.id}/revisions`);
  assert.match(history.text, /On top of lists, Author, Written/);
});

test('what is put in the trash while somebody writes is brought back with what they wrote', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const item = await site.items.createItem(site.system, 'article', { title: 'Draft' });
  const url = `/item/${item.id}/edit`;
  const sent = {
    ...formOf((await ada.get(url)).html, ['_form', '_token', 'base', 'shown']),
    title: 'Long thought about',
    created: '2026-01-01T12:00',
    author_id: ada.user.id,
  };
  await site.items.deleteItem(site.system, item.id);

  const told = await ada.post(url, { ...sent, _action: 'save' });
  assert.match(told.text, /put this in the trash/);
  assert.match(told.html, /value="Long thought about"/);
  assert.equal(await site.items.findItem(site.system, item.id), undefined);

  await ada.post(url, { ...sent, _action: 'bring_back' });
  assert.equal((await site.items.getItem(site.system, item.id)).title, 'Long thought about');
});

/** What a browser sends back of a form's hidden elements. */
function formOf(html: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => {
      const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
      return [name, value.replaceAll('&quot;', '"')];
    }),
  );
}
