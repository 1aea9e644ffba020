import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { componentOf, coreModule, repeat, unsigned } from '../../../test/support/core-modules.ts';
import { openTestPlugins, readGuest } from '../../../test/support/plugins.ts';
import { buildStarlingMonkey } from '../../../test/support/starlingmonkey.ts';
import { ByteReader } from './byte-reader.ts';
import { measure, MOST, readFunction } from './function-shape.ts';
import { patchModule } from './patch-module.ts';
import { readModule, SECTION } from './read-module.ts';
import { takeApart } from './take-apart.ts';

const MEMORY = 64 * 2 ** 20;
const [BLOCK, LOOP, BR_IF, NO_RESULT] = [0x02, 0x03, 0x0d, 0x40];
const answer = [0x41, 0];
/** Adds one to each of so many variables. */
const counting = (locals: number): readonly number[] =>
  Array.from({ length: locals }, (_, i) => unsigned(2 + i)).flatMap((one) =>
    [0x20].concat(one, [0x41, 1, 0x6a, 0x21], one),
  );
const inBlocks = (count: number, opcode: number, inside: readonly number[]): readonly number[] => [
  ...repeat(count, opcode, NO_RESULT),
  ...inside,
  ...repeat(count, 0x20, 0, 0x45, BR_IF, 0, 0x0b),
];

test('a plugin whose functions would take gigabytes to compile is refused, with what is too much', async () => {
  const bytes = await componentOf(
    coreModule({
      code: [...inBlocks(600, LOOP, counting(40_000)), ...answer],
      locals: 40_000,
    }),
  );
  await using site = await openTestPlugins();
  await assert.rejects(
    site.load({ name: 'turbo', bytes }),
    /Its function 0 has 40000 local variables; 10000 are the most\./,
  );
});

const TOO_MUCH: readonly (readonly [what: RegExp, code: readonly number[], locals: number])[] = [
  [/10001 local variables; 10000/, [], 10_001],
  [/500400 local variables times loops; 500000/, inBlocks(100, LOOP, []), 5_000],
  [/local variables times branches; 5000000/, inBlocks(1_000, BLOCK, []), 5_000],
  [/5001 blocks in each other; 5000/, inBlocks(5_001, BLOCK, []), 0],
  [/100002 branches; 100000/, repeat(50_001, BLOCK, NO_RESULT, 0x0c, 0, 0x0b), 0],
  [/\d+ bytes; 524288/, repeat(2 ** 19, 0x01), 0],
];
for (const [what, code, locals] of TOO_MUCH) {
  test(`a function is refused for ${what.source}`, () => {
    const module = coreModule({ code: [...code, ...answer], locals });
    assert.ok(WebAssembly.validate(Uint8Array.from(module)), 'the test itself is right');
    assert.throws(() => patchModule(module, MEMORY), what);
  });
}

test('types with many values are refused, and those of objects', () => {
  const wide = (params: number, results: number) =>
    coreModule({
      code: answer,
      types: [
        [0x60, ...unsigned(params), ...repeat(params, 0x7f), results, ...repeat(results, 0x7f)],
      ],
    });
  assert.throws(() => patchModule(wide(0, 9), MEMORY), /answers 9 values; 8 are the most/);
  assert.ok(patchModule(wide(100, 8), MEMORY));
  const struct = coreModule({ code: answer, types: [[0x5f, 0]] });
  assert.throws(() => patchModule(struct, MEMORY), /types of garbage-collected objects/);
});

test('what engines and compilers make is far from these limits', async (t) => {
  const plugins = globSync(fileURLToPath(new URL('../../../plugins/*/*.wasm', import.meta.url)));
  const components: readonly (readonly [name: string, bytes: Uint8Array])[] = [
    ['C', readGuest('engine')],
    [
      'StarlingMonkey',
      await buildStarlingMonkey(['item_view'], 'export const itemView = () => 1;'),
    ],
    ...plugins.map((file) => [file, readFileSync(file)] as const),
  ];
  assert.ok(plugins.length > 3);
  for (const [name, bytes] of components) {
    const { modules } = await takeApart(bytes, MEMORY);
    const largest = modules.map(largestOf).reduce(larger);
    t.diagnostic(`${name}: ${JSON.stringify(largest)}`);
    for (const [what, value] of Object.entries(largest)) {
      const most = MOST[what as keyof typeof largest];
      assert.ok(value * 3 < most, `${name} has ${value} ${what} of ${most}`);
    }
  }
});

type Measured = ReturnType<typeof measure>;

function larger(one: Measured, other: Measured): Measured {
  return {
    bytes: Math.max(one.bytes, other.bytes),
    locals: Math.max(one.locals, other.locals),
    depth: Math.max(one.depth, other.depth),
    branches: Math.max(one.branches, other.branches),
    inLoops: Math.max(one.inLoops, other.inLoops),
    inBranches: Math.max(one.inBranches, other.inBranches),
  };
}

function largestOf(bytes: Uint8Array): Measured {
  const { sections, widest } = readModule(bytes);
  const nothing = { bytes: 0, locals: 0, depth: 0, branches: 0, loops: 0 };
  let largest = measure(nothing, widest);
  for (const { id, content, end } of sections) {
    if (id !== SECTION.code) continue;
    const reader = new ByteReader(bytes, content, end);
    for (let left = reader.u32(); left > 0; left--) {
      const size = reader.u32();
      const body = new ByteReader(bytes, reader.position, reader.position + size);
      largest = larger(
        largest,
        measure(
          readFunction(body, () => undefined),
          widest,
        ),
      );
      reader.skip(size);
    }
  }
  return largest;
}
