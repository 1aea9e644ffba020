import { ByteReader, leb } from './byte-reader.ts';
import type { CoreModule, Section } from './read-module.ts';

/** Bytes that stand instead of those from `start` to `end`, all within one section. */
export interface Patch {
  readonly start: number;
  readonly end: number;
  readonly bytes: readonly number[];
}

/** One entry at the end of the section with this number. */
export interface Addition {
  readonly section: number;
  readonly entry: readonly number[];
}

/** In which order sections stand; custom ones (0) stand anywhere. */
const ORDER = [1, 2, 3, 4, 5, 13, 6, 7, 8, 9, 12, 10, 11];

/** The module with the patches and additions; a section that is missing is made. */
export function rewriteModule(
  { bytes, sections }: CoreModule,
  patches: readonly Patch[],
  additions: readonly Addition[],
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [bytes.subarray(0, 8)];
  const missing = new Set(
    additions.map(({ section }) => section).filter((id) => !sections.some((s) => s.id === id)),
  );
  const entriesOf = (id: number) =>
    additions.filter(({ section }) => section === id).map(({ entry }) => entry);
  const make = (before: (id: number) => boolean): void => {
    for (const id of [...missing].filter(before)) {
      missing.delete(id);
      parts.push(
        ...section(id, [Uint8Array.from(leb(entriesOf(id).length).concat(...entriesOf(id)))]),
      );
    }
  };
  for (const old of sections) {
    if (old.id !== 0) make((id) => ORDER.indexOf(id) < ORDER.indexOf(old.id));
    const inside = patches.filter(({ start }) => start >= old.content && start <= old.end);
    const content = splice(bytes, old, inside);
    parts.push(...section(old.id, extend(content, entriesOf(old.id))));
  }
  make(() => true);
  return joined(parts);
}

function section(id: number, content: readonly Uint8Array[]): readonly Uint8Array[] {
  const size = content.reduce((sum, { length }) => sum + length, 0);
  return [Uint8Array.from([id, ...leb(size)]), ...content];
}

function splice(
  bytes: Uint8Array,
  { content, end }: Section,
  patches: readonly Patch[],
): Uint8Array {
  if (patches.length === 0) return bytes.subarray(content, end);
  const parts: Uint8Array[] = [];
  let position = content;
  for (const patch of patches.toSorted((a, b) => a.start - b.start)) {
    parts.push(bytes.subarray(position, patch.start), Uint8Array.from(patch.bytes));
    position = patch.end;
  }
  return joined([...parts, bytes.subarray(position, end)]);
}

/** The content of a section that is a list, with more entries at its end. */
function extend(
  content: Uint8Array,
  entries: readonly (readonly number[])[],
): readonly Uint8Array[] {
  if (entries.length === 0) return [content];
  const reader = new ByteReader(content);
  const count = Uint8Array.from(leb(reader.u32() + entries.length));
  return [count, content.subarray(reader.position), Uint8Array.from(entries.flat())];
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  return whole;
}
