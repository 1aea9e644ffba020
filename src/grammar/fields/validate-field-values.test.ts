import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { JsonObject } from '#base';
import { differingFields } from './differing-fields.ts';
import type { FieldDefinition } from './field-definition.ts';
import { createFieldTypes } from './field-types.ts';
import { fieldValuesSchema } from './field-values-schema.ts';
import { validateFieldValues } from './validate-field-values.ts';
import { Check } from 'typebox/value';

const types = createFieldTypes();

function field(
  name: string,
  fieldType: string,
  more: { cardinality?: number; required?: boolean; settings?: JsonObject } = {},
): FieldDefinition {
  const { cardinality = 1, required = false, settings = {} } = more;
  return { name, fieldType, cardinality, label: `The ${name}`, required, settings };
}

const fields = [
  field('place', 'text', { required: true }),
  field('website', 'link'),
  field('days', 'date_range', { cardinality: 3 }),
  field('topics', 'text', { cardinality: -1 }),
  field('body', 'long_text'),
];
const place = { value: 'Lisbon' };

function problems(input: unknown, options = {}): readonly string[] {
  const checked = validateFieldValues(fields, input, types, options);
  assert.ok(!checked.ok, 'accepted');
  return checked.problems.map(({ pointer, code }) => `${pointer} ${code}`);
}

function accepted(input: unknown, options = {}) {
  const checked = validateFieldValues(fields, input, types, options);
  assert.ok(checked.ok, JSON.stringify(checked));
  return checked;
}

it('answers the values as they are stored', () => {
  const { values, emptied } = accepted({
    place: { value: ' Lisbon ' },
    website: { uri: 'https://example.org/' },
    days: [{ start: '2026-05-12' }],
    topics: [{ value: 'sql' }, { value: '' }, null, { value: 'go' }],
  });
  assert.deepEqual(values, {
    place,
    website: { uri: 'https://example.org/', title: '' },
    days: [{ start: '2026-05-12', end: '2026-05-12' }],
    topics: [{ value: 'sql' }, { value: 'go' }],
  });
  assert.deepEqual(emptied, []);
});

it('takes null, [] and values without content as empty', () => {
  const input = { place, website: null, days: [], topics: [{ value: ' ' }], body: [] };
  const { values, emptied } = accepted(input);
  assert.deepEqual(values, { place });
  assert.deepEqual(emptied, ['website', 'days', 'topics', 'body']);
});

it('collects every problem, each at its place', () => {
  assert.deepEqual(
    problems({
      place: { value: 7 },
      website: { uri: 'javascript:alert(1)' },
      days: [{ start: '2023-02-30' }, { start: '2026-01-01', end: '2025-01-01' }],
      topics: { value: 'x' },
      body: { value: 'x', style: 'y' },
    }),
    [
      '/fields/place/value type',
      '/fields/website/uri format',
      '/fields/days/0/start format',
      '/fields/days/1/end range',
      '/fields/topics type',
      '/fields/body/style unknown_key',
    ],
  );
});

it('counts values, empty ones not', () => {
  const day = { start: '2026-01-01' };
  assert.deepEqual(problems({ place, days: [day, day, day, day] }), ['/fields/days too_many']);
  accepted({ place, days: [day, null, day, day] });
});

it('asks for what is required, but not in a change that does not name it', () => {
  assert.deepEqual(problems({}), ['/fields/place/value required']);
  assert.deepEqual(problems({ place: null }), ['/fields/place/value required']);
  assert.deepEqual(problems({ place: { value: '  ' } }), ['/fields/place/value required']);
  assert.deepEqual(accepted({ website: null }, { partial: true }).emptied, ['website']);
  assert.deepEqual(problems({ place: null }, { partial: true }), ['/fields/place/value required']);
});

it('refuses unknown fields and says which were meant', () => {
  const checked = validateFieldValues(fields, { place, webiste: null, quux: 1 }, types);
  assert.ok(!checked.ok);
  assert.deepEqual(
    checked.problems.map(({ pointer, message }) => [pointer, message]),
    [
      ['/fields/webiste', 'There is no field “webiste”. Did you mean website?'],
      [
        '/fields/quux',
        'There is no field “quux”. There are place, website, days, topics and body.',
      ],
    ],
  );
});

it('takes keys of prototypes for what they are: unknown names', () => {
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    const input: unknown = JSON.parse(
      `{ "place": { "value": "x" }, "${name}": { "polluted": 1 } }`,
    );
    assert.deepEqual(problems(input), [`/fields/${name} unknown_field`]);
  }
  assert.equal(Reflect.get({}, 'polluted'), undefined);
});

it('answers any depth of nesting with one sentence', () => {
  for (const depth of [41, 200, 200_000]) {
    const arrays: unknown = JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);
    assert.deepEqual(problems({ place, topics: arrays }), ['/fields too_deep']);
    let objects: unknown = {};
    for (let i = 0; i < depth; i += 1) objects = { value: objects };
    assert.deepEqual(problems({ place: objects }), ['/fields too_deep']);
  }
});

it('refuses what is no object at all', () => {
  for (const input of [null, undefined, 'x', 1, true, []]) {
    assert.deepEqual(problems(input), ['/fields type']);
  }
});

it('says no more than a hundred things about one input', () => {
  const topics = Array.from({ length: 5000 }, () => ({ value: 1 }));
  assert.equal(problems({ place, topics }).length, 100);
});

it('describes the same in JSON Schema', () => {
  const schema = fieldValuesSchema(fields, types);
  const { values } = accepted({ place, days: [{ start: '2026-05-12' }], topics: [] });
  assert.ok(Check(schema, values));
  assert.ok(Check(schema, { place, website: null }));
  for (const wrong of [{}, { place: 'x' }, { place, more: 1 }, { place, topics: { value: 'x' } }]) {
    assert.ok(!Check(schema, wrong), JSON.stringify(wrong));
  }
  assert.ok(Check(fieldValuesSchema(fields, types, { partial: true }), {}));
});

it('names the fields that differ, whatever the order of keys', () => {
  const before = { a: { uri: '/', title: 'x' }, b: [{ value: 1 }], c: { value: 2 } };
  const after = { b: [{ value: 1 }, { value: 2 }], a: { title: 'x', uri: '/' }, d: { value: 3 } };
  assert.deepEqual(differingFields(before, after), ['b', 'c', 'd']);
  assert.deepEqual(differingFields(before, before), []);
});
