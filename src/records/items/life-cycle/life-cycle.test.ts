import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestKernel } from '../../../../test/support/kernel.ts';
import { buildPlugin } from '../../../../test/support/plugins.ts';

const TAPS = ['item_view', 'item_presave', 'item_validate', 'item_insert', 'item_update'];

/** What it does goes by the title of the item. */
const BYTES = await buildPlugin(
  TAPS,
  `import { title, setTitle, id, revision, published } from 'trovato:plugin/item-api@0.1.0';
import { save, load } from 'trovato:plugin/items@0.1.0';
import { get, set } from 'trovato:plugin/variables@0.1.0';
const tried = (work) => { try { work(); return 'done'; } catch (error) { return error.payload.tag; } };
export function itemPresave(text) {
  const { handle } = JSON.parse(text), now = title(handle);
  if (now.startsWith('Sea')) setTitle(handle, now + now.length);
  if (now === 'Void') return JSON.stringify({ title: '' });
  if (now === 'Bold') setTitle(handle, tried(() => set('bold', '1')));
}
export function itemValidate(text) {
  const { handle, operation } = JSON.parse(text);
  if (title(handle) !== 'Storm') return;
  return JSON.stringify([{ pointer: '/fields/body', code: 'stormy', message: 'has too much wind to ' + operation }]);
}
export function itemInsert(text) {
  const { handle } = JSON.parse(text), now = title(handle);
  set('last', JSON.stringify(now));
  if (now === 'Pair') save(JSON.stringify({ type: 'note', title: JSON.parse(load(id(handle))).title + ' again', status: true }));
  if (now === 'Wreck') {
    save(JSON.stringify({ type: 'note', title: 'Flotsam', status: true }));
    tried(() => save(JSON.stringify({ type: 'note', title: '' })));
    throw 'it sank';
  }
}
export function itemUpdate(text) {
  const { handle, before } = JSON.parse(text), now = title(handle);
  set('last', JSON.stringify(before.title + ' to ' + now));
  if (now.startsWith('Loop')) save(JSON.stringify({ id: id(handle), revision: revision(handle), title: now + 'o' }));
}
export function itemView(text) {
  const tags = [tried(() => set('seen', '1')), tried(() => save('{}'))];
  return JSON.stringify({ '#type': 'text', '#value': 'Refused: ' + tags.join(' ') + ', last ' + get('last') });
}`,
);

async function open(plugins: readonly { name: string; weight?: number }[] = [{ name: 'keeper' }]) {
  // Time for plugins on a busy machine.
  const pluginLimits = { viewDeadline: 3_000, changeDeadline: 5_000 };
  const kernel = await openTestKernel({ settings: { pluginLimits } });
  const { items, system, database } = kernel;
  await items.createType(system, 'note', { name: 'Note' });
  await items.addField(system, 'note', 'body', { field_type: 'text', label: 'Body' });
  for (const plugin of plugins) {
    await kernel.pluginRuntime.load({
      ...plugin,
      bytes: BYTES,
      taps: TAPS,
      capabilities: ['read_content', 'write_content', 'variables'],
    });
  }
  return {
    ...kernel,
    create: (title: string) => items.createItem(system, 'note', { title, status: true }),
    titles: async () =>
      (await items.listItems(system, { limit: 100, sort: 'title' })).items.map(
        ({ title }) => title,
      ),
    variables: async () =>
      Object.fromEntries(
        (await database.queries.selectFrom('plugin_variable').selectAll().execute()).map(
          ({ name, value }) => [name, value],
        ),
      ),
  };
}

test('what plugins change before a save is saved, over REST and in forms, one after the other', async () => {
  await using site = await open([
    { name: 'late', weight: 5 },
    { name: 'early', weight: -5 },
  ]);
  const api = await site.api({ isAdmin: true });
  const created = await api('POST', '/items/note', { title: 'Sea' });
  assert.deepEqual([created.status, created.json.title], [201, 'Sea34']);
  const path = `/items/note/${created.json.id}`;
  const changed = await api('PATCH', path, { title: 'Sea!' }, { 'if-match': '*' });
  assert.deepEqual([changed.status, changed.json.title], [200, 'Sea!45']);

  const admin = await site.signIn({ isAdmin: true });
  await admin.submit('/item/add/note', { title: 'Seal' });
  assert.ok((await site.titles()).includes('Seal45'));
});

test('what plugins change is checked like what people enter, and said to be theirs; they cannot save yet', async () => {
  await using site = await open();
  await assert.rejects(site.create('Void'), {
    code: 'item.invalid',
    problems: [
      {
        pointer: '/title',
        code: 'required',
        message:
          'The plugin “keeper” set this to "", and that cannot be saved: Title is required. It is not what you entered; tell the people who run the site.',
      },
    ],
  });
  await assert.rejects(site.create(''), {
    problems: [{ pointer: '/title', code: 'required', message: 'Title is required' }],
  });
  assert.equal((await site.create('Bold')).title, 'not-allowed');
});

