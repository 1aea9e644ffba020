import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { DRAFT, type StageId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Item } from '#records/items';
import { openSampleSite } from '../../test/support/sample-site.ts';

const DAY = 86_400_000;

type Site = Awaited<ReturnType<typeof openSampleSite>>;
let site: Site;
let inDraft: RequestContext;
let story: Item;
let own: Item;
let hidden: Item;
let now = Date.now();

before(async () => {
  site = await openSampleSite({ clock: { now: () => new Date(now) } });
  inDraft = { ...site.ctx, stage: DRAFT };
  story = await site.items.updateItem(inDraft, site.story.id, 'current', {
    title: 'The harbour in spring',
  });
  own = await site.items.createItem(inDraft, 'story', { title: 'A new boat', promote: true });
  hidden = await site.items.createItem(inDraft, 'story', { title: 'Not ready', status: false });
});
after(async () => site[Symbol.asyncDispose]());
beforeEach(() => {
  now = Date.now();
});

async function newLink(stage: StageId = DRAFT, days = 7) {
  const { preview, token } = await site.stages.previews.create(site.ctx, stage, { days });
  return { id: preview.id, path: `/preview/${token}`, token };
}

/** A browser that has opened the link. */
async function preview(path: string) {
  const browser = site.browse();
  const page = await browser.get(path);
  assert.equal(page.status, 200, page.text);
  return { ...browser, page };
}

describe('somebody with a preview link and no account', () => {
  test('reads the stage at the normal addresses, and is told so on each page', async () => {
    const { page, get } = await preview((await newLink()).path);
    assert.equal(page.url, '/');
    assert.match(page.text, /Preview of “Draft”, until/);
    assert.match(page.text, /A new boat/);
    for (const [address, said] of [
      [`/item/${story.id}`, 'The harbour in spring'],
      [`/item/${own.id}`, 'A new boat'],
      ['/stories', 'A new boat'],
    ] as const) {
      const { text, status, headers } = await get(address);
      assert.equal(status, 200, address);
      assert.ok(text.includes(said), `${address}: ${text}`);
      assert.match(text, /Preview of “Draft”/);
      assert.equal(headers['cache-control'], 'private, no-store');
      assert.equal(headers['x-robots-tag'], 'noindex');
    }
    const missing = await get('/nowhere');
    assert.equal(missing.status, 404);
    assert.match(missing.text, /Preview of “Draft”/);
  });

  test('sees what everybody would see if it were published, and no more', async () => {
    const { get } = await preview((await newLink()).path);
    assert.ok(!(await get('/stories')).text.includes('Not ready'));
    for (const address of [`/item/${hidden.id}`, `/item/${story.id}/edit`, '/admin/content']) {
      const page = await get(address);
      assert.ok(page.status === 404 || page.url.startsWith('/user/login'), address);
      assert.ok(!page.text.includes('Not ready'));
    }
  });

  test('is taken to the page that the link is about, on this site only', async () => {
    const { path } = await newLink();
    const there = await preview(`${path}?to=/item/${own.id}`);
    assert.equal(there.page.url, `/item/${own.id}`);
    for (const to of ['https://elsewhere.test/', '//elsewhere.test', '/\\elsewhere.test', 'x'])
      assert.equal((await preview(`${path}?to=${encodeURIComponent(to)}`)).page.url, '/', to);
  });

  test('cannot change anything, and may leave', async () => {
    const { path } = await newLink();
    const { cookies, post, get } = await preview(path);
    const refused = await post(`/item/${own.id}/edit`, { title: 'Mine' });
    assert.equal(refused.status, 403);
    assert.match(refused.text, /Nothing can be changed in a preview/);
    const overRest = await site.app.inject({
      method: 'POST',
      url: '/api/v1/items/story',
      headers: {
        'x-requested-with': 'fetch',
        cookie: `trovato_preview=${cookies.get('trovato_preview')}`,
        'content-type': 'application/json',
      },
      payload: '{"title":"x"}',
    });
    assert.equal(overRest.statusCode, 403);
    assert.equal(overRest.json().code, 'web.preview_reads_only');

    const left = await post('/preview/leave');
    assert.equal(left.status, 200);
    assert.ok(!cookies.has('trovato_preview'));
    assert.ok(!left.text.includes('A new boat'));
    assert.ok(!left.text.includes('Preview of'));
    assert.equal((await get(`/item/${own.id}`)).status, 404);
  });

  test('has a cookie that scripts cannot read and that ends with the link', async () => {
    const { path } = await newLink(DRAFT, 2);
    const answer = await site.app.inject({ url: path, headers: { host: 'site.test' } });
    assert.equal(answer.statusCode, 303);
    assert.equal(answer.headers['cache-control'], 'no-store');
    const [cookie] = answer.cookies;
    assert.ok(cookie);
    assert.equal(cookie.httpOnly, true);
    assert.equal(cookie.sameSite, 'Lax');
    assert.equal(cookie.path, '/');
    assert.ok(Math.abs((cookie.maxAge ?? 0) - (2 * DAY) / 1000) < 60);
  });

  test('may sign in, and sees then what the account shows', async () => {
    const { path } = await newLink();
    const browser = await site.signIn({ permissions: ['access content'] });
    const page = await browser.get(path);
    assert.match(page.text, /You are signed in/);
    assert.ok(!page.text.includes('Preview of'));
    assert.equal((await browser.get(`/item/${own.id}`)).status, 404);
  });
});

