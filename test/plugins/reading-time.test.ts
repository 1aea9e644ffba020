import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildShippedPlugin } from '../support/shipped-plugin.ts';
import { openTestKernel } from '../support/kernel.ts';

test('with the plugin “reading-time” an article says how long it takes to read', async () => {
  await buildShippedPlugin('reading-time');
  await using kernel = await openTestKernel();
  const { items, plugins, system } = kernel;
  await plugins.enable(system, 'reading-time', []);
  await items.createType(system, 'note', { name: 'Note' });
  await items.addField(system, 'note', 'body', { field_type: 'long_text', label: 'Body' });
  const fields = { body: { value: 'word '.repeat(700), format: 'plain_text' } };
  const { id } = await items.createItem(system, 'note', { title: 'Sea', status: true, fields });
  const page = await kernel.browse().get(`/item/${id}`);
  assert.match(
    page.html,
    /<p class="muted">4 minutes to read<\/p>\s*<div class="item-field" data-name="body"/,
  );
});
