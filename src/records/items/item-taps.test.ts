import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PluginHandlers } from '#grammar/taps';
import { openTestKernel } from '../../../test/support/kernel.ts';
import type { SeenItem } from './item-taps.ts';

async function openWith(...plugins: readonly PluginHandlers[]) {
  const kernel = await openTestKernel({ plugins });
  const { items, system } = kernel;
  await items.createType(system, 'note', { name: 'Note' });
  const note = (title: string) =>
    items.createItem(system, 'note', { title, status: true, promote: true, fields: {} });
  return { kernel, note };
}

const counting: PluginHandlers = {
  name: 'counting',
  weight: -1,
  taps: {
    item_view(input) {
      const { item, view_mode } = input as SeenItem;
      if (view_mode === 'teaser') return undefined;
      return { '#type': 'text', '#value': `“${item.title}” has ${item.title.length} letters.` };
    },
    item_view_alter: () => [
      { op: 'set', path: '/#title', value: 'Counted' },
      { op: 'set', path: '/#type', value: 'text' },
    ],
  },
};

test('what a plugin says of an item stands on its page, escaped, after its fields', async () => {
  const { kernel, note } = await openWith(counting);
  await using _ = kernel;
  const { id } = await note('<b>Sea');
  const page = await kernel.browse().get(`/item/${id}`);
  assert.match(page.html, /“&lt;b&gt;Sea” has 6 letters\./);
});

test('a plugin changes what became of an item, and cannot make something else of it', async () => {
  const { kernel, note } = await openWith(counting);
  await using _ = kernel;
  const { id } = await note('Sea');
  const page = await kernel.browse().get(`/item/${id}`);
  assert.match(page.html, /<article class="item"[^>]*>\s*<h1 class="item-title">Counted<\/h1>/);
});

test('a plugin sees what plugins before it did', async () => {
  const seen: string[] = [];
  const late: PluginHandlers = {
    name: 'late',
    weight: 5,
    taps: {
      item_view_alter(input) {
        const { element } = input as { element: { '#title': string; '#children': object } };
        seen.push(element['#title'], ...Object.keys(element['#children']));
        return [];
      },
    },
  };
  const { kernel, note } = await openWith(late, counting);
  await using _ = kernel;
  const { id } = await note('Sea');
  await kernel.browse().get(`/item/${id}`);
  assert.deepEqual(seen, ['Counted', 'plugin:counting']);
});

test('an element that is not one is left out, and the page stands without it', async () => {
  const broken: PluginHandlers = {
    name: 'broken',
    taps: {
      item_view: () => ({ '#type': 'html', '#value': '<script>alert(1)</script>' }),
      item_view_alter: () => Promise.reject(new Error('no')),
    },
  };
  const { kernel, note } = await openWith(broken, counting);
  await using _ = kernel;
  const { id } = await note('Sea');
  const page = await kernel.browse().get(`/item/${id}`);
  assert.equal(page.status, 200);
  assert.doesNotMatch(page.html, /alert/);
  assert.match(page.html, /has 3 letters/);
});

test('every item of a list is asked about once', async () => {
  let asked = 0;
  const { kernel, note } = await openWith({
    name: 'listing',
    taps: {
      item_view: (input) => void (asked += (input as SeenItem).view_mode === 'teaser' ? 1 : 0),
    },
  });
  await using _ = kernel;
  for (const title of ['One', 'Two', 'Three']) await note(title);
  await kernel.browse().get('/');
  assert.equal(asked, 3);
});
