/** The plugin broke the rules of the boundary; nothing that it says can be trusted any more. */
export class GuestFault extends Error {}

/** The longest text or list that a plugin may hand over at once. */
export const MOST_BYTES = 2 ** 20;

/** Up to so many characters a loop is faster than a decoder. */
const SHORT = 24;
/** So many short texts are remembered; a power of two. */
const NAMES = 64;
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Allocates in the plugin; every pointer that comes back is checked. */
export type Realloc = (old: number, oldSize: number, align: number, size: number) => number;

/**
 * The memory of a plugin, read and written with every address checked. Throws `GuestFault` for
 * what lies outside, is longer than `MOST_BYTES`, or is not UTF-8.
 */
export class GuestMemory {
  readonly #memory: WebAssembly.Memory;
  readonly #realloc: Realloc;
  #bytes: Uint8Array;
  #view: DataView;
  #taken = 0;
  readonly #names: (string | undefined)[] = Array.from({ length: NAMES });

  constructor(memory: WebAssembly.Memory, realloc: Realloc) {
    this.#memory = memory;
    this.#realloc = realloc;
    this.#bytes = new Uint8Array(memory.buffer);
    this.#view = new DataView(memory.buffer);
  }

  /** A new value is read: what is taken from now on may be `MOST_BYTES` in all. */
  begin(): void {
    this.#taken = 0;
  }

  /** For `size` bytes at `pointer`; made anew when the memory has grown. */
  view(pointer: number, size: number, align: number): DataView {
    this.#check(pointer, size);
    if (pointer % align !== 0) throw new GuestFault(`gave the address ${pointer}, not aligned`);
    return this.#view;
  }

  bytes(pointer: number, length: number): Uint8Array {
    this.#take(pointer, length);
    return this.#bytes.subarray(pointer, pointer + length);
  }

  text(pointer: number, length: number): string {
    this.#take(pointer, length);
    const end = pointer + length;
    if (length > SHORT) return this.#decode(pointer, end);
    // Names of fields are short and come again and again: each is made once.
    const bytes = this.#bytes;
    let place = length;
    for (let at = pointer; at < end; at++) place = (place * 31 + (bytes[at] ?? 0)) | 0;
    place &= NAMES - 1;
    const known = this.#names[place];
    if (known !== undefined && this.#isText(pointer, length, known)) return known;
    return (this.#names[place] = this.#decode(pointer, end));
  }

  #isText(pointer: number, length: number, text: string): boolean {
    if (text.length !== length) return false;
    const bytes = this.#bytes;
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code !== bytes[pointer + i] || code > 0x7f) return false;
    }
    return true;
  }

  #decode(start: number, end: number): string {
    try {
      return decoder.decode(this.#bytes.subarray(start, end));
    } catch {
      throw new GuestFault('handed over text that is not UTF-8');
    }
  }

  allocate(size: number, align: number): number {
    const pointer = this.#realloc(0, 0, align, size) >>> 0;
    this.#check(pointer, size);
    if (pointer % align !== 0) throw new GuestFault(`allocated at ${pointer}, not aligned`);
    return pointer;
  }

  /** Puts text into the plugin: where it is, and how many bytes it has. */
  putText(text: string): readonly [pointer: number, length: number] {
    const { length } = text;
    if (length > SHORT) return this.putBytes(encoder.encode(text));
    const pointer = this.#putShort(text);
    return pointer < 0 ? this.putBytes(encoder.encode(text)) : [pointer, length];
  }

  /** The same, and where it is said to be is written to `at`. */
  storeText(at: number, text: string): void {
    const { length } = text;
    const pointer = length > SHORT ? -1 : this.#putShort(text);
    if (pointer < 0) this.storePair(at, ...this.putBytes(encoder.encode(text)));
    else this.storePair(at, pointer, length);
  }

  storePair(at: number, first: number, second: number): void {
    // Taken anew: allocating may have made the memory grow.
    const view = this.view(at, 8, 4);
    view.setUint32(at, first, true);
    view.setUint32(at + 4, second, true);
  }

  putBytes(bytes: Uint8Array): readonly [pointer: number, length: number] {
    const pointer = this.allocate(bytes.length, 1);
    this.#bytes.set(bytes, pointer);
    return [pointer, bytes.length];
  }

  /** Where it is; -1 when it is not all ASCII, and what was taken for it lies there until the end. */
  #putShort(text: string): number {
    const { length } = text;
    const pointer = this.allocate(length, 1);
    const bytes = this.#bytes;
    let all = 0;
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      all |= code;
      bytes[pointer + i] = code;
    }
    return all > 0x7f ? -1 : pointer;
  }

  #take(pointer: number, length: number): void {
    this.#taken += length;
    if (this.#taken > MOST_BYTES) {
      throw new GuestFault(`handed over ${this.#taken} bytes; ${MOST_BYTES} are the most`);
    }
    this.#check(pointer, length);
  }

  #check(pointer: number, size: number): void {
    // Memory that grows leaves its old buffer empty; to ask for the buffer each time is a call.
    if (this.#bytes.length === 0) {
      const { buffer } = this.#memory;
      this.#bytes = new Uint8Array(buffer);
      this.#view = new DataView(buffer);
    }
    if (pointer + size > this.#bytes.length) {
      throw new GuestFault(`gave ${size} bytes at ${pointer}, which is outside of its memory`);
    }
  }
}
