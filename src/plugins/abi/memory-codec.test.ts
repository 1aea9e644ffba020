import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { GuestFault, GuestMemory, MOST_BYTES } from './guest-memory.ts';
import { layoutOf } from './layout.ts';
import { memoryCodec } from './memory-codec.ts';
import { WitError, type WitType, type WitValue } from './wit-types.ts';

/** A plugin's memory with an allocator that only goes up, and grows it. */
function openMemory() {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 600 });
  let used = 8;
  const guest = new GuestMemory(memory, (_old, _oldSize, align, size) => {
    used = Math.ceil(used / align) * align;
    const at = used;
    used += size;
    const missing = Math.ceil((used - memory.buffer.byteLength) / 65_536);
    if (missing > 0) memory.grow(missing);
    return at;
  });
  return { guest, bytes: () => new Uint8Array(memory.buffer) };
}

interface Case {
  readonly type: WitType;
  readonly value: WitValue;
}

const plain = fc.oneof(
  fc.boolean().map((value): Case => ({ type: { kind: 'bool' }, value })),
  fc.nat(255).map((value): Case => ({ type: { kind: 'u8' }, value })),
  fc.nat(2 ** 32 - 1).map((value): Case => ({ type: { kind: 'u32' }, value })),
  fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map((value): Case => ({ type: { kind: 's64' }, value })),
  fc.double({ noNaN: true }).map((value): Case => ({ type: { kind: 'f64' }, value })),
  fc
    .string({ unit: 'binary', maxLength: 60 })
    .map((value): Case => ({ type: { kind: 'string' }, value })),
);
const nested = fc.letrec<{ any: Case }>((tie) => {
  const any = tie('any');
  const names = ['a', 'b', 'c'];
  return {
    any: fc.oneof(
      { maxDepth: 4 },
      plain,
      any.map(({ type, value }): Case => ({ type: { kind: 'option', value: type }, value })),
      any.map(({ type, value }): Case => ({
        type: { kind: 'list', element: type },
        value: [value, value],
      })),
      fc.tuple(any, any).map(([a, b]): Case => ({
        type: { kind: 'result', ok: a.type, error: b.type },
        value: new WitError(b.value),
      })),
      fc.array(any, { minLength: 1, maxLength: 3 }).map((cases): Case => ({
        type: {
          kind: 'record',
          fields: cases.map(({ type }, i) => ({ name: names[i] ?? '', type })),
        },
        value: Object.fromEntries(cases.map(({ value }, i) => [names[i], value])),
      })),
      fc.array(any, { minLength: 1, maxLength: 3 }).map((cases): Case => ({
        type: {
          kind: 'variant',
          cases: cases.map(({ type }, i) => ({ name: names[i] ?? '', type })),
        },
        value: { tag: names[cases.length - 1], value: cases.at(-1)?.value },
      })),
    ),
  };
});

test('a value that is put into a plugin’s memory is read there as it was', () => {
  fc.assert(
    fc.property(nested.any, ({ type, value }) => {
      const { guest } = openMemory();
      const { size, align } = layoutOf(type);
      const at = guest.allocate(size, align);
      const codec = memoryCodec(type);
      codec.store(guest, at, value);
      guest.begin();
      const read = codec.load(guest, at);
      assert.deepEqual(normal(read), normal(value));
    }),
  );
});

/** Lists of bytes are bytes. */
function normal(value: WitValue): unknown {
  if (value instanceof Uint8Array) return [...value];
  if (Array.isArray(value)) return (value as readonly WitValue[]).map(normal);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, normal(one)]));
}

test('whatever bytes a plugin leaves, reading them ends with a value or a clear fault', () => {
  fc.assert(
    fc.property(nested.any, fc.uint8Array({ minLength: 64, maxLength: 256 }), ({ type }, noise) => {
      const { guest, bytes } = openMemory();
      bytes().set(noise, 64);
      guest.begin();
      try {
        memoryCodec(type).load(guest, 64);
      } catch (error) {
        assert.ok(error instanceof GuestFault, String(error));
      }
    }),
  );
});

test('a list that names one large text again and again is refused', () => {
  const { guest, bytes } = openMemory();
  const view = new DataView(bytes().buffer);
  const count = 1_000;
  view.setUint32(8, 1_024, true);
  view.setUint32(12, count, true);
  for (let i = 0; i < count; i++) {
    view.setUint32(1_024 + i * 8, 20_000, true);
    view.setUint32(1_028 + i * 8, 40_000, true);
  }
  const codec = memoryCodec({ kind: 'list', element: { kind: 'string' } });
  guest.begin();
  assert.throws(() => codec.load(guest, 8), new RegExp(`${MOST_BYTES} are the most`));
});
