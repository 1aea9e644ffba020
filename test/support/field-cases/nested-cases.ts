import * as fc from 'fast-check';
import type { Json } from '#base';
import { type FieldCase, line, day, value, notObjects } from './field-case.ts';

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

export const nestedCases: readonly FieldCase[] = [
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
