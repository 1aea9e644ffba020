import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ItemId, RoleId } from '#base';
import { container, inOrder, text } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import { openTestKernel, type TestKernel } from '../support/kernel.ts';

const READERS = '00000000-0000-7000-8000-000000000011' as RoleId;

let asked = 0;
const page = (path: string, cache: object, more: object = {}): PageRoute => ({
  methods: ['GET'],
  path,
  kept: true,
  handle: async () => ({
    kind: 'page',
    title: `Made ${(asked += 1)} times`,
    body: container(inOrder(text('x')), { cache }),
    ...more,
  }),
});
const tags = ['item:1'];

let kernel: TestKernel;
let item: ItemId;
before(async () => {
  kernel = await openTestKernel({
    pages: [
      page('/kept', { tags }),
      page('/without-tags', {}),
      page('/of-a-plugin', { tags: ['item:1', 'bells:all'] }),
      page('/for-one', { tags, contexts: ['user'] }),
      page('/for-a-session', { tags, contexts: ['session'] }),
      page('/for-no-time', { tags, max_age: 0 }),
      page('/not-found', { tags }, { status: 404 }),
      page('/of-the-administration', { tags }, { theme: 'admin' }),
      page('/with-a-message', { tags }, { messages: [{ tone: 'positive', text: 'Hello' }] }),
    ],
  });
  const { items, users, system } = kernel;
  await users.savePermissions(system, new Map([[READERS, { grant: ['access content'] }]]));
  await items.createType(system, 'note', { name: 'Note' });
  ({ id: item } = await items.createItem(system, 'note', { title: 'One', status: true }));
});
after(() => kernel[Symbol.asyncDispose]());

/** How often the page at `url` is made for three who ask for it one after the other. */
async function made(url: string, headers: Record<string, string> = {}): Promise<number> {
  const before = asked;
  for (let i = 0; i < 3; i++) await kernel.app.inject({ url, headers });
  return asked - before;
}

test('a page that says all that it depends on is made once', async () => {
  await kernel.cache.clear();
  assert.equal(await made('/kept'), 1);
  assert.equal(await made('/kept?page=2'), 1);
  assert.equal(await made('/kept'), 0);
});

test('who brings a session, a message or a choice has it made for them', async () => {
  for (const name of ['trovato_session', 'trovato_messages', 'trovato_choices']) {
    assert.equal(await made('/kept', { cookie: `${name}=x` }), 3, name);
  }
  const part = { 'hx-request': 'true', 'hx-request-type': 'partial', 'hx-target': 'div#rows' };
  assert.equal(await made('/kept', part), 3);
});

for (const url of [
  '/without-tags',
  '/of-a-plugin',
  '/for-one',
  '/for-a-session',
  '/for-no-time',
  '/not-found',
  '/of-the-administration',
  '/with-a-message',
]) {
  test(`${url}: made for everybody who asks`, async () => {
    assert.equal(await made(url), 3);
  });
}

test('somebody who is signed in is never shown what a visitor was, nor the other way round', async () => {
  const visitor = kernel.browse();
  const editor = await kernel.signIn({ permissions: ['access content', 'administer content'] });
  const url = `/item/${item}`;
  for (let i = 0; i < 3; i++) {
    assert.doesNotMatch((await visitor.get(url)).text, /Edit/);
    assert.match((await editor.get(url)).text, /Edit/);
  }
});

test('a page that a plugin had a part in is made for everybody who asks', async () => {
  let seen = 0;
  await using site = await openTestKernel({
    plugins: [
      {
        name: 'clock',
        taps: { item_view: () => ({ '#type': 'text', '#value': `Seen ${(seen += 1)} times` }) },
      },
    ],
  });
  const { items, users, system } = site;
  await users.savePermissions(system, new Map([[READERS, { grant: ['access content'] }]]));
  await items.createType(system, 'note', { name: 'Note' });
  const { id } = await items.createItem(system, 'note', { title: 'One', status: true });
  for (const times of [1, 2, 3]) {
    const { body } = await site.app.inject({ url: `/item/${id}` });
    assert.match(body, new RegExp(`Seen ${times} times`));
  }
});
