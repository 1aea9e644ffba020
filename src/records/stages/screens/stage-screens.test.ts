import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT, type ItemId, LIVE } from '#base';
import { fieldsOf } from '../../../../test/support/form-fields.ts';
import { openTestKernel, type TestRights } from '../../../../test/support/kernel.ts';

/** A site with a published article, and Ada, who administers it. */
async function openSite() {
  const site = await openTestKernel();
  const ada = await site.signIn({ name: 'Ada', isAdmin: true });
  const { items, system } = site;
  await items.createType(system, 'article', { name: 'Article' });
  await items.addField(system, 'article', 'body', { field_type: 'text', label: 'Text' });
  const tides = await items.createItem(system, 'article', {
    title: 'Tides',
    fields: { body: { value: 'Twice a day.' } },
  });
  const draft = { ...ada.ctx, stage: DRAFT };
  return { site, ada, tides, draft, [Symbol.asyncDispose]: () => site[Symbol.asyncDispose]() };
}

type Site = Awaited<ReturnType<typeof openSite>>;

const EDITOR: TestRights = {
  name: 'Eve',
  permissions: [
    'access content',
    'use stages',
    'write in stage draft',
    'edit any article content',
    'create article content',
  ],
};

async function titleForReaders({ site }: Site, id: ItemId): Promise<string> {
  const { status, html } = await site.browse().get(`/item/${id}`);
  return status === 200 ? (/<h1[^>]*>(?:<[^>]+>)?([^<]+)/.exec(html)?.[1] ?? '') : String(status);
}

test('one goes to a stage and back to live, and stays on the same page', async () => {
  await using open = await openSite();
  const { ada, tides, draft, site } = open;
  await site.items.updateItem(draft, tides.id, 'current', { title: 'High tides' });
  const page = `/item/${tides.id}`;
  const live = await ada.get(page);
  assert.match(live.html, new RegExp(`action="/stage/${DRAFT}\\?to=`));
  assert.doesNotMatch(live.text, /You are in/);

  const there = await ada.post(`/stage/${DRAFT}?to=${encodeURIComponent(page)}`);
  assert.equal(there.url, page);
  assert.match(there.text, /You are in Draft *What is changed here *Back to live/);
  assert.match(there.text, /High tides/);
  const back = await ada.post(`/stage/${LIVE}?to=${encodeURIComponent(page)}`);
  assert.doesNotMatch(back.text, /You are in|High tides/);
  assert.equal((await ada.post(`/stage/${DRAFT}?to=//elsewhere.example`)).url, '/');
});

test('who may not look at stages hears nothing of them', async () => {
  await using open = await openSite();
  const reader = await open.site.signIn({ permissions: ['access content'] });
  const page = await reader.get('/');
  assert.doesNotMatch(page.html, /\/stage\/|Draft/);
  assert.equal((await reader.post(`/stage/${DRAFT}`)).status, 404);
  assert.equal((await reader.get('/admin/stages')).status, 403);
  assert.equal((await reader.get(`/admin/stages/${DRAFT}`)).status, 403);
  assert.match((await open.site.browse().get('/admin/stages')).url, /^\/user\/login/);
});

test('a session in a stage that may not be seen any more is back in live', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const eve = await site.signIn(EDITOR);
  assert.match((await eve.post(`/stage/${DRAFT}`)).text, /You are in Draft/);
  const [role] = eve.user.roles;
  assert.ok(role);
  await site.users.savePermissions(site.system, new Map([[role, { revoke: ['use stages'] }]]));
  assert.doesNotMatch((await eve.get('/')).text, /You are in/);

  const made = await ada.submit('/admin/stages/add', { label: 'Autumn', name: 'autumn' }, 'save');
  assert.match(made.text, /“Autumn” was made\./);
  await ada.post(`/stage/${made.url.split('/').at(-1)}`);
  assert.match((await ada.get('/')).text, /You are in Autumn/);
  const closed = await ada.submit(`${made.url}/close`, {}, 'close');
  assert.match(closed.text, /“Autumn” is closed\./);
  assert.doesNotMatch(closed.text, /You are in/);
});

test('stages are listed with what waits in them, changed, and not closed with changes', async () => {
  await using open = await openSite();
  const { site, ada, tides, draft } = open;
  await site.items.updateItem(draft, tides.id, 'current', { title: 'High tides' });
  const list = await ada.get('/admin/stages');
  assert.match(list.text, /Live *You are here *What readers see/);
  assert.match(list.text, /Draft *What is not ready for everybody yet\. *Live *1 *Never/);
  assert.doesNotMatch(list.html, new RegExp(`/admin/stages/${LIVE}`));
  const refused = await ada.submit(`/admin/stages/${DRAFT}/close`, {}, 'close');
  assert.match(refused.text, /“Draft” has changes that are not published\./);

  const edit = `/admin/stages/${DRAFT}/edit`;
  const saved = await ada.submit(edit, { label: 'Drafts', squash: 'on' }, 'save');
  assert.match(saved.text, /“Drafts” was saved\./);
  const [, stage] = site.stages.known();
  assert.equal(stage?.squash, true);
  const wrong = await ada.submit('/admin/stages/add', { label: 'Two', name: 'draft' }, 'save');
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /is the name of another stage/);
});

