import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { answerOf, firstDifference, InvalidAnswer, operationsAnswer } from './index.ts';

const LINE = Type.Object(
  {
    name: Type.String({ maxLength: 5 }),
    size: Type.Optional(Type.Union([Type.Number(), Type.Boolean()])),
    words: Type.Optional(Type.Record(Type.String({ pattern: '^[a-z]+$' }), Type.String())),
    labels: Type.Optional(
      Type.Record(Type.String({ pattern: '^[a-z]+$' }), Type.Unknown(), {
        additionalProperties: false,
      }),
    ),
  },
  { additionalProperties: false },
);
const LINES = Type.Array(LINE, { maxItems: 3 });

test('the first thing that is wrong is said, with its place', () => {
  for (const [value, said] of [
    [[{ name: 'sea', size: 2, words: { a: 'b' }, labels: { a: null } }], undefined],
    [7, 'the answer must be array'],
    [[{}, 7], '/0 must have required properties name'],
    [[{ name: 'sea' }, { name: 'shores', more: 1 }], /^\/1\/name must not have more than 5/],
    [[{ name: 'sea', more: 1 }], '/0 must not have additional properties: more'],
    [[{ name: 'sea', size: 'x' }], '/0/size must be number, or must be boolean'],
    [[{ name: 'sea', words: { a: 1 } }], '/0/words/a must be string'],
    [[{ name: 'sea', labels: { A: 1 } }], '/0/labels must not have additional properties: A'],
    [[0, 0, 0, 0], 'the answer must not have more than 3 items'],
  ] as const) {
    const found = firstDifference(LINES, value);
    if (said instanceof RegExp) assert.match(found ?? '', said);
    else assert.equal(found, said);
  }
});

test('of an operation that is wrong it is said what it lacks for what it was to be', () => {
  const why = (operation: object) =>
    assert.throws(
      () => operationsAnswer([operation]),
      (error) => {
        assert.ok(error instanceof InvalidAnswer);
        said = error.message;
        return true;
      },
    );
  let said = '';
  why({ op: 'reorder', path: '/a', order: 3 });
  assert.equal(said, '/0/order must be array');
  why({ op: 'set', path: '/a' });
  assert.equal(said, '/0 must have required properties value');
});

test('an answer of a megabyte costs no more than what is looked at, and its message is short', () => {
  const times = (count: number, text: string): unknown =>
    JSON.parse(`[${Array.from({ length: count }, () => text).join()}]`);
  const names = (letter: string) =>
    Object.fromEntries(Array.from({ length: 120_000 }, (_, i) => [letter + i, 1]));
  const words = answerOf(
    Type.Record(Type.String({ pattern: '^[a-z][a-z0-9]*$' }), Type.String(), {
      additionalProperties: false,
    }),
  );
  const cases: readonly (readonly [(answer: unknown) => unknown, unknown])[] = [
    [operationsAnswer, times(500_000, '0')],
    [operationsAnswer, times(35_000, '{"op":"remove","path":"/a"}')],
    [operationsAnswer, [{ op: 'reorder', path: '/a', order: times(250_000, '""') }]],
    [
      operationsAnswer,
      times(1_000, `{"op":"reorder","path":"/a","order":[${'"",'.repeat(250)}""]}`),
    ],
    [words, names('A')],
    [words, { ['a'.repeat(1_000_000)]: 1 }],
  ];
  const start = performance.now();
  for (const [check, answer] of cases) {
    assert.throws(
      () => check(answer),
      (error) => error instanceof InvalidAnswer && error.message.length < 300,
    );
  }
  assert.ok(performance.now() - start < 1_000);
});
