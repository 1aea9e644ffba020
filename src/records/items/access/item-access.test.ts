import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PluginHandlers } from '#grammar/taps';
import { openTestKernel } from '../../../../test/support/kernel.ts';
import { waitFor } from '../../../../test/support/wait-for.ts';
import type { AccessQuestion } from './access-taps.ts';

type TapHandler = PluginHandlers['taps'][string];

/** A site with a published note, and plugins that answer in this process. */
async function open(taps: Record<string, TapHandler> = {}) {
  const site = await openTestKernel();
  await site.items.createType(site.system, 'note', { name: 'Note' });
  const plugin = site.taps.register({ name: 'judge', taps });
  const note = await site.items.createItem(site.system, 'note', { title: 'Tide', status: true });
  return { ...site, plugin, note };
}

const answering =
  (answers: Partial<Record<AccessQuestion['op'], unknown>>): TapHandler =>
  (input) =>
    answers[(input as AccessQuestion).op] ?? 'neutral';

test('what a plugin denies to see is on no page and in no list, before it is shown at all', async () => {
  await using site = await open({ item_access: answering({ view: 'deny' }) });
  const { items, note, system } = site;
  await items.updateItem(system, note.id, 'current', { promote: true });
  const reader = site.browse();
  assert.equal((await reader.get(`/item/${note.id}`)).status, 404);
  assert.doesNotMatch((await reader.get('/')).html, /Tide/);
  const api = await site.api({ permissions: ['access content'] });
  assert.deepEqual((await api('GET', '/items/note')).json, { items: [] });
  assert.equal((await api('GET', `/items/note/${note.id}`)).status, 404);

  const editor = await site.signIn({ permissions: ['administer content'] });
  assert.equal((await editor.get(`/item/${note.id}`)).status, 404);
  const admin = await site.signIn({ isAdmin: true });
  assert.equal((await admin.get(`/item/${note.id}`)).status, 200);
});

