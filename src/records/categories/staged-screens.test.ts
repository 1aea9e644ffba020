import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT } from '#base';
import { openTestKernel } from '../../../test/support/kernel.ts';

async function openSite() {
  const site = await openTestKernel();
  const { categories, users, system } = site;
  await categories.createVocabulary(system, 'topic', { label: 'Topics' });
  const arts = await categories.createTerm(system, 'topic', { name: 'Arts' });
  const editor = await site.signIn({ isAdmin: true });
  await users.sessions.enter(editor.ctx, editor.cookies.get('trovato_session') ?? '', DRAFT);
  return { ...site, arts, editor, visitor: site.browse(), draft: { ...system, stage: DRAFT } };
}

test('the screens of categories work in a stage as they do in live', async () => {
  await using site = await openSite();
  const { arts, editor, visitor, categories, draft, system } = site;
  const added = await editor.submit('/admin/categories/topic', { name: 'Film' });
  assert.match(added.text, /“Film” was added/);
  const [film] = (await categories.listTerms(draft, 'topic', { search: 'film', limit: 1 })).terms;
  assert.ok(film);
  const renamed = await editor.submit(`/admin/categories/topic/${arts.id}/edit`, {
    name: 'Fine arts',
    synonyms: 'Art',
  });
  assert.match(renamed.text, /“Fine arts” was saved/);
  // What drag and keyboard do: the keys of the rows in another order, and other levels.
  const moved = await editor.submit('/admin/categories/topic', {
    'terms[]': ['', '1', '0'],
    'terms[1][depth]': '0',
    'terms[0][depth]': '1',
  });
  assert.match(moved.text, /The new order was saved/);

  const page = await editor.get(`/term/${arts.id}`);
  assert.match(page.text, /Fine arts[^]*Film/);
  assert.match((await editor.get(`/term/${film.id}`)).text, /Fine arts[^]*Film/);
  const live = await visitor.get(`/term/${arts.id}`);
  assert.ok(live.text.includes('Arts') && !/Fine|Film/.test(live.text));
  assert.equal((await visitor.get(`/term/${film.id}`)).status, 404);
  assert.equal((await visitor.get(`/term/${film.id}/feed`)).status, 404);
  const feed = await editor.get(`/term/${film.id}/feed`);
  assert.match(feed.html, /<title>Film<\/title>/);

  const places = await editor.submit('/admin/categories/add', { label: 'Places', name: 'place' });
  assert.match(places.text, /“Places” was added/);
  const gone = await editor.submit('/admin/categories/topic/delete', {}, 'delete');
  assert.match(gone.text, /“Topics” was deleted/);
  const listed = async (ctx: typeof system) =>
    (await categories.listVocabularies(ctx)).map(({ label, terms }) => `${label} ${terms}`);
  assert.deepEqual([await listed(system), await listed(draft)], [['Topics 1'], ['Places 0']]);

  const changes = await editor.get(`/admin/stages/${DRAFT}`);
  for (const words of [/Topics\s*Vocabulary\s*Deleted/, /Places\s*Vocabulary\s*Made/])
    assert.match(changes.text, words);
});

test('a screen says which new term has to be published along, and nothing is published', async () => {
  await using site = await openSite();
  const { editor, categories, draft, system, stages } = site;
  const film = await categories.createTerm(draft, 'topic', { name: 'Film' });
  const noir = await categories.createTerm(draft, 'topic', { name: 'Noir', parents: [film.id] });
  const refused = await editor.submit(
    `/admin/stages/${DRAFT}`,
    { record: `term:${noir.id}` },
    'publish',
  );
  assert.match(refused.text, /Nothing was published.*“Noir” stands under “Film”/);
  assert.equal((await stages.plan(system, DRAFT)).length, 2);
});

test('what both sides changed of a term is said in words', async () => {
  await using site = await openSite();
  const { editor, arts, categories, draft, system } = site;
  const film = await categories.createTerm(system, 'topic', { name: 'Film' });
  const books = await categories.createTerm(system, 'topic', { name: 'Books' });
  await categories.updateTerm(draft, arts.id, { name: 'Fine arts', parents: [film.id] });
  await categories.updateTerm(system, arts.id, { name: 'The arts', synonyms: ['Art'] });
  const page = await editor.get(`/admin/stages/${DRAFT}/conflicts`);
  assert.match(page.text, /Name[^]*Fine arts[^]*The arts/);
  assert.match(page.text, /merged by itself: Other names \(Live\), Stands under \(Draft\)/);
  await categories.updateTerm(system, arts.id, { parents: [books.id] });
  const both = await editor.get(`/admin/stages/${DRAFT}/conflicts`);
  assert.match(both.text, /Stands under[^]*DraftFilm[^]*LiveBooks/);
});

test('over REST terms are read and changed in the stage that is named', async () => {
  await using site = await openSite();
  const { arts } = site;
  const ask = await site.api({
    permissions: ['access content', 'administer categories', 'use stages', 'write in stage draft'],
  });
  const made = await ask('POST', '/terms/topic?stage=draft', { name: 'Film', parents: [arts.id] });
  assert.equal(made.status, 201, JSON.stringify(made.json));
  const { id } = made.json as { id: string };
  const renamed = await ask('PATCH', `/terms/topic/${id}?stage=draft`, { name: 'Cinema' });
  assert.partialDeepStrictEqual(renamed.json, { name: 'Cinema', parents: [arts.id] });
  const total = async (query = '') =>
    ((await ask('GET', `/terms/topic${query}`)).json as { total: number }).total;
  assert.deepEqual([await total(), await total('?stage=draft')], [1, 2]);
  assert.equal((await ask('GET', `/terms/topic/${id}`)).status, 404);
  assert.equal((await ask('DELETE', `/terms/topic/${arts.id}?stage=draft`)).status, 204);
  const merge = await ask('POST', `/terms/topic/${id}/merge?stage=draft`, { into: id });
  assert.equal(merge.status, 409);
  assert.partialDeepStrictEqual(merge.json, { code: 'stage.only_in_live' });
  assert.deepEqual([await total(), await total('?stage=draft')], [1, 1]);
});
