import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtItem, openPlugin, shownItem } from '@trovato/plugin-sdk/testing';

const plugin = await openPlugin(import.meta.dirname);
const text = (value: string) => ({ value, format: 'filtered_html' });
const words = (count: number) => 'word '.repeat(count);

/** What stands in an item, by name and in order. */
async function partsOf(fields: Parameters<typeof builtItem>[0], mode?: 'full' | 'teaser') {
  const { element } = await plugin.alter('itemViewAlter', builtItem(fields, mode));
  return element['#children'];
}

test('how long it takes to read stands before the text', async () => {
  const fields = { subtitle: { value: 'By the sea' }, body: text(words(700)) };
  const parts = await partsOf({ fields });
  assert.deepEqual(Object.keys(parts), ['subtitle', 'reading_time', 'body']);
  assert.match(JSON.stringify(parts['reading_time']), /"4 minutes to read"/);
});

test('one minute is one minute, and an item without words takes none', async () => {
  const short = await partsOf({ fields: { body: text('Hello') } });
  assert.match(JSON.stringify(short['reading_time']), /"1 minute to read"/);
  const empty = await partsOf({ fields: { body: text('<p> </p>') } });
  assert.equal(empty['reading_time'], undefined);
});

test('lists say nothing of it', async () => {
  const parts = await partsOf({ fields: { body: text('Hello') } }, 'teaser');
  assert.deepEqual(Object.keys(parts), ['body']);
});

test('without a body it stands after the fields', async () => {
  const parts = await partsOf({ fields: { summary: text('Hello') } });
  assert.deepEqual(Object.keys(parts), ['summary', 'reading_time']);
});

test('templates are told the minutes of all texts together', async () => {
  const fields = { lead: text(words(200)), body: [text(words(200)), text(words(100))] };
  const answer = await plugin.ask('preprocessItem', shownItem({ fields }));
  assert.deepEqual(answer, { variables: { reading_minutes: 3 } });
});