test('where a page of a list ended says nothing of what a plugin denies, and leads on', async () => {
  await using site = await open({
    item_access: (input) => {
      const { op, item } = input as AccessQuestion;
      return op === 'view' && item.title.startsWith('T') ? 'deny' : undefined;
    },
  });
  for (const title of ['Ebb', 'Tern', 'Tin', 'Up'])
    await site.items.createItem(site.system, 'note', { title, status: true });
  const api = await site.api({ permissions: ['access content'] });
  for (const limit of [1, 2, 3]) {
    const titles: string[] = [];
    let next: string | undefined;
    do {
      const after = next === undefined ? '' : `&after=${next}`;
      const { json } = await api('GET', `/items/note?sort=title&limit=${limit}${after}`);
      titles.push(...json.items.map(({ title }: { title: string }) => title));
      next = json.next;
      assert.doesNotMatch(Buffer.from(next ?? '', 'base64url').toString(), /"T/);
    } while (next !== undefined);
    assert.deepEqual(titles, ['Ebb', 'Up']);
  }
});

test('who may see an item that others point to reads its title there, and nobody else', async () => {
  await using site = await open({
    item_access: (input) => {
      const { op, item } = input as AccessQuestion;
      return op === 'view' && item.title === 'Tide' ? 'deny' : undefined;
    },
  });
  const { items, system, note } = site;
  await items.addField(system, 'note', 'related', {
    field_type: 'reference',
    label: 'Related',
    settings: { target_type: 'item' },
  });
  const { id } = await items.createItem(system, 'note', {
    title: 'Moon',
    status: true,
    fields: { related: { target_id: note.id } },
  });
  assert.doesNotMatch((await site.browse().get(`/item/${id}`)).html, /Tide/);
  const admin = await site.signIn({ isAdmin: true });
  assert.match((await admin.get(`/item/${id}`)).html, /Tide/);
});

test('a grant gives what no permission does, on the page and in the save', async () => {
  await using site = await open({ item_access: answering({ update: 'grant', create: 'grant' }) });
  const { note } = site;
  const writer = await site.signIn({ permissions: ['access content'] });
  assert.match((await writer.get(`/item/${note.id}`)).html, new RegExp(`/item/${note.id}/edit`));
  await writer.submit(`/item/${note.id}/edit`, { title: 'Ebb' });
  assert.equal((await site.items.getItem(site.system, note.id)).title, 'Ebb');
  assert.equal((await writer.get('/item/add/note')).status, 200);
  assert.equal((await writer.get(`/item/${note.id}/delete`)).status, 403);
});

test('a deny wins over a grant and over permissions, also in the save itself', async () => {
  await using site = await open({ item_access: answering({ update: 'grant', delete: 'grant' }) });
  const { items, note } = site;
  site.taps.register({
    name: 'strict',
    taps: { item_access: answering({ update: 'deny', delete: 'deny', create: 'deny' }) },
  });
  const { ctx } = await site.signIn({ permissions: ['administer content'] });
  for (const work of [
    () => items.updateItem(ctx, note.id, 'current', { title: 'Mine' }),
    () => items.deleteItem(ctx, note.id),
    () => items.createItem(ctx, 'note', { title: 'New' }),
  ]) {
    await assert.rejects(work, /may not (edit|delete|create)/);
  }
  await items.deleteItem(site.system, note.id);
  await assert.rejects(items.restoreItem(ctx, note.id), /may not restore/);
  await assert.rejects(items.purgeItem(ctx, note.id), /may not end/);
});

test('a plugin that fails denies, to everybody but administrators', async () => {
  await using site = await open({ item_access: () => Promise.reject(new Error('no')) });
  const { items, note } = site;
  assert.equal((await site.browse().get(`/item/${note.id}`)).status, 404);
  const { ctx } = await site.signIn({ permissions: ['administer content'] });
  assert.equal(await items.findItem(ctx, note.id), undefined);
  await assert.rejects(items.createItem(ctx, 'note', { title: 'New' }), /may not create/);
  const admin = await site.signIn({ isAdmin: true });
  assert.equal((await admin.get(`/item/${note.id}`)).status, 200);
});

test('an item whose grants a plugin cannot say is closed, and open when it can', async () => {
  let fails = true;
  await using site = await open({
    item_grants: () => (fails ? Promise.reject(new Error('no')) : []),
    actor_grants: () => [],
  });
  const { items, note } = site;
  const reader = site.browse();
  assert.equal((await reader.get(`/item/${note.id}`)).status, 404);
  fails = false;
  // What the kernel is asking by itself meanwhile comes first.
  await waitFor(async () => {
    await items.grants.catchUp(site.system, { retry: true });
    return (await reader.get(`/item/${note.id}`)).status === 200;
  });
});

test('who cannot be asked for grants has none', async () => {
  await using site = await open({
    item_grants: (input) => {
      const { item } = input as Pick<AccessQuestion, 'item'>;
      return item.title === 'Tide' ? [{ realm: 'moon', id: 'full', view: true }] : undefined;
    },
    actor_grants: () => Promise.reject(new Error('no')),
  });
  const { items, note, system } = site;
  const other = await items.createItem(system, 'note', { title: 'Open', status: true });
  const reader = site.browse();
  assert.equal((await reader.get(`/item/${note.id}`)).status, 404);
  assert.equal((await reader.get(`/item/${other.id}`)).status, 200);
});

test('a plugin that asks for content while it is asked about access is refused, and denies', async () => {
  const asked: string[] = [];
  await using site = await open({
    item_access: async (_input, ctx) => {
      await site.items.listItems(ctx, { limit: 1 }).catch((error: unknown) => {
        asked.push(error instanceof Error ? error.message : '');
        throw error;
      });
    },
  });
  assert.equal((await site.browse().get(`/item/${site.note.id}`)).status, 404);
  assert.match(asked[0] ?? '', /cannot ask for content/);
});

test('which grants somebody has is asked once a request', async () => {
  let asked = 0;
  await using site = await open({
    item_grants: () => [],
    actor_grants: () => void (asked += 1),
  });
  await site.items.updateItem(site.system, site.note.id, 'current', { promote: true });
  asked = 0;
  assert.match((await site.browse().get('/')).html, /Tide/);
  assert.equal(asked, 1);
});
