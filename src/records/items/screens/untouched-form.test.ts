import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type ItemId, type Json, type JsonObject, newId, sameJson } from '#base';
import { openTestKernel, type TestKernel } from '../../../../test/support/kernel.ts';

interface Samples {
  readonly samples: readonly Sample[];
  /** What one of them points to, which is to be put in the trash. */
  readonly gone: ItemId;
}

interface Sample {
  readonly type: string;
  readonly settings?: JsonObject;
  readonly values: readonly JsonObject[];
}

const values = (...all: readonly Json[]): readonly JsonObject[] => all.map((value) => ({ value }));

/** One of them. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

async function samplesOf({ items, files, system }: TestKernel): Promise<Samples> {
  await items.createType(system, 'target', { name: 'Target' });
  const target = async () => (await items.createItem(system, 'target', { title: 'A target' })).id;
  const targets = [await target(), await target()];
  const gone = await target();
  const ofGone = [...targets, gone].map((id) => ({ target_id: id, target_type: 'item' }));
  const upload = async (filename: string, content: Buffer) => {
    const path = join(tmpdir(), `trovato-test-${newId()}`);
    await writeFile(path, content);
    const sent = { filename, mime: '', size: content.length, path };
    return files.takeUpload(system, sent, { extensions: ['txt', 'png'], maxSize: 1000 });
  };
  const file = await upload('a.txt', Buffer.from('text'));
  const pixel = await upload('a.png', Buffer.from(PIXEL, 'base64'));
  const allowed = ['a', 'b', 'c'].map((value) => ({ value, label: value.toUpperCase() }));
  const samples: readonly Sample[] = [
    { type: 'text', values: values('Lisbon', 'a  b', 'Lisbon') },
    {
      type: 'long_text',
      values: [
        { value: '\n\nfoo\n', format: 'plain_text' },
        { value: '  lead\ttab ', format: 'plain_text' },
        { value: '<p>a</p>\n<p>b &amp; c</p>', format: 'filtered_html' },
      ],
    },
    { type: 'list', settings: { allowed_values: allowed }, values: values('b', 'a') },
    { type: 'boolean', values: values(false, true, false) },
    { type: 'integer', values: values(0, -7, Number.MAX_SAFE_INTEGER) },
    { type: 'decimal', values: values('0.00', '1234567890.10') },
    { type: 'float', values: values(0, 1e21, 5e-324, -1.5) },
    { type: 'date', values: values('0001-01-01', '9999-12-31') },
    {
      type: 'date_time',
      values: values(
        '2026-10-25T01:30:00.000Z',
        '2026-10-25T00:30:00.123Z',
        '0001-01-02T00:00:00.000Z',
      ),
    },
    {
      type: 'date_range',
      values: [
        { start: '2026-01-01', end: '2026-01-01' },
        { start: '0001-01-01', end: '9999-12-31' },
      ],
    },
    { type: 'email', values: values('a@b.example') },
    {
      type: 'link',
      values: [
        { uri: '/#x', title: '' },
        { uri: 'mailto:a@b.c?subject=x', title: 'Write' },
        { uri: '?q=1', title: 'a <b>' },
      ],
    },
    { type: 'reference', settings: { target_type: 'item' }, values: ofGone.toReversed() },
    {
      type: 'file',
      values: [
        { file_id: file, description: '' },
        { file_id: file, description: 'x' },
      ],
    },
    {
      type: 'image',
      values: [
        { file_id: pixel, alt: 'A dot', title: '', width: 1, height: 1 },
        { file_id: pixel, alt: 'Dot', title: 'kept', width: 1, height: 1 },
      ],
    },
    { type: 'json', values: values(false, '', { a: [1e21, null] }, []) },
  ];
  return { samples, gone };
}

/** A field of items, or one inside a group. */
interface Tried {
  readonly field: JsonObject & { readonly field_type: string };
  readonly value: JsonObject | readonly JsonObject[];
}

function several(sample: Sample, widget: string): readonly Tried[] {
  const { type, settings = {}, values: all } = sample;
  const field = { field_type: type, settings, widget: { name: widget, settings: {} } };
  return [
    ...all.map((value) => ({ field: { ...field, cardinality: 1 }, value })),
    { field: { ...field, cardinality: -1 }, value: all },
  ];
}

/** The same as sub-fields: alone, beside another, and among several values of which others have none. */
function grouped({ field, value }: Tried): readonly Tried[] {
  const { field_type: type, widget, cardinality = 1, settings = {} } = field;
  const name = (widget as { readonly name: string }).name;
  const fields = [
    { name: 'it', label: 'It', type, widget: name, cardinality, settings },
    { name: 'n', label: 'N', type: 'text' },
  ];
  const group = { field_type: 'compound', settings: { fields } };
  const n = { value: 'x' };
  // Typed as a value is: an object of values by name.
  const it = value as JsonObject;
  return [
    { field: { ...group, cardinality: 1 }, value: { it } },
    { field: { ...group, cardinality: 1 }, value: { n } },
    { field: { ...group, cardinality: -1 }, value: [{ n }, { it }, { n, it }, { n }] },
    {
      field: {
        field_type: 'compound',
        settings: { fields: [{ name: 'inner', type: 'compound', settings: { fields } }] },
      },
      value: { inner: { it } },
    },
  ];
}

