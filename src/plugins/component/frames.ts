import { writeSync } from 'node:fs';

const STANDARD_OUTPUT = 1;

/** Writes a length of four bytes and then what it is the length of, all of it before it returns. */
export function writeFrame(content: string | Uint8Array): void {
  writeAll(frame(content));
}

/** A length of four bytes and what it is the length of. */
export function frame(content: string | Uint8Array): Uint8Array {
  const body = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const whole = new Uint8Array(4 + body.length);
  new DataView(whole.buffer).setUint32(0, body.length, true);
  whole.set(body, 4);
  return whole;
}

/** What `frame` made, one after the other. Throws `RangeError` when it ends too early. */
export function readFrames(bytes: Uint8Array): readonly Uint8Array<ArrayBuffer>[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames: Uint8Array<ArrayBuffer>[] = [];
  for (let position = 0; position < bytes.length;) {
    const start = position + 4;
    position = start + view.getUint32(position, true);
    if (position > bytes.length) throw new RangeError('ends too early');
    frames.push(bytes.slice(start, position));
  }
  return frames;
}

/** A pipe takes a part at a time, and none while the reader is behind. */
function writeAll(bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) {
    try {
      written += writeSync(STANDARD_OUTPUT, bytes, written);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    }
  }
}