describe('a preview that has ended', () => {
  const ended = async (path: string, status: number) => {
    const browser = site.browse();
    const page = await browser.get(path);
    assert.equal(page.status, status, page.text);
    assert.ok(!browser.cookies.has('trovato_preview'));
    assert.ok(!page.text.includes('A new boat'));
    return page;
  };

  test('because its time is over', async () => {
    const { path } = await newLink(DRAFT, 1);
    const { get, cookies } = await preview(path);
    now += DAY + 1000;
    const page = await get('/');
    assert.match(page.text, /The preview has ended/);
    assert.ok(!page.text.includes('A new boat'));
    assert.ok(!cookies.has('trovato_preview'), 'the browser forgets it');
    assert.ok(!(await get('/')).text.includes('preview'), 'and is not told again');
    assert.match((await ended(path, 410)).text, /This preview has ended/);
  });

  test('because it was revoked', async () => {
    const { path, id } = await newLink();
    const { get } = await preview(path);
    await site.stages.previews.revoke(site.ctx, DRAFT, id);
    assert.equal((await get(`/item/${own.id}`)).status, 404);
    await ended(path, 410);
  });

  test('because its stage was closed', async () => {
    const stage = await site.stages.create(site.ctx, { name: 'short', label: 'Short' });
    const { path } = await newLink(stage.id);
    const { get } = await preview(path);
    await site.stages.close(site.ctx, stage.id);
    assert.match((await get('/')).text, /The preview has ended/);
    await ended(path, 410);
  });

  test('or never was, because the link was made up or changed', async () => {
    const { token } = await newLink();
    const [id = '', signature = ''] = token.split('.');
    const other = (await newLink()).token.split('.')[0] ?? '';
    for (const made of [
      'x',
      `${id}.`,
      `.${signature}`,
      `${other}.${signature}`,
      `${id}.${signature.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A'))}`,
      `${token}x`,
    ]) {
      const page = await ended(`/preview/${encodeURIComponent(made)}`, 404);
      assert.match(page.text, /There is no such preview/);
      const browser = site.browse();
      browser.cookies.set('trovato_preview', made);
      const front = await browser.get('/');
      assert.equal(front.status, 200);
      assert.ok(!front.text.includes('A new boat'));
      assert.ok(!browser.cookies.has('trovato_preview'));
    }
  });
});

test('readers of live are never shown what a preview was shown', async () => {
  const { get } = await preview((await newLink()).path);
  const address = `/item/${story.id}`;
  const reader = site.browse();
  assert.match((await reader.get(address)).text, /the patience of a town/);
  assert.match((await get(address)).text, /The harbour in spring/);
  assert.match((await reader.get(address)).text, /the patience of a town/);
});

test('a preview costs one statement, and a made-up one none', async () => {
  const { token } = await newLink();
  const statements = async (opened: string) => {
    const before = site.database.statements();
    await site.stages.previews.open(opened);
    return site.database.statements() - before;
  };
  assert.deepEqual(
    [await statements(token), await statements('made-up'), await statements(`${token}x`)],
    [1, 0, 0],
  );
});
