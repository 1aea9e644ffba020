import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ItemId } from '#base';
import { openTestKernel } from '../../../test/support/kernel.ts';
import { buildPlugin } from '../../../test/support/plugins.ts';

const TAPS = ['item_view', 'item_update'];
/** What it computes is never the same twice; it says what it is refused. */
const BYTES = await buildPlugin(
  TAPS,
  `import { get, set, invalidate } from 'trovato:plugin/cache@0.1.0';
import { id, title } from 'trovato:plugin/item-api@0.1.0';
import { uuid } from 'trovato:plugin/random@0.1.0';
const attempt = (work) => {
  try { return work() ?? 'nothing'; }
  catch (error) { return error.payload?.tag ?? String(error); }
};
export function itemView(text) {
  const { handle } = JSON.parse(text);
  const options = JSON.stringify({ tags: ['item:' + id(handle), 'bells:all'] });
  let value = get('views', '{}');
  if (value == null) {
    value = JSON.stringify('kept:' + uuid());
    set('views', value, options);
  }
  const said = [value];
  if (title(handle) === 'Refused') {
    set('unasked', '1', '{}');
    said.push(
      attempt(() => get('unasked', '{}')),
      attempt(() => get('no name', '{}')),
      attempt(() => set('x', JSON.stringify('x'.repeat(70000)), '{}')),
      attempt(() => set('x', '1', '{"tags":["post:all"]}')),
      attempt(() => set('x', '1', '{"max_age":-1}')),
      attempt(() => invalidate('["bells:all"]')),
    );
  }
  return JSON.stringify({ '#type': 'text', '#value': said.join(' ') });
}
export function itemUpdate(text) {
  const { handle } = JSON.parse(text);
  if (title(handle) === 'Ring') invalidate('["bells:all"]');
  if (title(handle) === 'Others') invalidate('["item:1"]');
}`,
);

async function openSite() {
  const site = await openTestKernel();
  await site.items.createType(site.system, 'note', { name: 'Note' });
  await site.pluginRuntime.load({ name: 'bells', bytes: BYTES, taps: TAPS, capabilities: [] });
  const editor = await site.signIn({ isAdmin: true });
  const make = (title: string) =>
    site.items.createItem(site.system, 'note', { title, status: true });
  return {
    ...site,
    make,
    rename: (id: ItemId, title: string) =>
      site.items.updateItem(site.system, id, 'current', { title }),
    /** What the plugin says about the item. */
    said: async (id: ItemId) => {
      const { text } = await editor.get(`/item/${id}`);
      return /kept:\S+/.exec(text)?.[0] ?? text;
    },
  };
}

test('what a plugin keeps is computed once, until an item that it was made from changes', async () => {
  await using site = await openSite();
  const first = await site.make('First');
  const second = await site.make('Second');
  const said = await site.said(first.id);
  assert.match(said, /kept:/);
  assert.equal(await site.said(first.id), said);
  assert.equal(await site.said(second.id), said);
  await site.rename(second.id, 'Secondary');
  assert.equal(await site.said(first.id), said);
  await site.rename(first.id, 'Foremost');
  assert.notEqual(await site.said(first.id), said);
});

test('a plugin says what of its own changed, when that is saved', async () => {
  await using site = await openSite();
  const first = await site.make('First');
  const bell = await site.make('Bell');
  const said = await site.said(first.id);
  await site.rename(bell.id, 'Peal');
  assert.equal(await site.said(first.id), said);
  await site.rename(bell.id, 'Ring');
  assert.notEqual(await site.said(first.id), said);
  await assert.rejects(site.rename(bell.id, 'Others'), /bells/);
});

test('what a plugin may not keep is refused, and it is told why', async () => {
  await using site = await openSite();
  const item = await site.make('Refused');
  const editor = await site.signIn({ isAdmin: true });
  const { text } = await editor.get(`/item/${item.id}`);
  assert.match(text, /kept:\S+ nothing invalid too-large invalid invalid not-allowed/);
});