test('saving a form in which nothing was changed changes nothing, whatever the fields are', async () => {
  await using site = await openTestKernel();
  const ada = await site.signIn({ isAdmin: true });
  const { items, system } = site;
  const { samples, gone } = await samplesOf(site);
  assert.deepEqual(
    items.fieldTypes
      .list()
      .flatMap(({ name }) => (samples.some(({ type }) => type === name) ? [] : [name])),
    ['compound'],
  );
  const tried = samples.flatMap((sample) =>
    Object.keys(items.fieldTypes.get(sample.type).widgets).flatMap((widget) => {
      const alone = several(sample, widget);
      // In groups the first value, and beside each other all of them.
      const all = alone.slice(-1).flatMap(grouped).slice(2, 3);
      return [...alone, ...alone.slice(0, 1).flatMap(grouped), ...all];
    }),
  );
  const chunks = Array.from({ length: Math.ceil(tried.length / 30) }, (_, i) =>
    tried.slice(i * 30, i * 30 + 30),
  );
  const made = [];
  for (const [at, chunk] of chunks.entries()) {
    const type = `page_${at}`;
    await items.createType(system, type, { name: type });
    const fields: { [name: string]: unknown } = {};
    for (const [index, { field, value }] of chunk.entries()) {
      await items.addField(system, type, `f${at}_${index}`, { label: `F${index}`, ...field });
      fields[`f${at}_${index}`] = value;
    }
    const full = await items.createItem(system, type, { title: 'Full', fields });
    const empty = await items.createItem(system, type, { title: 'Empty' });
    made.push({ at, chunk, item: full }, { at, chunk, item: empty });
  }
  await items.deleteItem(system, gone);
  for (const { at, chunk, item } of made) {
    const page = await ada.submit(`/item/${item.id}/edit`, {}, 'save');
    const saved = await items.getItem(system, item.id);
    for (const [index, { field }] of chunk.entries()) {
      const name = `f${at}_${index}`;
      const [was, is] = [item.fields[name], saved.fields[name]];
      assert.ok(
        sameJson(was, is),
        `${JSON.stringify(field)}\nwas ${JSON.stringify(was)}\nis  ${JSON.stringify(is)}`,
      );
    }
    assert.match(page.text, /Nothing was changed\./, page.text.slice(0, 600));
    assert.equal(saved.revisionId, item.revisionId);
  }
});

test('who changes the title only meets nobody who adds to a group meanwhile', async () => {
  await using site = await openTestKernel();
  const ada = await site.signIn({ isAdmin: true });
  const { items, system } = site;
  const api = await site.api({ isAdmin: true });
  await items.createType(system, 'fair', { name: 'Fair' });
  await items.addField(system, 'fair', 'sponsors', {
    field_type: 'compound',
    label: 'Sponsors',
    cardinality: -1,
    settings: {
      fields: [
        { name: 'name', type: 'text' },
        { name: 'gold', type: 'boolean' },
      ],
    },
  });
  const sponsors = [{ name: { value: 'ACME' } }];
  const item = await items.createItem(system, 'fair', { title: 'Fair', fields: { sponsors } });
  const more = [{ name: { value: 'Bolt' }, gold: { value: true } }, ...sponsors];
  const url = `/item/${item.id}/edit`;
  const page = await ada.get(url);
  const sent = new URLSearchParams();
  for (const [tag] of page.html.matchAll(/<input[^>]*>/g)) {
    const [, name] = /name="([^"]*)"/.exec(tag) ?? [];
    const [, value = ''] = /value="([^"]*)"/.exec(tag) ?? [];
    if (name !== undefined && (!tag.includes('checkbox') || tag.includes(' checked')))
      sent.append(name, value.replaceAll('&quot;', '"'));
  }
  const path = `/items/fair/${item.id}`;
  await api('PATCH', path, { fields: { sponsors: more } }, { 'if-match': '*' });
  sent.set('title', 'A fair');
  sent.set('_action', 'save');
  const entered = Object.fromEntries([...sent.keys()].map((name) => [name, sent.getAll(name)]));
  const saved = await ada.post(url, entered);
  assert.match(saved.text, /“A fair” was saved.*and that was kept: Sponsors/);
  const now = await items.getItem(system, item.id);
  assert.deepEqual([now.title, now.fields], ['A fair', { sponsors: more }]);
});
