import type { ByteReader } from './byte-reader.ts';
import { Refused } from './refused.ts';

/** What the bytes after an opcode are. */
type Immediates = (reader: ByteReader) => void;

const none: Immediates = () => undefined;
const index: Immediates = (reader) => reader.skipNumber();
const twoIndexes: Immediates = (reader) => {
  reader.skipNumber();
  reader.skipNumber();
};
const bytes =
  (count: number): Immediates =>
  (reader) =>
    reader.skip(count);
const memory: Immediates = (reader) => {
  const flags = reader.u32();
  // A memory other than the first is named.
  if (flags & 0x40) reader.skipNumber();
  reader.skipNumber();
};
const memoryAndLane: Immediates = (reader) => {
  memory(reader);
  reader.skip(1);
};
const branchTable: Immediates = (reader) => {
  for (let left = reader.u32() + 1; left > 0; left--) reader.skipNumber();
};
const valueTypes: Immediates = (reader) => {
  for (let left = reader.u32(); left > 0; left--) reader.valueType();
};
const blockType: Immediates = (reader) => {
  const first = reader.bytes[reader.position];
  if (first === 0x63 || first === 0x64) reader.valueType();
  else reader.skipNumber();
};
const catches: Immediates = (reader) => {
  blockType(reader);
  for (let left = reader.u32(); left > 0; left--) {
    if (reader.byte() < 2) reader.skipNumber();
    reader.skipNumber();
  }
};

const ranges = (
  ...rows: readonly (readonly [first: number, last: number, immediates: Immediates])[]
): ReadonlyMap<number, Immediates> =>
  new Map(
    rows.flatMap(([first, last, immediates]) =>
      Array.from({ length: last - first + 1 }, (_, i) => [first + i, immediates] as const),
    ),
  );

const PLAIN = ranges(
  [0x00, 0x01, none],
  [0x02, 0x04, blockType],
  [0x05, 0x05, none],
  [0x06, 0x06, blockType],
  [0x07, 0x09, index],
  [0x0a, 0x0b, none],
  [0x0c, 0x0d, index],
  [0x0e, 0x0e, branchTable],
  [0x0f, 0x0f, none],
  [0x10, 0x10, index],
  [0x11, 0x11, twoIndexes],
  [0x12, 0x12, index],
  [0x13, 0x13, twoIndexes],
  [0x14, 0x15, index],
  [0x18, 0x18, index],
  [0x19, 0x1b, none],
  [0x1c, 0x1c, valueTypes],
  [0x1f, 0x1f, catches],
  [0x20, 0x26, index],
  [0x28, 0x3e, memory],
  [0x3f, 0x42, index],
  [0x43, 0x43, bytes(4)],
  [0x44, 0x44, bytes(8)],
  [0x45, 0xc4, none],
  [0xd0, 0xd0, index],
  [0xd1, 0xd1, none],
  [0xd2, 0xd2, index],
);
const BULK = ranges(
  [0, 7, none],
  [8, 8, twoIndexes],
  [9, 9, index],
  [10, 10, twoIndexes],
  [11, 11, index],
  [12, 12, twoIndexes],
  [13, 13, index],
  [14, 14, twoIndexes],
  [15, 17, index],
);
const VECTOR = ranges(
  [0, 11, memory],
  [12, 13, bytes(16)],
  [14, 20, none],
  [21, 34, bytes(1)],
  [35, 83, none],
  [84, 91, memoryAndLane],
  [92, 93, memory],
  [94, 0x113, none],
);
const PREFIXED: ReadonlyMap<number, ReadonlyMap<number, Immediates>> = new Map([
  [0xfc, BULK],
  [0xfd, VECTOR],
]);

/** What is not allowed: it would change what a snapshot does not hold. */
const REFUSED: ReadonlyMap<number, string> = new Map([
  [0x26, 'table.set'],
  [0xfc_09, 'data.drop'],
  [0xfc_0c, 'table.init'],
  [0xfc_0d, 'elem.drop'],
  [0xfc_0e, 'table.copy'],
  [0xfc_0f, 'table.grow'],
  [0xfc_11, 'table.fill'],
]);

/** Is told of each instruction: its opcode, and where it begins and ends. */
export type Visit = (opcode: number, start: number, end: number) => void;

/**
 * Reads one function body, and answers how many local variables it has. Throws `Refused` for
 * instructions that a plugin may not use.
 */
export function readInstructions(reader: ByteReader, visit: Visit): number {
  let locals = 0;
  for (let left = reader.u32(); left > 0; left--) {
    locals += reader.u32();
    reader.valueType();
  }
  while (!reader.done) {
    const start = reader.position;
    const first = reader.byte();
    const prefixed = PREFIXED.get(first);
    const second = prefixed === undefined ? 0 : reader.u32();
    const immediates = prefixed === undefined ? PLAIN.get(first) : prefixed.get(second);
    const opcode = prefixed === undefined ? first : first * 256 + second;
    if (immediates === undefined) {
      const hex = [first, ...(prefixed === undefined ? [] : [second])].map((n) => n.toString(16));
      throw new Refused(
        `It uses the WebAssembly instruction 0x${hex.join(' 0x')}, which plugins may not use: threads, garbage-collected objects and instructions newer than this program are left out.`,
      );
    }
    const refused = REFUSED.get(opcode);
    if (refused !== undefined) {
      throw new Refused(
        `It uses the WebAssembly instruction ${refused}. What it changes could not be put back after a request.`,
      );
    }
    immediates(reader);
    visit(opcode, start, reader.position);
  }
  return locals;
}