test('what a stage made, changed and deleted is listed, and readers see it once it is published', async () => {
  await using open = await openSite();
  const { site, ada, tides, draft } = open;
  const { items, system } = site;
  const winds = await items.createItem(system, 'article', { title: 'Winds' });
  await items.updateItem(draft, tides.id, 'current', { title: 'High tides' });
  await items.deleteItem(draft, winds.id);
  const stars = await items.createItem(draft, 'article', { title: 'Stars' });
  const page = await ada.get(`/admin/stages/${DRAFT}`);
  assert.match(page.text, /3 changes to be published to Live\./);
  assert.match(page.text, /Stars *Article *Made *Draft *Ada/);
  assert.match(page.text, /Winds *Article *Deleted *Draft *Ada/);
  assert.match(page.text, /High tides *Article *Changed *Draft *Ada/);

  const record = [`item:${tides.id}`];
  const part = await ada.submit(`/admin/stages/${DRAFT}`, { record }, 'publish');
  assert.match(part.text, /One change was published from Draft to Live\./);
  assert.match(part.text, /2 changes to be published/);
  assert.equal(await titleForReaders(open, tides.id), 'High tides');
  assert.equal(await titleForReaders(open, stars.id), '404');

  const all = await ada.post(`/admin/stages/${DRAFT}/publish`);
  assert.match(all.text, /2 changes were published from Draft to Live\./);
  assert.match(all.text, /It shows what Live shows\./);
  assert.equal(await titleForReaders(open, stars.id), 'Stars');
  assert.equal(await titleForReaders(open, winds.id), '404');
  const history = await ada.get(`/admin/stages/${DRAFT}/history`);
  assert.match(history.text, /Ada *2 *Take back.*Ada *1 *Take back/);
});

test('what is discarded is asked for once more, and is then as in live', async () => {
  await using open = await openSite();
  const { site, ada, tides, draft } = open;
  await site.items.updateItem(draft, tides.id, 'current', { title: 'High tides' });
  const nothing = await ada.submit(`/admin/stages/${DRAFT}`, { record: null }, 'discard');
  assert.match(nothing.text, /Nothing is selected/);
  const record = [`item:${tides.id}`];
  const asked = await ada.submit(`/admin/stages/${DRAFT}`, { record }, 'discard');
  assert.match(asked.text, /One change of Draft will be thrown away.*High tides/);
  const done = await ada.submit(asked.url, {}, 'discard');
  assert.match(done.text, /One change was discarded\./);
  assert.equal((await site.items.getItem(draft, tides.id)).title, 'Tides');
});

test('who may write and not publish finds no button for it, and is told when trying', async () => {
  await using open = await openSite();
  const { site, tides, draft } = open;
  await site.items.updateItem(draft, tides.id, 'current', { title: 'High tides' });
  const eve = await site.signIn(EDITOR);
  const page = await eve.get(`/admin/stages/${DRAFT}`);
  assert.match(page.text, /High tides/);
  assert.doesNotMatch(page.text, /Publish/);
  const refused = await eve.post(`/admin/stages/${DRAFT}/publish`);
  assert.equal(refused.status, 403);
  assert.match(refused.text, /Your account may not publish the stage “Draft”\./);
});

test('titles that somebody may not see are counted and not told', async () => {
  await using open = await openSite();
  const { site, draft } = open;
  await site.items.createItem(draft, 'article', { title: 'Secret', status: false });
  const looker = await site.signIn({ permissions: ['access content', 'use stages'] });
  const page = await looker.get(`/admin/stages/${DRAFT}`);
  assert.match(page.text, /One change to be published/);
  assert.match(page.text, /Something that your account may not see/);
  assert.doesNotMatch(page.text, /Secret/);
});

test('what was asked for in one stage is not done in another without asking again', async () => {
  await using open = await openSite();
  const { ada, tides } = open;
  const url = `/item/${tides.id}/delete`;
  await ada.post(`/stage/${DRAFT}`);
  const sent = fieldsOf((await ada.get(url)).html, 'item_delete');
  await ada.post(`/stage/${LIVE}`);
  const asked = await ada.post(url, { _form: 'item_delete', ...sent, _action: 'delete' });
  assert.equal(asked.status, 422);
  assert.match(asked.text, /You went to another stage since this form was opened/);
  assert.equal(await titleForReaders(open, tides.id), 'Tides');
  const again = fieldsOf(asked.html, 'item_delete');
  await ada.post(url, { _form: 'item_delete', ...again, _action: 'delete' });
  assert.equal(await titleForReaders(open, tides.id), '404');
});

test('who goes where the page that they are on is not comes to the front page, and is told', async () => {
  await using open = await openSite();
  const { ada, draft, site } = open;
  const stars = await site.items.createItem(draft, 'article', { title: 'Stars' });
  const url = `/item/${stars.id}`;
  assert.equal((await ada.post(`/stage/${DRAFT}?to=${url}`)).url, url);
  const back = await ada.post(`/stage/${LIVE}?to=${url}/edit`);
  assert.equal(back.url, '/');
  assert.match(back.text, /What you were looking at is not in Live\./);
});

test('whoever signs in begins in live', async () => {
  await using open = await openSite();
  const { ada, site } = open;
  assert.match((await ada.post(`/stage/${DRAFT}`)).text, /You are in Draft/);
  const link = await site.users.loginLinks.create(site.system, ada.user.id);
  const browser = site.browse();
  await browser.submit(new URL(link, 'http://site.test').pathname, {});
  const page = await browser.get('/');
  assert.match(page.text, /Ada/);
  assert.doesNotMatch(page.text, /You are in/);
  assert.match((await ada.get('/')).text, /You are in Draft/);
});
