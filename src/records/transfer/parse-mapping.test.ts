import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluate } from './evaluate.ts';
import type { Mapping } from './mapping.ts';
import { parseMapping } from './parse-mapping.ts';
import { MappingInvalid } from './transfer-errors.ts';

const FILE = { path: '/data/2026/art.json', shown: '2026/art.json' };
const parse = (text: string): Mapping => parseMapping(text, ['a', 'b']);

/** What `expression` comes to for `record`. */
function value(expression: string, record: unknown): unknown {
  const mapping = parse(`source: s\nkey: id\nfields: { a: ${expression} }`);
  const field = mapping.fields.get('a');
  assert.ok(field);
  return evaluate(field.expression, record, FILE);
}

test('values come from the record, the mapping or the file', () => {
  const record = { name: 'N', venue: { city: 'Rome', 'a.b': 1 }, list: [{ x: 5 }], empty: '' };
  const cases: readonly (readonly [string, unknown])[] = [
    ['name', 'N'],
    ['venue.city', 'Rome'],
    ['list.0.x', 5],
    ['{ from: missing, default: 7 }', 7],
    ['{ from: empty }', undefined],
    ['{ constant: [1, 2] }', [1, 2]],
    ['{ file: stem }', 'art'],
    ['{ file: name }', 'art.json'],
    ['{ file: folder }', '2026'],
    ['{ file: path }', '2026/art.json'],
    ['{ object: { x: name, y: missing } }', { x: 'N' }],
    ['{ object: { x: missing, y: { constant: 1 } } }', undefined],
    ['{ list: [name, missing, venue.city] }', ['N', 'Rome']],
    ['{ first: [missing, empty, name] }', 'N'],
    ['constructor', undefined],
    ['__proto__.x', undefined],
  ];
  for (const [expression, expected] of cases)
    assert.deepEqual(value(expression, record), expected, expression);
});

test('values are split, transformed and replaced, in this order', () => {
  const cases: readonly (readonly [string, string, unknown])[] = [
    ['{ from: v, split: "," }', 'a, b ,,c', ['a', 'b', 'c']],
    ['{ from: v, split: ",", transform: [trim, uppercase], values: { B: x } }', 'a, b', ['A', 'x']],
    ['{ from: v, transform: number }', '1.50', 1.5],
    ['{ from: v, transform: number }', 'many', 'many'],
    ['{ from: v, transform: boolean }', 'Yes', true],
    ['{ from: v, transform: boolean }', 'maybe', 'maybe'],
    ['{ from: v, transform: date }', '2026-05-01T10:00:00Z', '2026-05-01'],
    ['{ from: v, transform: { date: DD.MM.YYYY } }', '1.5.2026', '2026-05-01'],
    ['{ from: v, transform: { date: DD.MM.YYYY } }', '2026', '2026'],
    ['{ from: v, transform: url }', ' https://a.test/Austin, TX', 'https://a.test/Austin,%20TX'],
    ['{ from: v, transform: url }', 'UA', 'UA'],
  ];
  for (const [expression, v, expected] of cases)
    assert.deepEqual(value(expression, { v }), expected, `${expression} of ${v}`);
});

test('everything that is wrong with a mapping is said at once, with its place', () => {
  const wrong = `
key: []
colour: red
title: { from: a, constant: b }
fields:
  a: { from: x, transform: [trim, shout], invalid: sometimes }
  c: { form: x }
  b: { list: name }
`;
  assert.throws(
    () => parse(wrong),
    (error) => {
      assert.ok(error instanceof MappingInvalid);
      const pointers = error.problems.map((problem) => problem.pointer);
      for (const pointer of [
        '/source',
        '/key',
        '/colour',
        '/title',
        '/fields/a/transform',
        '/fields/a/invalid',
        '/fields/c',
        '/fields/c/form',
        '/fields/b/list',
      ])
        assert.ok(pointers.includes(pointer), pointer);
      assert.match(error.message, /fields → a → transform: Known are trim/);
      return true;
    },
  );
});

test('what is no YAML, or no mapping, is said to be none', () => {
  for (const text of ['', '[', 'source: [', '- a', 'just text', 'a: 1\na: 2'])
    assert.throws(() => parse(text), MappingInvalid, text);
});
