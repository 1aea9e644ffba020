import * as fc from 'fast-check';
import type { Json, JsonObject } from '#base';

/** What the contract suite of field types knows about one of them. */
export interface FieldCase {
  readonly type: string;
  readonly settings: JsonObject;
  /** Inputs that are right. */
  readonly right: fc.Arbitrary<JsonObject>;
  /** Inputs that are wrong: what is sent, where it is wrong, and the code that says so. */
  readonly wrong: readonly (readonly [input: unknown, pointer: string, code: string])[];
  /** `fromText(toText(value))` is the value again. */
  readonly textRoundTrip: boolean;
  /** Keys that no widget asks for: the records say them. */
  readonly notEntered?: readonly string[];
}

const printable = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: 'grapheme', maxLength }).map((text) =>
    Array.from(text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ''))
      .slice(0, maxLength)
      .join(''),
  );
const line = printable(40).map((text) => text.replace(/\s+/g, ' ').trim());
const day = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const instant = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());
const id = fc.uuid({ version: 7 });
const uri = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constantFrom(
    '/',
    '/about',
    '?page=2',
    '#top',
    'mailto:ann@example.org',
    'https://例え.jp/パス',
  ),
);
const value = (values: fc.Arbitrary<Json>): fc.Arbitrary<JsonObject> =>
  values.map((one) => ({ value: one }));

const notObjects: FieldCase['wrong'] = [
  ['text', '', 'type'],
  [42, '', 'type'],
  [true, '', 'type'],
  [null, '', 'type'],
  [undefined, '', 'type'],
  [[], '', 'type'],
  [[{ value: 'x' }], '', 'type'],
];

function scalar(good: Json, wrong: FieldCase['wrong']): FieldCase['wrong'] {
  return [
    ...notObjects,
    [{}, '/value', 'type'],
    [{ value: null }, '/value', 'type'],
    [{ value: {} }, '/value', 'type'],
    [{ value: [good] }, '/value', 'type'],
    [{ value: good, more: 1 }, '/more', 'unknown_key'],
    [
      JSON.parse(`{ "value": ${JSON.stringify(good)}, "__proto__": { "x": 1 } }`),
      '/__proto__',
      'unknown_key',
    ],
    ...wrong,
  ];
}

const brokenText = (key: string): FieldCase['wrong'] => [
  [{ [key]: 'a\0b' }, `/${key}`, 'control_character'],
  [{ [key]: 'a\u0007b' }, `/${key}`, 'control_character'],
  [{ [key]: 'a\ud800b' }, `/${key}`, 'not_unicode'],
  [{ [key]: '\udc00' }, `/${key}`, 'not_unicode'],
];

const subFields = {
  fields: [
    { name: 'who', label: 'Who', type: 'text', required: true },
    { name: 'links', label: 'Links', type: 'link', cardinality: -1 },
    { name: 'paid', label: 'Paid', type: 'boolean' },
    {
      name: 'inner',
      label: 'Inner',
      type: 'compound',
      settings: { fields: [{ name: 'day', label: 'Day', type: 'date' }] },
    },
  ],
};

