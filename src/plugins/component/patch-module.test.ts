import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ENTROPY, patchModule } from './patch-module.ts';

const MEBIBYTE = 2 ** 20;
const [I32, I64, V128, FUNCREF] = [0x7f, 0x7e, 0x7b, 0x70];

/** A core module of sections given by number; each is a list of entries. */
function module(sections: Readonly<Record<number, readonly (readonly number[])[]>>): Uint8Array {
  const order = [1, 2, 3, 4, 5, 6, 7, 9, 12, 10, 11];
  const bytes = order.flatMap((id) => {
    const entries = sections[id];
    if (entries === undefined) return [];
    const content = [...(id === 12 ? [] : [entries.length]), ...entries.flat()];
    assert.ok(content.length < 128);
    return [id, content.length, ...content];
  });
  return Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...bytes]);
}

const text = (value: string): number[] => [value.length, ...new TextEncoder().encode(value)];
/** One function without parameters that answers an i64 when `result`, and does this. */
const doing = (...body: number[]) => ({
  1: [[0x60, 0, 0]],
  3: [[0]],
  10: [[body.length + 2, 0, ...body, 0x0b]],
});
const patched = (bytes: Uint8Array) => new WebAssembly.Module(patchModule(bytes, MEBIBYTE));

test('memory ends at what a plugin may have, whatever its module says', () => {
  for (const limits of [
    [0, 1],
    [1, 1, 0xff, 0x7f],
  ]) {
    const { exports } = new WebAssembly.Instance(
      patched(module({ 5: [limits], 7: [[...text('memory'), 2, 0]] })),
    );
    const memory = exports['memory'] as WebAssembly.Memory;
    memory.grow(15);
    assert.throws(() => memory.grow(1), RangeError);
  }
});

test('a module that begins with more memory than that is refused', () => {
  assert.throws(
    () => patchModule(module({ 5: [[0, 17]] }), MEBIBYTE),
    /It asks for 2 MiB of memory; a plugin may have 1\./,
  );
});

test('memory that threads share, or of 64 bits, is refused', () => {
  for (const flags of [3, 4, 5]) {
    assert.throws(() => patchModule(module({ 5: [[flags, 1, 1]] }), MEBIBYTE), /shares memory/);
  }
});

test('all that changes is exported, so that it can be put back', () => {
  const names = WebAssembly.Module.exports(
    patched(
      module({
        2: [[...text('a'), ...text('g'), 3, I32, 0]],
        5: [[0, 1]],
        6: [
          [I32, 1, 0x41, 7, 0x0b],
          [I32, 0, 0x41, 7, 0x0b],
          [I64, 1, 0x42, 7, 0x0b],
        ],
      }),
    ),
  ).map(({ name }) => name);
  assert.deepEqual(names, ['trovato:state/2/0', 'trovato:state/3/1', 'trovato:state/3/3']);
});

test('what changes and cannot be put back is refused', () => {
  const global = (type: number, ...zero: number[]) => module({ 6: [[type, 1, ...zero, 0x0b]] });
  const zeroes = Array.from({ length: 16 }, () => 0);
  for (const bytes of [global(FUNCREF, 0xd0, FUNCREF), global(V128, 0xfd, 12, ...zeroes)]) {
    assert.throws(() => patchModule(bytes, MEBIBYTE), /a global of a type that cannot be put back/);
  }
});

const table = { 4: [[FUNCREF, 0, 1]] };
const zero = [0x41, 0];
const REFUSED: readonly (readonly [name: string, code: readonly number[], more: object])[] = [
  ['table.set', [...zero, 0xd0, FUNCREF, 0x26, 0], table],
  ['table.grow', [0xd0, FUNCREF, ...zero, 0xfc, 15, 0, 0x1a], table],
  ['table.fill', [...zero, 0xd0, FUNCREF, ...zero, 0xfc, 17, 0], table],
  ['table.copy', [...zero, ...zero, ...zero, 0xfc, 14, 0, 0], table],
  ['table.init', [...zero, ...zero, ...zero, 0xfc, 12, 0, 0], { ...table, 9: [[1, 0, 1, 0]] }],
  ['elem.drop', [0xfc, 13, 0], { ...table, 9: [[1, 0, 1, 0]] }],
  ['data.drop', [0xfc, 9, 0], { 5: [[0, 1]], 12: [[1]], 11: [[1, 1, 0]] }],
];

for (const [name, code, more] of REFUSED) {
  test(`${name} is refused, and its bytes elsewhere are not taken for it`, () => {
    const bytes = module({ ...doing(...code), ...more });
    assert.ok(WebAssembly.validate(Uint8Array.from(bytes)), 'the test itself is right');
    assert.throws(
      () => patchModule(bytes, MEBIBYTE),
      (error) => error instanceof Error && error.message.includes(`instruction ${name}.`),
    );
    // The same bytes as numbers: i64.const has room for them one at a time.
    const harmless = code.flatMap((byte) => [
      0x41,
      ...(byte < 64 ? [byte] : [byte | 0x80, 0]),
      0x1a,
    ]);
    const inside = harmless.slice(0, 100);
    assert.ok(patched(module(doing(...inside.slice(0, inside.lastIndexOf(0x1a) + 1)))));
  });
}

test('threads and objects that are collected are refused as instructions that are not known', () => {
  assert.throws(() => patchModule(module(doing(0xfe, 3, 0)), MEBIBYTE), /instruction 0xfe, which/);
  assert.throws(() => patchModule(module(doing(0xfb, 1, 0)), MEBIBYTE), /instruction 0xfb, which/);
});

test('names that begin with ours are refused', () => {
  const bytes = module({ 6: [[I32, 1, 0x41, 0, 0x0b]], 7: [[...text('trovato:x'), 3, 0]] });
  assert.throws(() => patchModule(bytes, MEBIBYTE), /exports names that begin with “trovato:”/);
});

test('random numbers of QuickJS are mixed with what is set outside', () => {
  // 2 * 0x2545F4914F6CDD1D, as its generator ends.
  const body = [0x42, 2, 0x42, 0x9d, 0xba, 0xb3, 0xfb, 0x94, 0x92, 0xfd, 0xa2, 0x25, 0x7e];
  const { exports } = new WebAssembly.Instance(
    patched(
      module({
        1: [[0x60, 0, 1, I64]],
        3: [[0]],
        7: [[...text('random'), 0, 0]],
        10: [[body.length + 2, 0, ...body, 0x0b]],
      }),
    ),
  );
  const random = exports['random'] as () => bigint;
  const entropy = exports[ENTROPY] as WebAssembly.Global;
  const plain = BigInt.asIntN(64, 2n * 0x2545f4914f6cdd1dn);
  assert.equal(random(), plain);
  entropy.value = 255n;
  assert.equal(random(), plain ^ 255n);
});
