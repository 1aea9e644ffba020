import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT, LIVE } from '#base';
import { fieldsOf } from '../../../../test/support/form-fields.ts';
import { openTestKernel, type TestRights } from '../../../../test/support/kernel.ts';

/** A site with a published article. */
async function openSite() {
  const site = await openTestKernel();
  const { items, system } = site;
  await items.createType(system, 'article', { name: 'Article' });
  await items.addField(system, 'article', 'body', { field_type: 'text', label: 'Text' });
  const tides = await items.createItem(system, 'article', {
    title: 'Tides',
    fields: { body: { value: 'Twice a day.' } },
  });
  const read = async () => (await site.browse().get(`/item/${tides.id}`)).text;
  return { site, tides, read, [Symbol.asyncDispose]: () => site[Symbol.asyncDispose]() };
}

const MAY_WRITE = [
  'access content',
  'create article content',
  'edit any article content',
  'use stages',
  'write in stage draft',
];
const EDITOR: TestRights = { name: 'Eve', permissions: MAY_WRITE };

test('an editor saves a draft of what is live, and readers see it when it is published', async () => {
  await using open = await openSite();
  const { site, tides, read } = open;
  const eve = await site.signIn(EDITOR);
  const url = `/item/${tides.id}`;
  const saved = await eve.submit(`${url}/edit`, { title: 'High tides' }, 'save_draft');
  assert.equal(saved.url, url);
  assert.match(saved.text, /A draft of “High tides” was saved\. .*See the draft/);
  assert.doesNotMatch(saved.text, /You are in/);
  assert.match(await read(), /Tides/);
  assert.doesNotMatch(await read(), /High tides/);

  const form = await eve.get(`${url}/edit`);
  assert.match(form.text, /There is a draft of this: Eve changed it in Draft on /);
  assert.match(form.text, /Edit the draft *See the draft/);
  assert.doesNotMatch(form.html, /value="save_draft"|Publish draft/);
  const draft = await eve.post(`/stage/${DRAFT}?to=${encodeURIComponent(`${url}/edit`)}`);
  assert.match(draft.html, /value="High tides"/);
  assert.doesNotMatch(draft.html, /value="publish"/);

  const ada = await site.signIn({ name: 'Ada', isAdmin: true });
  assert.match((await ada.get(`${url}/edit`)).text, /Publish draft/);
  const published = await ada.post(
    `/admin/stages/${DRAFT}/publish?only=item:${tides.id}&to=${encodeURIComponent(url)}`,
  );
  assert.equal(published.url, url);
  assert.match(published.text, /One change was published from Draft to Live\./);
  assert.match(await read(), /High tides/);
  assert.doesNotMatch((await ada.get(`${url}/edit`)).text, /There is a draft/);
});

test('something new can be saved as a draft, and is nowhere in live', async () => {
  await using open = await openSite();
  const { site } = open;
  const eve = await site.signIn(EDITOR);
  const made = await eve.submit('/item/add/article', { title: 'Stars' }, 'save_draft');
  assert.equal(made.url, '/admin/content');
  assert.match(made.text, /“Stars” was saved as a draft\./);
  const to = /\?to=(%2Fitem%2F[0-9a-f-]{36})"/.exec(made.html)?.[1];
  const path = decodeURIComponent(to ?? '');
  assert.equal((await site.browse().get(path)).status, 404);
  assert.match((await eve.post(`/stage/${DRAFT}?to=${path}`)).text, /Stars/);
});

test('in a stage the form publishes the one item that it is about', async () => {
  await using open = await openSite();
  const { site, tides, read } = open;
  const { items, system } = site;
  const winds = await items.createItem(system, 'article', { title: 'Winds' });
  await items.updateItem({ ...system, stage: DRAFT }, winds.id, 'current', { title: 'Storms' });
  const ada = await site.signIn({ name: 'Ada', isAdmin: true });
  await ada.post(`/stage/${DRAFT}`);
  const done = await ada.submit(`/item/${tides.id}/edit`, { title: 'High tides' }, 'publish');
  assert.match(done.text, /One change was published from Draft to Live\./);
  assert.match(await read(), /High tides/);
  assert.equal((await items.getItem(system, winds.id)).title, 'Winds');
});

test('a form is saved where it was opened, wherever its author went in another window', async () => {
  await using open = await openSite();
  const { site, tides, read } = open;
  const ada = await site.signIn({ name: 'Ada', isAdmin: true });
  await ada.post(`/stage/${DRAFT}`);
  const edit = `/item/${tides.id}/edit`;
  const opened = async () => fieldsOf((await ada.get(edit)).html, 'item_form');
  const sent = await opened();
  await ada.post(`/stage/${LIVE}`);
  const saved = await ada.post(edit, { ...sent, title: 'High tides', _action: 'save' });
  assert.match(saved.text, /“High tides” was saved in Draft\./);
  assert.doesNotMatch(await read(), /High tides/);

  const { id } = await site.stages.create(site.system, { name: 'autumn', label: 'Autumn' });
  await ada.post(`/stage/${id}`);
  const late = await opened();
  await site.stages.close(site.system, id);
  const refused = await ada.post(edit, { ...late, title: 'Low tides', _action: 'save' });
  assert.equal(refused.status, 404);
  assert.doesNotMatch(await read(), /Low tides/);
});

test('who may not write in the draft stage has the form as it always was', async () => {
  await using open = await openSite();
  const { site, tides } = open;
  const bob = await site.signIn({ permissions: MAY_WRITE.slice(0, 3) });
  const { html, text } = await bob.get(`/item/${tides.id}/edit`);
  assert.match(text, /Save/);
  assert.doesNotMatch(html, /save_draft|Draft/);
  const looker = await site.signIn({ permissions: MAY_WRITE.slice(0, 4) });
  await looker.post(`/stage/${DRAFT}`);
  assert.doesNotMatch((await looker.get(`/item/${tides.id}/edit`)).html, /value="save"/);
});

test('where live is protected, who may not write in it saves drafts and nothing else', async () => {
  await using open = await openSite();
  const { site, tides } = open;
  await site.variables.save(site.database.queries, 'live_protected', true);
  const eve = await site.signIn(EDITOR);
  const { html } = await eve.get(`/item/${tides.id}/edit`);
  assert.match(html, /value="save_draft"/);
  assert.doesNotMatch(html, /value="save"/);
});