export const fieldCases: readonly FieldCase[] = [
  {
    type: 'text',
    settings: {},
    right: value(line),
    textRoundTrip: true,
    wrong: scalar('x', [
      [{ value: 7 }, '/value', 'type'],
      [{ value: 'x'.repeat(256) }, '/value', 'too_long'],
      [{ value: '𝒳'.repeat(256) }, '/value', 'too_long'],
      [{ value: 'two\nlines' }, '/value', 'control_character'],
      ...brokenText('value'),
    ]),
  },
  {
    type: 'text',
    settings: { max_length: 6, pattern: '[A-Z]{2}[0-9]{4}', pattern_message: 'Like AB1234.' },
    right: value(fc.stringMatching(/^[A-Z]{2}[0-9]{4}$/)),
    textRoundTrip: true,
    wrong: [
      [{ value: 'AB123' }, '/value', 'pattern'],
      [{ value: 'AB12345' }, '/value', 'too_long'],
    ],
  },
  {
    type: 'long_text',
    settings: { formats: ['plain_text', 'filtered_html'] },
    right: fc.record({
      value: fc.array(printable(60), { maxLength: 5 }).map((lines) => lines.join('\n')),
      format: fc.constantFrom('', 'plain_text', 'filtered_html'),
    }),
    textRoundTrip: false,
    wrong: [
      ...notObjects,
      [{ value: 1 }, '/value', 'type'],
      [{ value: 'x', format: 'full_html' }, '/format', 'not_allowed'],
      [{ value: 'x', format: 1 }, '/format', 'type'],
      [{ value: 'x', summary: '' }, '/summary', 'unknown_key'],
      [{ value: 'x'.repeat(200_001) }, '/value', 'too_long'],
      ...brokenText('value'),
    ],
  },
  {
    type: 'list',
    settings: {
      allowed_values: [
        { value: 'talk', label: 'Talk' },
        { value: 'shop', label: 'Workshop | hands on' },
        { value: '3', label: '3' },
      ],
    },
    right: value(fc.constantFrom('talk', 'shop', '3', '')),
    textRoundTrip: true,
    wrong: scalar('talk', [
      [{ value: 'tlak' }, '/value', 'not_allowed'],
      [{ value: 3 }, '/value', 'type'],
      [{ value: '__proto__' }, '/value', 'not_allowed'],
      [{ value: 'constructor' }, '/value', 'not_allowed'],
    ]),
  },
  {
    type: 'boolean',
    settings: { on_label: 'Paid', off_label: 'Free' },
    right: value(fc.boolean()),
    textRoundTrip: true,
    wrong: scalar(true, [
      [{ value: 'true' }, '/value', 'type'],
      [{ value: 1 }, '/value', 'type'],
    ]),
  },
  {
    type: 'integer',
    settings: {},
    right: value(fc.maxSafeInteger()),
    textRoundTrip: true,
    wrong: scalar(1, [
      [{ value: '1' }, '/value', 'type'],
      [{ value: 1.5 }, '/value', 'type'],
      [{ value: Number.NaN }, '/value', 'type'],
      [JSON.parse('{ "value": 9007199254740993 }'), '/value', 'range'],
      [JSON.parse('{ "value": 1e400 }'), '/value', 'range'],
      [{ value: -1e300 }, '/value', 'range'],
    ]),
  },
  {
    type: 'integer',
    settings: { min: 0, max: 10, suffix: 'people' },
    right: value(fc.integer({ min: 0, max: 10 })),
    textRoundTrip: true,
    wrong: [
      [{ value: -1 }, '/value', 'range'],
      [{ value: 11 }, '/value', 'range'],
    ],
  },
  {
    type: 'decimal',
    settings: { precision: 30, scale: 2 },
    right: value(
      fc
        .tuple(
          fc.boolean(),
          fc.bigInt({ min: 0n, max: 10n ** 28n - 1n }),
          fc.integer({ min: 0, max: 99 }),
        )
        .map(([minus, whole, part]) => `${minus ? '-' : ''}${whole}.${part}`),
    ),
    textRoundTrip: true,
    wrong: scalar('1.00', [
      [{ value: 1.5 }, '/value', 'type'],
      [{ value: '1,5' }, '/value', 'format'],
      [{ value: '1e5' }, '/value', 'format'],
      [{ value: '' }, '/value', 'format'],
      [{ value: 'NaN' }, '/value', 'format'],
      [{ value: '1.234' }, '/value', 'range'],
      [{ value: '1'.repeat(29) }, '/value', 'range'],
      [{ value: '1'.repeat(100_000) }, '/value', 'format'],
    ]),
  },
  {
    type: 'decimal',
    settings: { precision: 4, scale: 0, min: '-5', max: '1000' },
    right: value(fc.integer({ min: -5, max: 1000 }).map(String)),
    textRoundTrip: true,
    wrong: [
      [{ value: '1001' }, '/value', 'range'],
      [{ value: '-6' }, '/value', 'range'],
      [{ value: '1.0' }, '/value', 'range'],
    ],
  },
  {
    type: 'float',
    settings: {},
    right: value(fc.double({ noNaN: true, noDefaultInfinity: true })),
    textRoundTrip: true,
    wrong: scalar(1.5, [
      [{ value: '1.5' }, '/value', 'type'],
      [{ value: Number.NaN }, '/value', 'type'],
      [JSON.parse('{ "value": 1e400 }'), '/value', 'range'],
      [JSON.parse('{ "value": -1e400 }'), '/value', 'range'],
    ]),
  },
  {
    type: 'date',
    settings: {},
    right: value(day),
    textRoundTrip: true,
    wrong: scalar('2026-01-01', [
      [{ value: 20260101 }, '/value', 'type'],
      [{ value: '' }, '/value', 'format'],
      [{ value: '2023-02-30' }, '/value', 'format'],
      [{ value: '2023-02-29' }, '/value', 'format'],
      [{ value: '1900-02-29' }, '/value', 'format'],
      [{ value: '2023-13-01' }, '/value', 'format'],
      [{ value: '0000-01-01' }, '/value', 'format'],
      [{ value: '2023-1-1' }, '/value', 'format'],
      [{ value: '2023-01-01T00:00:00Z' }, '/value', 'format'],
      [{ value: '٢٠٢٣-٠١-٠١' }, '/value', 'format'],
    ]),
  },
  {
    type: 'date_time',
    settings: {},
    right: value(
      fc.oneof(
        instant,
        instant.map((one) => one.replace('Z', '+05:30')),
        instant.map((one) => `${one.slice(0, 16)}-0800`),
      ),
    ),
    textRoundTrip: true,
    wrong: scalar('2026-01-01T00:00:00Z', [
      [{ value: 0 }, '/value', 'type'],
      [{ value: '2023-02-30T10:00:00Z' }, '/value', 'format'],
      [{ value: '2023-02-03T24:00:00Z' }, '/value', 'format'],
      [{ value: '2023-02-03T10:60:00Z' }, '/value', 'format'],
      [{ value: '2023-02-03T10:00:00' }, '/value', 'format'],
      [{ value: '2023-02-03' }, '/value', 'format'],
      [{ value: '9999-12-31T23:59:00-10:00' }, '/value', 'format'],
      [{ value: '2023-02-03T10:00:00+99:00' }, '/value', 'format'],
    ]),
  },
  {
    type: 'date_range',
    settings: {},
    right: fc.oneof(
      fc.tuple(day, day).map(([a, b]) => (a < b ? { start: a, end: b } : { start: b, end: a })),
      day.map((start) => ({ start })),
    ),
    textRoundTrip: true,
    wrong: [
      ...notObjects,
      [{}, '/start', 'type'],
      [{ end: '2026-01-01' }, '/start', 'type'],
      [{ start: '2026-01-02', end: '2026-01-01' }, '/end', 'range'],
      [{ start: '2026-02-30', end: '2026-03-01' }, '/start', 'format'],
      [{ start: '2026-01-01', end: '' }, '/end', 'format'],
      [{ start: '2026-01-01', value: 1 }, '/value', 'unknown_key'],
    ],
  },
  {
    type: 'email',
    settings: {},
    right: value(fc.oneof(fc.emailAddress(), fc.constantFrom('jörg@müller.example', ''))),
    textRoundTrip: true,
    wrong: scalar('a@b.example', [
      [{ value: 'nobody' }, '/value', 'format'],
      [{ value: 'a@b' }, '/value', 'format'],
      [{ value: 'a b@c.example' }, '/value', 'format'],
      [{ value: `${'a'.repeat(250)}@b.example` }, '/value', 'too_long'],
      ...brokenText('value'),
    ]),
  },
  {
    type: 'link',
    settings: {},
    right: fc.oneof(
      fc.record({ uri }),
      fc.record({ uri, title: line.map((text) => text.replace(/[<>]/g, '')) }),
    ),
    textRoundTrip: true,
    wrong: [
      ...notObjects,
      [{}, '/uri', 'type'],
      [{ uri: 1 }, '/uri', 'type'],
      [{ uri: 'javascript:alert(1)' }, '/uri', 'format'],
      [{ uri: 'JavaScript:alert(1)' }, '/uri', 'format'],
      [{ uri: 'data:text/html,x' }, '/uri', 'format'],
      [{ uri: 'http://x/Austin, TX' }, '/uri', 'format'],
      [{ uri: 'http:x' }, '/uri', 'format'],
      [{ uri: 'https://' }, '/uri', 'format'],
      [{ uri: '//evil.example' }, '/uri', 'format'],
      [{ uri: '/\\evil.example' }, '/uri', 'format'],
      [{ uri: 'example.org' }, '/uri', 'format'],
      [{ uri: `https://example.org/${'x'.repeat(2048)}` }, '/uri', 'too_long'],
      [{ uri: '/a', title: 'x'.repeat(256) }, '/title', 'too_long'],
      [{ uri: '/a', target: '_blank' }, '/target', 'unknown_key'],
      ...brokenText('uri'),
    ],
  },
  {
    type: 'link',
    settings: { kind: 'external', title: 'none' },
    right: fc.record({ uri: fc.webUrl() }),
    textRoundTrip: true,
    wrong: [
      [{ uri: '/about' }, '/uri', 'not_allowed'],
      [{ uri: 'https://example.org/', title: 'x' }, '/title', 'not_allowed'],
    ],
  },
  {
    type: 'reference',
    settings: { target_type: 'term', bundles: ['topics'] },
    right: fc.oneof(
      fc.record({ target_id: id }),
      fc.record({ target_id: id, target_type: fc.constant('term') }),
    ),
    textRoundTrip: true,
    wrong: [
      ...notObjects,
      [{}, '/target_id', 'type'],
      [{ target_id: 5 }, '/target_id', 'type'],
      [{ target_id: 'Go' }, '/target_id', 'format'],
      [
        { target_id: '01980c2e-7d5a-7c3e-9f04-2b7a5f0d9c11', target_type: 'item' },
        '/target_type',
        'not_allowed',
      ],
    ],
  },
  {
    type: 'file',
    settings: {},
    right: fc.oneof(fc.record({ file_id: id }), fc.record({ file_id: id, description: line })),
    textRoundTrip: false,
    wrong: [
      ...notObjects,
      [{ file_id: 'x' }, '/file_id', 'format'],
      [{ file_id: '01980c2e-7d5a-7c3e-9f04-2b7a5f0d9c11', description: 1 }, '/description', 'type'],
      [{ file_id: '', url: '' }, '/url', 'unknown_key'],
    ],
  },
  {
    type: 'image',
    settings: { title: true },
    right: fc.record({
      file_id: id,
      alt: line.map((text) => text || 'x'),
      title: line,
      width: fc.integer({ min: 1, max: 9999 }),
    }),
    textRoundTrip: false,
    notEntered: ['width', 'height'],
    wrong: [
      ...notObjects,
      [{ file_id: 'x', alt: 'x' }, '/file_id', 'format'],
      [{ file_id: '01980c2e-7d5a-7c3e-9f04-2b7a5f0d9c11' }, '/alt', 'required'],
      [{ file_id: '01980c2e-7d5a-7c3e-9f04-2b7a5f0d9c11', alt: 'x', width: -1 }, '/width', 'type'],
      [
        { file_id: '01980c2e-7d5a-7c3e-9f04-2b7a5f0d9c11', alt: 'x', src: '' },
        '/src',
        'unknown_key',
      ],
    ],
  },
  {
    type: 'json',
    settings: { max_kilobytes: 2 },
    right: value(
      fc
        .jsonValue({ maxDepth: 4 })
        .map((one): Json => JSON.parse(JSON.stringify(one).replaceAll('\\u0000', '')))
        .filter((one) => JSON.stringify(one).length < 1000 && JSON.stringify(one).isWellFormed()),
    ),
    textRoundTrip: true,
    wrong: [
      ...notObjects,
      [{}, '/value', 'format'],
      [{ value: 'x'.repeat(3000) }, '/value', 'too_long'],
      [{ value: ['a\0'] }, '/value', 'format'],
      [{ value: { 'a\0': 1 } }, '/value', 'format'],
      [{ value: { a: '\ud800' } }, '/value', 'format'],
      [JSON.parse('{ "value": [1e400] }'), '/value', 'format'],
      [{ value: JSON.parse('['.repeat(30) + ']'.repeat(30)) }, '/value', 'too_deep'],
    ],
  },
  {
    type: 'compound',
    settings: subFields,
    right: fc.record(
      {
        who: fc.record({ value: line.map((text) => text || 'x') }),
        links: fc.array(fc.record({ uri: fc.webUrl() }), { maxLength: 3 }),
        paid: fc.record({ value: fc.boolean() }),
        inner: fc.record({ day: fc.record({ value: day }) }),
      },
      { requiredKeys: ['who', 'paid'] },
    ),
    textRoundTrip: false,
    wrong: [
      ...notObjects,
      [{ who: 'Ann' }, '/who', 'type'],
      [{ who: { value: 7 } }, '/who/value', 'type'],
      [{ who: [{ value: 'Ann' }] }, '/who', 'type'],
      [{ links: [{ uri: '/a' }] }, '/who/value', 'required'],
      [{ who: { value: 'Ann' }, links: [{ uri: '/a' }, { uri: 'b' }] }, '/links/1/uri', 'format'],
      [
        { who: { value: 'Ann' }, inner: { day: { value: '2023-02-30' } } },
        '/inner/day/value',
        'format',
      ],
      [{ who: { value: 'Ann' }, whom: {} }, '/whom', 'unknown_field'],
    ],
  },
];
