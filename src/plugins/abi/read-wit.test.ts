import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOST_FUNCTIONS } from '../host/host-functions.ts';
import { readContract } from '../read-contract.ts';
import { layoutOf } from './layout.ts';
import { readWit } from './read-wit.ts';

test('every function of the contract is there, and no other', () => {
  const { wit } = readContract();
  const promised = [...wit.interfaces].map(([path, functions]) => [path, [...functions.keys()]]);
  const there = Object.entries(HOST_FUNCTIONS).map(([path, functions]) => [
    path,
    Object.keys(functions),
  ]);
  assert.deepEqual(
    Object.fromEntries(there.map(([path, names]) => [path, (names as string[]).toSorted()])),
    Object.fromEntries(promised.map(([path, names]) => [path, (names as string[]).toSorted()])),
  );
  assert.equal(`${wit.name}@${wit.version}`, 'trovato:plugin@0.1.0');
});

test('types of WIT are read as they are written', () => {
  const wit = readWit([
    `package a:b@1.0.0; /// A comment: { }
interface types { variant why { gone, because(string) } type json = string; }`,
    `package a:b@1.0.0;
interface things {
  use types.{json, why};
  enum colour { red, %use }
  record place { x: f64, names: list<string>, colour: colour }
  find: func(name: json, count: u32) -> result<option<place>, why>;
  forget: func();
  try: func() -> result<_, why>;
}`,
  ]);
  const things = wit.interfaces.get('things');
  assert.deepEqual(things?.get('forget'), { parameters: [], result: undefined });
  const why = {
    kind: 'variant',
    cases: [
      { name: 'gone', type: undefined },
      { name: 'because', type: { kind: 'string' } },
    ],
  };
  assert.deepEqual(things.get('try')?.result, { kind: 'result', ok: undefined, error: why });
  const find = things.get('find');
  assert.deepEqual(find?.parameters, [
    { name: 'name', type: { kind: 'string' } },
    { name: 'count', type: { kind: 'u32' } },
  ]);
  const place = {
    kind: 'record',
    fields: [
      { name: 'x', type: { kind: 'f64' } },
      { name: 'names', type: { kind: 'list', element: { kind: 'string' } } },
      { name: 'colour', type: { kind: 'enum', names: ['red', 'use'] } },
    ],
  };
  assert.deepEqual(find.result, {
    kind: 'result',
    ok: { kind: 'option', value: place },
    error: why,
  });
});

test('what is not understood is said, instead of being read wrongly', () => {
  const start = 'package a:b@1.0.0;\n';
  for (const text of [
    'interface x { f: func(a: char); }',
    'interface x { resource r; }',
    'interface x { f: func(a: tuple<u32, u32>); }',
    'world w { }',
    'interface x { f: func(a: u32) }',
  ]) {
    assert.throws(() => readWit([start + text]), /not understood/, text);
  }
});

test('values lie in memory where the canonical ABI has them', () => {
  const wit = readWit(['package a:b@1.0.0;\ninterface types { type json = string; }']);
  const layout = (type: string) => {
    const { result } = wit.signature(`func() -> ${type}`);
    assert.ok(result);
    const { size, align, flat } = layoutOf(result);
    return [size, align, flat];
  };
  assert.deepEqual(layout('bool'), [1, 1, 1]);
  assert.deepEqual(layout('option<u8>'), [2, 1, 2]);
  assert.deepEqual(layout('option<s64>'), [16, 8, 2]);
  assert.deepEqual(layout('result<option<json>, string>'), [16, 4, 4]);
  assert.deepEqual(layout('result<_, string>'), [12, 4, 3]);
  assert.deepEqual(layout('result<option<s64>, string>'), [24, 8, 3]);
});
