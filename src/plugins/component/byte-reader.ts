/** Reads the WebAssembly binary format, in which most numbers are LEB128. Throws at the end. */
export class ByteReader {
  readonly bytes: Uint8Array;
  readonly end: number;
  position: number;

  constructor(bytes: Uint8Array, position = 0, end = bytes.length) {
    this.bytes = bytes;
    this.position = position;
    this.end = end;
  }

  get done(): boolean {
    return this.position >= this.end;
  }

  byte(): number {
    const byte = this.bytes[this.position];
    if (byte === undefined || this.position >= this.end) throw new RangeError('ends too early');
    this.position += 1;
    return byte;
  }

  skip(count: number): void {
    if (this.position + count > this.end) throw new RangeError('ends too early');
    this.position += count;
  }

  /** An unsigned number of at most 32 bits. */
  u32(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError('has a number that is too long');
  }

  /** Past a number of any sign and size. */
  skipNumber(): void {
    for (let length = 0; length < 10; length++) if (this.byte() < 0x80) return;
    throw new RangeError('has a number that is too long');
  }

  name(): string {
    const length = this.u32();
    const start = this.position;
    this.skip(length);
    return new TextDecoder().decode(this.bytes.subarray(start, this.position));
  }

  /** The first byte of a value type is answered; references to types are longer. */
  valueType(): number {
    const type = this.byte();
    if (type === 0x63 || type === 0x64) this.skipNumber();
    return type;
  }
}

/** `value` as unsigned LEB128. */
export function leb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low + 128 : low);
  } while (rest > 0);
  return bytes;
}
