import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isObject } from '#base';
import type { PluginHandlers } from '#grammar/taps';
import type { Logger } from '#platform/telemetry';
import { silentLog } from '#platform/telemetry';
import { openTestKernel, type TestKernel } from '../../../test/support/kernel.ts';

/** A plugin that shouts, and puts a script behind. */
function shouting(answer: (text: string) => unknown): PluginHandlers {
  return {
    name: 'loud',
    taps: {
      filter_info: () => [{ name: 'shout', label: 'Shout', description: 'In capital letters.' }],
      filter_process: (input) =>
        isObject(input) && input['plugin'] === 'loud' && typeof input['text'] === 'string'
          ? answer(input['text'])
          : undefined,
    },
  };
}

const loud = shouting((text) => ({ text: `${text.toUpperCase()}<script>x</script>` }));

async function shoutedItem(site: TestKernel): Promise<string> {
  const { items, system, savedFormats } = site;
  await savedFormats.createFormat(system, {
    name: 'loud',
    label: 'Loud',
    filters: [
      { name: 'escape', settings: {} },
      { name: 'loud:shout', settings: {} },
      { name: 'line_breaks', settings: {} },
    ],
  });
  await items.createType(system, 'note', { name: 'Note' });
  await items.addField(system, 'note', 'body', { field_type: 'long_text', label: 'Body' });
  const fields = { body: { value: 'one\n\ntwo', format: 'loud' } };
  const item = await items.createItem(system, 'note', { title: 'x', status: true, fields });
  return `/item/${item.id}`;
}

test('a filter of a plugin is offered, works on texts in its place, and is sanitised', async () => {
  await using site = await openTestKernel({ plugins: [loud] });
  const url = await shoutedItem(site);
  const page = await site.browse().get(url);
  assert.ok(page.html.includes('<p>ONE</p>\n<p>TWO</p>'), page.html);
  const admin = await site.signIn({ isAdmin: true });
  const form = await admin.get('/admin/formats/full_html/edit');
  assert.ok(form.text.includes('Shout') && form.text.includes('In capital letters.'));
  const tried = await admin.submit('/admin/formats/loud/edit', { sample: 'try it' }, 'preview');
  assert.ok(tried.html.includes('<p>TRY IT</p>'), tried.html);
});

test('a plugin that fails leaves the text to the other filters, and it is logged', async () => {
  const lines: string[] = [];
  const write = (_fields: object, message: string) => void lines.push(message);
  const log: Logger = { ...silentLog, warn: write, error: write, child: () => log };
  const failing = shouting(() => {
    throw new Error('no voice');
  });
  for (const plugin of [failing, shouting(() => ({ text: 7 })), shouting(() => undefined)]) {
    await using site = await openTestKernel({ plugins: [plugin], log });
    const page = await site.browse().get(await shoutedItem(site));
    assert.ok(page.html.includes('<p>one</p>\n<p>two</p>'), page.html);
    assert.ok(lines.splice(0).some((line) => line.includes('did not answer')));
  }
});

test('the format of a plugin that is gone shows the text, and can still be edited', async () => {
  await using site = await openTestKernel();
  const url = await shoutedItem(site);
  assert.ok((await site.browse().get(url)).html.includes('<p>one</p>\n<p>two</p>'));
  const admin = await site.signIn({ isAdmin: true });
  const form = await admin.get('/admin/formats/loud/edit');
  assert.ok(form.text.includes('The plugin that offers this filter is not here'));
  const saved = await admin.submit('/admin/formats/loud/edit', { label: 'Still loud' });
  assert.ok(saved.text.includes('“Still loud” was saved.'), saved.text);
  assert.deepEqual(
    site.formats
      .all()
      .find(({ name }) => name === 'loud')
      ?.filters.map(({ name }) => name),
    ['escape', 'loud:shout', 'line_breaks'],
  );
});
