import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PluginToLoad } from '#plugins';
import { openTestKernel } from '../../../test/support/kernel.ts';
import { buildPlugin, saveTap, viewTap } from '../../../test/support/plugins.ts';

const BYTES = await buildPlugin(
  ['item_view', 'form_submit'],
  `import { load, query, save } from 'trovato:plugin/items@0.1.0';
import { get, set, delete as remove } from 'trovato:plugin/variables@0.1.0';
import { revision, author, id } from 'trovato:plugin/item-api@0.1.0';
const functions = { load, query, save, get, set, remove, revision, author, id };
const values = (list) => list.map((one) => (typeof one === 'object' ? JSON.stringify(one) : one));
function answer(text) {
  const { steps = [], handle } = JSON.parse(text);
  if (handle) return JSON.stringify({ '#type': 'text', '#value': [id(handle), revision(handle), author(handle)].join(' ') });
  return JSON.stringify(steps.map(([name, ...given]) => {
    try { return JSON.parse(functions[name](...values(given)) ?? 'null'); }
    catch (error) { return error.payload ?? String(error); }
  }));
}
export const itemView = answer;
export const formSubmit = answer;`,
);

async function open(capabilities: PluginToLoad['capabilities']) {
  const kernel = await openTestKernel();
  const { items, system } = kernel;
  await items.createType(system, 'note', { name: 'Note' });
  const taps = ['item_view', 'form_submit'];
  const plugin = await kernel.pluginRuntime.load({
    name: 'clerk',
    bytes: BYTES,
    taps,
    capabilities,
  });
  const writing = {
    ...saveTap,
    name: 'form_submit',
    failure: 'leave_out',
    changesItem: false,
  } as const;
  return {
    ...kernel,
    plugin,
    async ask(steps: readonly (readonly unknown[])[], { ctx = system, reading = false } = {}) {
      const [result] = await kernel.taps.ask(ctx, reading ? viewTap : writing, [{ steps }]);
      return result?.answers[0]?.answer as readonly Record<string, unknown>[];
    },
  };
}

test('a plugin saves, changes, finds and lists content as whoever asks may', async () => {
  await using site = await open(['read_content', 'write_content']);
  const [note] = await site.ask([['save', { type: 'note', title: 'Sea', status: true }]]);
  assert.equal(note?.['title'], 'Sea');
  const [, changed, loaded, list] = await site.ask([
    ['load', note['id']],
    ['save', { id: note['id'], revision: note['revision'], title: 'See' }],
    ['load', note['id']],
    ['query', { type: 'note', published: true, limit: 5 }],
  ]);
  assert.deepEqual([changed?.['title'], loaded?.['title']], ['See', 'See']);
  assert.deepEqual(list, { items: [loaded] });

  const { ctx } = await site.signIn({ permissions: ['access content'] });
  const [mayNot, hidden] = await site.ask(
    [
      ['save', { type: 'note', title: 'Mine' }],
      ['load', '0190d7f0-0000-7000-8000-000000000000'],
    ],
    { ctx },
  );
  assert.equal(mayNot?.['tag'], 'not-allowed');
  assert.equal(hidden?.['tag'], 'not-found');
});

test('what a plugin asks for wrongly is refused in words', async () => {
  await using site = await open(['read_content', 'write_content', 'variables']);
  const answers = await site.ask([
    ['load', 'x'],
    ['query', { limit: 1000 }],
    ['query', { sort: 'colour' }],
    ['save', { title: 'No type' }],
    ['save', { type: 'note', title: '' }],
    ['save', { type: 'note', id: '0190d7f0-0000-7000-8000-000000000000', title: 'Sea' }],
    ['set', 'a name', '1'],
    ['set', 'name', 'no JSON'],
    ['set', 'name', JSON.stringify('x'.repeat(65_536))],
  ]);
  assert.deepEqual(
    answers.map(({ tag }) => tag),
    [
      'not-found',
      'invalid',
      'invalid',
      'invalid',
      'invalid',
      'not-found',
      'invalid',
      'invalid',
      'too-large',
    ],
  );
});

test('a plugin keeps values of its own, and nothing is saved where something is only read', async () => {
  await using site = await open(['variables']);
  const kept = { since: 2026, list: ['é', null] };
  assert.deepEqual(
    await site.ask([
      ['get', 'settings'],
      ['set', 'settings', kept],
      ['get', 'settings'],
    ]),
    [null, null, kept],
  );
  const [read, refused] = await site.ask(
    [
      ['get', 'settings'],
      ['set', 'settings', {}],
    ],
    { reading: true },
  );
  assert.deepEqual(read, kept);
  assert.equal(refused?.['tag'], 'not-allowed');
  assert.deepEqual(
    await site.ask([
      ['remove', 'settings'],
      ['get', 'settings'],
    ]),
    [null, null],
  );
  const [notGranted] = await site.ask([['load', 'x']]);
  assert.deepEqual(notGranted, { tag: 'not-granted', val: 'read_content' });
});

test('a page shows what a plugin says of its item, until the plugin is switched off', async () => {
  await using site = await open([]);
  const { items, system, plugin } = site;
  const note = await items.createItem(system, 'note', { title: 'Sea', status: true });
  const browser = site.browse();
  const said = `${note.id} ${note.revisionId} ${note.authorId}`;
  assert.ok((await browser.get(`/item/${note.id}`)).html.includes(said));
  plugin[Symbol.dispose]();
  assert.ok(!(await browser.get(`/item/${note.id}`)).html.includes(said));
});
