import { ByteReader } from './byte-reader.ts';
import { Refused } from './refused.ts';

/** A section of a core module: where it begins, with its number, and what is in it. */
export interface Section {
  readonly id: number;
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

/** Limits of a memory or table as they are written; `flags` says what they are. */
export interface Limits {
  readonly flags: number;
  readonly min: number;
  readonly max: number | undefined;
}

/** What a core module is made of, as far as it is looked at. */
export interface CoreModule {
  readonly bytes: Uint8Array;
  readonly sections: readonly Section[];
  /** The most that one of its function types is given and answers. */
  readonly widest: { readonly params: number; readonly results: number };
  readonly imports: { readonly functions: number; readonly globals: number };
  /** Where limits of imported and own memories are written, and whether they are its own. */
  readonly memories: readonly {
    readonly limits: Limits;
    readonly start: number;
    readonly end: number;
    readonly own: boolean;
  }[];
  readonly tables: readonly Limits[];
  /** Its own globals: the value type, and whether it changes. */
  readonly globals: readonly { readonly type: number; readonly mutable: boolean }[];
  readonly exports: readonly {
    readonly name: string;
    readonly kind: number;
    readonly index: number;
  }[];
}

export const SECTION = {
  types: 1,
  imports: 2,
  tables: 4,
  memories: 5,
  globals: 6,
  exports: 7,
  code: 10,
};
export const KIND = { function: 0, table: 1, memory: 2, global: 3 };

type Found = {
  -readonly [Key in 'memories' | 'tables' | 'globals' | 'exports']: CoreModule[Key][number][];
} & {
  imports: { functions: number; globals: number };
  widest: { params: number; results: number };
};

/** Reads what stands around the code. V8 checks modules as a whole; this finds what is to change. */
export function readModule(bytes: Uint8Array): CoreModule {
  const sections = readSections(bytes);
  const found: Found = {
    imports: { functions: 0, globals: 0 },
    widest: { params: 0, results: 0 },
    memories: [],
    tables: [],
    globals: [],
    exports: [],
  };
  for (const { id, content, end } of sections) {
    const reader = new ByteReader(bytes, content, end);
    const read = READERS.get(id);
    if (read !== undefined) for (let left = reader.u32(); left > 0; left--) read(reader, found);
  }
  return { bytes, sections, ...found };
}

function readSections(bytes: Uint8Array): readonly Section[] {
  const reader = new ByteReader(bytes, 8);
  const sections: Section[] = [];
  while (!reader.done) {
    const start = reader.position;
    const id = reader.byte();
    const length = reader.u32();
    const content = reader.position;
    reader.skip(length);
    sections.push({ id, start, content, end: reader.position });
  }
  return sections;
}

const READERS: ReadonlyMap<number, (reader: ByteReader, found: Found) => void> = new Map([
  [SECTION.types, readType],
  [SECTION.imports, readImport],
  [SECTION.tables, readTable],
  [SECTION.memories, (reader, found) => readMemory(reader, found, true)],
  [SECTION.globals, readGlobal],
  [
    SECTION.exports,
    (reader, { exports }) =>
      void exports.push({ name: reader.name(), kind: reader.byte(), index: reader.u32() }),
  ],
]);

const FUNCTION_TYPE = 0x60;

function readType(reader: ByteReader, { widest }: Found): void {
  if (reader.byte() !== FUNCTION_TYPE) {
    throw new Refused('It has types of garbage-collected objects, which plugins may not use.');
  }
  widest.params = Math.max(widest.params, skipTypes(reader));
  widest.results = Math.max(widest.results, skipTypes(reader));
}

/** Past a list of value types; answers how many there are. */
function skipTypes(reader: ByteReader): number {
  const count = reader.u32();
  for (let left = count; left > 0; left--) reader.valueType();
  return count;
}

function readImport(reader: ByteReader, found: Found): void {
  reader.name();
  reader.name();
  const kind = reader.byte();
  if (kind === KIND.function) {
    reader.u32();
    found.imports.functions += 1;
  } else if (kind === KIND.table) {
    reader.valueType();
    readLimits(reader);
  } else if (kind === KIND.memory) {
    readMemory(reader, found, false);
  } else if (kind === KIND.global) {
    reader.valueType();
    reader.byte();
    found.imports.globals += 1;
  } else {
    // A tag of exceptions.
    reader.byte();
    reader.u32();
  }
}

function readTable(reader: ByteReader, found: Found): void {
  if (reader.byte() === 0x40) {
    // With a value that fills it.
    reader.byte();
    reader.valueType();
    found.tables.push(readLimits(reader));
    skipConstant(reader);
  } else {
    reader.position -= 1;
    reader.valueType();
    found.tables.push(readLimits(reader));
  }
}

function readMemory(reader: ByteReader, found: Found, own: boolean): void {
  const start = reader.position;
  const limits = readLimits(reader);
  found.memories.push({ limits, start, end: reader.position, own });
}

function readGlobal(reader: ByteReader, found: Found): void {
  found.globals.push({ type: reader.valueType(), mutable: (reader.byte() & 1) === 1 });
  skipConstant(reader);
}

function readLimits(reader: ByteReader): Limits {
  const flags = reader.byte();
  const min = reader.u32();
  return { flags, min, max: flags & 1 ? reader.u32() : undefined };
}

/** Past the instructions that make the first value of a global or table. */
function skipConstant(reader: ByteReader): void {
  for (;;) {
    const opcode = reader.byte();
    if (opcode === 0x0b) return;
    if (opcode === 0x43) reader.skip(4);
    else if (opcode === 0x44) reader.skip(8);
    else if (opcode === 0xfd) {
      reader.u32();
      reader.skip(16);
    } else if (opcode === 0x23 || opcode === 0x41 || opcode === 0x42 || opcode >= 0xd0) {
      reader.skipNumber();
    }
  }
}
