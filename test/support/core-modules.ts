import { componentEmbed, componentNew } from '@bytecodealliance/jco-transpile/wasm-tools';

// Core modules written byte by byte, for what no compiler makes.

const [I32, FUNCREF] = [0x7f, 0x70];
/** A list in the binary format: how many there are, and they. */
const list = (entries: readonly (readonly number[])[]): number[] =>
  unsigned(entries.length).concat(...entries);
const text = (value: string): readonly number[] =>
  list([...Buffer.from(value)].map((one) => [one]));

/** `value` as it is written in the binary format. */
export function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...unsigned(Math.floor(value / 128))];
}

export function repeat(count: number, ...bytes: readonly number[]): readonly number[] {
  return Array.from({ length: count }, () => bytes).flat();
}

export interface CoreParts {
  /** What `item-view` does, which has two parameters: instructions without the last `end`. */
  readonly code: readonly number[];
  /** How many local variables it has besides. */
  readonly locals?: number;
  /** How many entries each of its tables has. */
  readonly tables?: readonly number[];
  /** More types, the first of them the third. */
  readonly types?: readonly (readonly number[])[];
}

/** A module with a memory, a place for what it is given, and a function `item-view`. */
export function coreModule({ code, locals = 0, tables = [], types = [] }: CoreParts): Uint8Array {
  const section = (id: number, content: readonly number[]): readonly (readonly number[])[] => [
    [id, ...unsigned(content.length)],
    content,
  ];
  const tap = [...list(locals > 0 ? [[...unsigned(locals), I32]] : []), ...code, 0x0b];
  // All that is allocated lies at 65,536.
  const allocate = [0, 0x41, 0x80, 0x80, 0x04, 0x0b];
  const parts = [
    [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(
      1,
      list([[0x60, 2, I32, I32, 1, I32], [0x60, 4, I32, I32, I32, I32, 1, I32], ...types]),
    ),
    ...section(3, list([[0], [1]])),
    ...section(4, list(tables.map((entries) => [FUNCREF, 0, ...unsigned(entries)]))),
    ...section(5, list([[0, 10]])),
    ...section(
      7,
      list([
        [...text('memory'), 2, 0],
        [...text('item-view'), 0, 0],
        [...text('cabi_realloc'), 0, 1],
      ]),
    ),
    ...section(10, list([tap, allocate].map((body) => unsigned(body.length).concat(body)))),
  ];
  return Buffer.concat(parts.map((part) => Uint8Array.from(part)));
}

/** The component that a module which answers `item_view` makes. */
export async function componentOf(module: Uint8Array): Promise<Uint8Array> {
  const witSource = `package trovato:plugin@0.1.0;
interface types { type json = string; }
world guest { use types.{json}; export item-view: func(input: json) -> result<option<json>, string>; }`;
  const embedded = await componentEmbed({ binary: module, witSource, world: 'guest' });
  return componentNew(embedded, []);
}