test('what a plugin finds wrong stands at the field, and nothing is saved', async () => {
  await using site = await open();
  const api = await site.api({ isAdmin: true });
  const refused = await api('POST', '/items/note', { title: 'Storm' });
  assert.equal(refused.status, 422);
  assert.deepEqual(refused.json.errors, [
    { pointer: '/fields/body', code: 'stormy', message: 'has too much wind to create' },
  ]);
  const admin = await site.signIn({ isAdmin: true });
  const form = await admin.submit('/item/add/note', { title: 'Storm' });
  assert.match(form.text, /has too much wind to create/);
  const calm = await site.create('Calm');
  await assert.rejects(site.items.updateItem(site.system, calm.id, 'current', { title: 'Storm' }), {
    problems: [{ pointer: '/fields/body', code: 'stormy', message: 'has too much wind to update' }],
  });
  assert.deepEqual(await site.titles(), ['Calm']);
});

test('what a plugin saves when an item is saved is kept with it, and lost with it', async () => {
  await using site = await open();
  await site.create('Pair');
  assert.deepEqual(await site.titles(), ['Pair', 'Pair again']);
  assert.deepEqual(await site.variables(), { last: 'Pair again' });

  await assert.rejects(site.create('Wreck'), {
    code: 'taps.plugin_failed',
    message: /“keeper” failed at “item_insert”, and nothing was saved/,
  });
  assert.deepEqual(await site.titles(), ['Pair', 'Pair again']);
  assert.deepEqual(await site.variables(), { last: 'Pair again' });
});

test('a plugin that saves an item whenever it is saved comes to an end, and nothing is kept', async () => {
  await using site = await open();
  const note = await site.create('Round');
  const loop = site.items.updateItem(site.system, note.id, 'current', { title: 'Loop' });
  await assert.rejects(loop, { code: 'taps.plugin_failed', message: /“item_update”/ });
  assert.deepEqual(await site.titles(), ['Round']);
  const saved = await site.items.updateItem(site.system, note.id, 'current', { title: 'Straight' });
  assert.equal(saved.title, 'Straight');
  assert.deepEqual(await site.variables(), { last: 'Round to Straight' });
});

test('many saves at once, each with a plugin that saves, do not wait for each other', async () => {
  await using site = await open();
  const note = await site.create('Lighthouse');
  const pages = Array.from({ length: 12 }, () => site.browse().get(`/item/${note.id}`));
  await Promise.all([...Array.from({ length: 8 }, () => site.create('Pair')), ...pages]);
  assert.equal((await site.titles()).length, 17);
});

test('nothing is saved while an item is only looked at', async () => {
  await using site = await open();
  const note = await site.create('Buoy');
  const page = await (await site.signIn({ isAdmin: true })).get(`/item/${note.id}`);
  assert.match(page.text, /Refused: not-allowed not-allowed, last "Buoy"/);
});

test('plugins are asked again about a change that somebody was quicker with', async () => {
  await using site = await open([]);
  const { items, system, taps } = site;
  const note = await site.create('Harbour');
  const asked: unknown[] = [];
  using _plugin = taps.register({
    name: 'slow',
    taps: {
      async item_presave(input) {
        const { before, item } = input as { before: { title: string }; item: { title: string } };
        asked.push([before.title, item.title]);
        if (asked.length === 1)
          await items.updateItem(system, note.id, 'current', { title: 'Port' });
        return item.title === 'Port' ? undefined : { fields: { body: { value: before.title } } };
      },
    },
  });
  const saved = await items.updateItem(system, note.id, 'current', { title: 'Marina' });
  assert.deepEqual(asked, [
    ['Harbour', 'Marina'],
    ['Harbour', 'Port'],
    ['Port', 'Marina'],
  ]);
  assert.deepEqual([saved.title, saved.fields['body']], ['Marina', { value: 'Port' }]);
});

test('trash, the way back, old revisions and the end are told for what they are', async () => {
  await using site = await open([]);
  const { items, system, taps } = site;
  const told: unknown[] = [];
  using _plugin = taps.register({
    name: 'diary',
    taps: {
      item_update: (input) => void told.push((input as { cause: string }).cause),
      item_delete: (input) => void told.push((input as { final: boolean }).final),
    },
  });
  const note = await site.create('Wave');
  await items.updateItem(system, note.id, 'current', { title: 'Surf' });
  await items.updateItem(system, note.id, 'current', { title: 'Surf' });
  await items.revertItem(system, note.id, note.revisionId);
  await items.deleteItem(system, note.id);
  await items.restoreItem(system, note.id);
  await items.deleteItem(system, note.id);
  await items.purgeItem(system, note.id);
  assert.deepEqual(told, ['saved', 'reverted', false, 'restored', false, true]);
});
