import { ByteReader, leb } from './byte-reader.ts';
import { Refused } from './refused.ts';
import { checkFunction, MOST, readFunction } from './function-shape.ts';
import { type CoreModule, KIND, readModule, SECTION } from './read-module.ts';
import { type Patch, rewriteModule } from './rewrite-module.ts';

/** Under what names patched modules export what a snapshot is made of. */
export const STATE_PREFIX = 'trovato:state/';
/** A mutable i64: what is set there is mixed into the random numbers of QuickJS. */
export const ENTROPY = 'trovato:entropy';

const PAGE = 65_536;
const I64 = 0x7e;
/** Value types that can be copied: i32, i64, f32, f64. */
const COPIED = new Set([0x7f, I64, 0x7d, 0x7c]);

// QuickJS keeps the state of Math.random in its memory, so that after a reset it would say the
// same again. Its generator (xorshift64*) ends in a multiplication with this number, which stands
// nowhere else; the answer is mixed with a global that is new for every message.
// i64.const 0x2545F4914F6CDD1D, i64.mul
const XORSHIFT_END = [0x42, 0x9d, 0xba, 0xb3, 0xfb, 0x94, 0x92, 0xfd, 0xa2, 0x25, 0x7e];

/**
 * A core module that can be put back to a snapshot and cannot take more than `memory` bytes:
 * its memories and mutable globals are exported. Throws `Refused`, also for functions that would take
 * too much memory to compile.
 */
export function patchModule(bytes: Uint8Array, memory: number): Uint8Array<ArrayBuffer> {
  const module = readModule(bytes);
  checkLimits(module, memory);
  const { mixing, patches } = readCode(module);
  const exports = stateExports(module, mixing).map(encodeExport);
  return rewriteModule(
    module,
    [...memoryPatches(module, memory / PAGE), ...patches],
    [
      ...exports.map((entry) => ({ section: SECTION.exports, entry })),
      // A mutable i64 that begins as 0.
      ...(mixing ? [{ section: SECTION.globals, entry: [I64, 1, 0x42, 0, 0x0b] }] : []),
    ],
  );
}

function checkLimits(
  { memories, tables, globals, exports, widest }: CoreModule,
  memory: number,
): void {
  for (const { limits } of memories) {
    if (limits.flags > 1) {
      throw new Refused('It shares memory between threads, or addresses it with 64 bits.');
    }
    if (limits.min * PAGE > memory) {
      throw new Refused(
        `It asks for ${mebibytes(limits.min * PAGE)} MiB of memory; a plugin may have ${mebibytes(memory)}.`,
      );
    }
  }
  if (tables.some(({ flags }) => flags > 1)) {
    throw new Refused('It shares a table between threads, or addresses it with 64 bits.');
  }
  if (globals.some(({ type, mutable }) => mutable && !COPIED.has(type))) {
    throw new Refused('It has a global of a type that cannot be put back.');
  }
  if (widest.results > MOST.results) {
    throw new Refused(
      `It has a function that answers ${widest.results} values; ${MOST.results} are the most.`,
    );
  }
  if (exports.some(({ name }) => name.startsWith('trovato:'))) {
    throw new Refused('It exports names that begin with “trovato:”.');
  }
}

/** Checks all functions; mixes entropy into the random numbers of QuickJS where they are made. */
function readCode(module: CoreModule): {
  readonly mixing: boolean;
  readonly patches: readonly Patch[];
} {
  const { bytes, sections } = module;
  const patches: Patch[] = [];
  let index = module.imports.functions;
  // global.get, i64.xor
  const mix = [0x23, ...leb(module.imports.globals + module.globals.length), 0x85];
  for (const { id, content, end } of sections) {
    if (id !== SECTION.code) continue;
    const reader = new ByteReader(bytes, content, end);
    for (let left = reader.u32(); left > 0; left--) {
      const start = reader.position;
      const size = reader.u32();
      const body = new ByteReader(bytes, reader.position, reader.position + size);
      const inside: Patch[] = [];
      const shape = readFunction(body, (opcode, at, after) => {
        if (opcode !== 0x42 || !XORSHIFT_END.every((byte, i) => bytes[at + i] === byte)) return;
        inside.push({ start: after + 1, end: after + 1, bytes: mix });
      });
      checkFunction(index, shape, module.widest);
      index += 1;
      if (inside.length > 0) {
        const longer = leb(size + inside.length * mix.length);
        patches.push({ start, end: reader.position, bytes: longer }, ...inside);
      }
      reader.skip(size);
    }
  }
  return { mixing: patches.length > 0, patches };
}

function* memoryPatches({ memories }: CoreModule, most: number): Iterable<Patch> {
  for (const { limits, start, end, own } of memories) {
    if (!own && limits.max === undefined) continue;
    const max = Math.min(limits.max ?? most, most);
    yield { start, end, bytes: [1, ...leb(limits.min), ...leb(max)] };
  }
}

const state = (kind: number, index: number) => ({
  name: `${STATE_PREFIX}${kind}/${index}`,
  kind,
  index,
});
const mebibytes = (bytes: number): number => Math.ceil(bytes / 2 ** 20);

function stateExports(
  { memories, imports, globals }: CoreModule,
  mixed: boolean,
): readonly { readonly name: string; readonly kind: number; readonly index: number }[] {
  return [
    ...memories.flatMap(({ own }, index) => (own ? [state(KIND.memory, index)] : [])),
    ...globals.flatMap(({ mutable }, index) =>
      mutable ? [state(KIND.global, imports.globals + index)] : [],
    ),
    ...(mixed
      ? [{ name: ENTROPY, kind: KIND.global, index: imports.globals + globals.length }]
      : []),
  ];
}

function encodeExport(entry: { name: string; kind: number; index: number }): readonly number[] {
  const name = new TextEncoder().encode(entry.name);
  return [...leb(name.length), ...name, entry.kind, ...leb(entry.index)];
}
