import type { JsonObject } from '#base';

/** A field of the test's content, with input of which many values are the same. */
export interface TestField {
  readonly name: string;
  readonly fieldType: string;
  readonly several: boolean;
  readonly settings?: JsonObject;
  /** Values to pick from; `ID` of a record is put in where they name one. */
  readonly pool: readonly JsonObject[] | 'item' | 'term' | 'user' | 'file';
}

const WORDS = [
  'Moon tide',
  'moon',
  'Harbour, harbour',
  'Zebra tide',
  'Ärger',
  'ärger moon',
  '50%',
  'a_b',
  String.raw`back\slash`,
  "it's; drop table item--",
  '😀',
  '\u{fb00}',
];
const texts = WORDS.map((value) => ({ value }));
const days = [
  '2026-03-09',
  '2026-03-10',
  '2026-03-11',
  '2026-04-08',
  '2026-02-28',
  '2025-12-31',
  '0999-01-01',
];
const times = [
  '2026-03-10T22:30:00.000Z',
  '2026-03-10T22:59:59.999Z',
  '2026-03-10T23:00:00.000Z',
  '2026-03-09T23:00:00.000Z',
  '2026-03-11T08:00:00.000Z',
  '2025-10-26T00:30:00.000Z',
];
const numbers = [0, 1, 2, 9, 10, -3, 100];

const sub = [
  { name: 'town', type: 'text', label: 'Town' },
  { name: 'sizes', type: 'integer', label: 'Sizes', cardinality: -1 },
  { name: 'theme', type: 'reference', label: 'Theme', settings: { target_type: 'term' } },
  { name: 'open', type: 'date', label: 'Open' },
];
const places: readonly JsonObject[] = [
  { town: { value: 'Moon' }, sizes: [{ value: 1 }, { value: 10 }] },
  { town: { value: 'Ärger' }, open: { value: '2026-03-10' } },
  { sizes: [{ value: 9 }], theme: { target_id: 'TERM' } },
  { town: { value: 'moon' }, theme: { target_id: 'TERM' }, open: { value: '2026-03-11' } },
];
const colours = ['red', 'green', 'Blue'].map((value) => ({ value, label: value.toUpperCase() }));
const spans = [
  { start: '2026-03-09', end: '2026-03-12' },
  { start: '2026-03-10', end: '2026-03-10' },
  { start: '2025-12-31', end: '2026-04-08' },
];

function both(
  name: string,
  fieldType: string,
  pool: TestField['pool'],
  settings?: JsonObject,
): TestField[] {
  const field = { fieldType, pool, ...(settings ? { settings } : {}) };
  return [
    { ...field, name, several: false },
    { ...field, name: `${name}s`, several: true },
  ];
}

/** Every field type, with one value and with several. */
export const TEST_FIELDS: readonly TestField[] = [
  ...both('line', 'text', texts),
  ...both(
    'body',
    'long_text',
    texts.map(({ value }) => ({ value, format: 'plain_text' })),
  ),
  ...both(
    'colour',
    'list',
    colours.map(({ value }) => ({ value })),
    { allowed_values: colours },
  ),
  ...both(
    'count',
    'integer',
    numbers.map((value) => ({ value })),
  ),
  ...both(
    'price',
    'decimal',
    ['0', '1.5', '1.50', '9.99', '10', '-3.25'].map((value) => ({ value })),
  ),
  ...both(
    'ratio',
    'float',
    [0, 0.5, 1e3, -2.25].map((value) => ({ value })),
  ),
  ...both('open', 'boolean', [{ value: true }, { value: false }]),
  ...both(
    'day',
    'date',
    days.map((value) => ({ value })),
  ),
  ...both(
    'moment',
    'date_time',
    times.map((value) => ({ value })),
  ),
  ...both('span', 'date_range', spans),
  ...both(
    'mail',
    'email',
    ['ann@example.org', 'bo@example.org'].map((value) => ({ value })),
  ),
  ...both('link', 'link', [
    { uri: 'https://a.example/', title: 'tide' },
    { uri: 'https://b.example/', title: '' },
  ]),
  ...both('topic', 'reference', 'term', { target_type: 'term' }),
  ...both('person', 'reference', 'user', { target_type: 'user' }),
  ...both('related', 'reference', 'item', { target_type: 'item' }),
  ...both('file', 'file', 'file'),
  ...both('place', 'compound', places, { fields: sub }),
];

/** What readers and definitions look for. */
export const SOUGHT = {
  text: [...WORDS, 'o', 'M', '%', '_', '\\', "'", 'tide', 'nothing of it'],
  number: [0, 1, 2, 9.5, 10, -3.25, 1000, '1.50'],
  date: days,
  time: [...times, ...days, '2026-03-11T00:00'],
  search: ['moon', 'tide', 'moon tide', 'harbour', 'moon or zebra', 'tide -moon', 'zzz', "it's"],
} as const;
