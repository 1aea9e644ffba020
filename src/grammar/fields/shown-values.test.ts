import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { JsonObject } from '#base';
import { systemContext } from '#grammar/access';
import type { Element } from '#grammar/render';
import type { ResolveReference } from './field-type.ts';
import { createFieldTypes } from './field-types.ts';

const types = createFieldTypes();
const ID = '01980c2e-7d5a-7c3e-9f04-2b7a5f0d9c11';

/** The words of an element, as a reader sees them. */
function words(element: Element): string {
  if (element['#type'] === 'container')
    return Object.values(element['#children']).map(words).join('');
  if (element['#type'] === 'icon') return `[${element['#label']}]`;
  return '#value' in element ? String(element['#value']) : '';
}

function show(
  type: string,
  formatter: string,
  value: JsonObject,
  options: { settings?: JsonObject; locale?: string; resolve?: ResolveReference } = {},
): Element {
  const found = types.get(type).formatters[formatter];
  assert.ok(found, formatter);
  return found.build(value, {
    ctx: systemContext({ locale: options.locale ?? 'en' }),
    settings: options.settings ?? {},
    resolve: options.resolve ?? (() => undefined),
    formatterSettings: found.settings?.defaults ?? {},
  });
}

function shown(start: string, end: string, locale = 'en'): string {
  return words(show('date_range', 'range', { start, end }, { locale })).replace(/\s/g, ' ');
}

it('writes ranges of days the short way', () => {
  assert.equal(shown('2026-05-12', '2026-05-14'), '12–14 May 2026');
  assert.equal(shown('2026-05-12', '2026-05-12'), '12 May 2026');
  assert.equal(shown('2026-12-30', '2027-01-02'), '30 December 2026 – 2 January 2027');
  assert.equal(shown('2026-05-30', '2026-06-02', 'de'), '30. Mai – 2. Juni 2026');
});

it('writes numbers as the locale does, and decimals with every digit', () => {
  assert.equal(words(show('integer', 'number', { value: 1234567 })), '1,234,567');
  assert.equal(words(show('float', 'number', { value: 1234.5 }, { locale: 'de' })), '1.234,5');
  const settings = { precision: 30, prefix: '€', suffix: '' };
  const long = '12345678901234567890.10';
  assert.equal(
    words(show('decimal', 'number', { value: long }, { settings })),
    '€12,345,678,901,234,567,890.10',
  );
  const people = { suffix: 'people' };
  assert.equal(
    words(show('integer', 'plain', { value: 1200 }, { settings: people })),
    '1200 people',
  );
});

it('shows what is gone as gone, never as an error', () => {
  const reference = { target_id: ID, target_type: 'term' };
  for (const formatter of ['link', 'label']) {
    assert.equal(words(show('reference', formatter, reference)), 'No longer available');
  }
  const image = { file_id: ID, alt: 'x', title: '', width: null, height: null };
  assert.equal(words(show('image', 'image', image)), 'Picture no longer available');
  const file = { file_id: ID, description: '' };
  assert.equal(words(show('file', 'link', file)), 'File no longer available');
});

const picture: ResolveReference = () => ({
  label: 'harbour.png',
  url: '/files/harbour.png',
  size: 1_536_000,
  width: 1600,
  height: 900,
});

it('links files with their size, and pictures with theirs', () => {
  const file = show('file', 'link', { file_id: ID, description: 'Harbour' }, { resolve: picture });
  assert.equal(words(file), 'Harbour (1.5 MB)');
  const value = { file_id: ID, alt: 'A harbour', title: '', width: null, height: null };
  assert.deepEqual(show('image', 'image', value, { resolve: picture }), {
    '#type': 'image',
    '#url': '/files/harbour.png',
    '#alt': 'A harbour',
    '#width': 1600,
    '#height': 900,
  });
});

it('shortens formatted text without its markup', () => {
  const value = `<p>Fish &amp; <b>chips</b></p><p>${'word '.repeat(100)}</p><script>x</script>`;
  const summary = words(show('long_text', 'summary', { value, format: 'filtered_html' }));
  assert.match(summary, /^Fish & chips word word .* word…$/);
  assert.ok(summary.length <= 301);
  assert.equal(
    words(show('long_text', 'summary', { value: 'a <b> c', format: 'plain_text' })),
    'a <b> c',
  );
});

it('lets a text format have the last word on formatted text', () => {
  assert.deepEqual(show('long_text', 'formatted', { value: '<b>x</b>', format: 'full_html' }), {
    '#type': 'markup',
    '#value': '<b>x</b>',
    '#format': 'full_html',
  });
});

it('shows labels, not keys', () => {
  const settings = { allowed_values: [{ value: 'talk', label: 'A talk' }] };
  assert.equal(words(show('list', 'label', { value: 'talk' }, { settings })), 'A talk');
  assert.equal(words(show('list', 'label', { value: 'old' }, { settings })), 'old');
  const paid = { on_label: 'Paid', off_label: 'Free' };
  assert.equal(words(show('boolean', 'text', { value: false }, { settings: paid })), 'Free');
  assert.equal(words(show('boolean', 'icon', { value: true }, { settings: paid })), '[Paid]');
});

function link(uri: string, title = ''): string {
  return words(show('link', 'link', { uri, title }));
}

it('shows addresses without what nobody reads', () => {
  assert.equal(link('https://www.example.org/'), 'example.org');
  assert.equal(link('https://example.org/a/b/'), 'example.org/a/b/');
  assert.equal(link('https://example.org/', 'Example'), 'Example');
});

it('shows groups of fields with their labels, or in one line', () => {
  const settings = {
    fields: [
      { name: 'who', label: 'Who', type: 'text' },
      { name: 'days', label: 'Days', type: 'date_range', cardinality: -1 },
    ],
  };
  const day = { start: '2026-05-12', end: '2026-05-14' };
  const value = { who: { value: 'Ann' }, days: [day, { ...day, end: day.start }] };
  assert.equal(
    words(show('compound', 'inline', value, { settings })),
    'Ann · 12–14 May 2026, 12 May 2026',
  );
  assert.equal(words(show('compound', 'list', { who: { value: 'Ann' } }, { settings })), 'WhoAnn');
});
