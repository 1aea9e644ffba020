import type { Running } from './instantiate.ts';

/** All that changes in a plugin, as it was at one moment. Threads share it. */
export interface Snapshot {
  readonly memories: readonly SharedArrayBuffer[];
  readonly globals: readonly (number | bigint)[];
}

const PAGE = 65_536;

/** Bytes of its memories. */
export function sizeOf(snapshot: Snapshot | undefined): number {
  let bytes = 0;
  for (const { byteLength } of snapshot?.memories ?? []) bytes += byteLength;
  return bytes;
}

export function takeSnapshot({ memories, globals }: Running['state']): Snapshot {
  return {
    memories: memories.map(({ buffer }) => {
      const copy = new SharedArrayBuffer(buffer.byteLength);
      copyChanged(buffer, copy);
      return copy;
    }),
    globals: globals.map(({ value }) => value as number | bigint),
  };
}

/**
 * Puts a plugin back to a snapshot of itself or of another instance. False: a memory has grown,
 * which cannot be taken back, so the instance is of no more use.
 */
export function restoreSnapshot({ memories, globals }: Running['state'], to: Snapshot): boolean {
  for (const [i, memory] of memories.entries()) {
    const kept = to.memories[i];
    if (kept === undefined || memory.buffer.byteLength > kept.byteLength) return false;
    const missing = kept.byteLength - memory.buffer.byteLength;
    if (missing > 0) memory.grow(missing / PAGE);
    copyChanged(kept, memory.buffer);
  }
  for (const [i, global] of globals.entries()) global.value = to.globals[i];
  return true;
}

/**
 * Most of a memory is as it was, or was never used: a request of QuickJS changes 80 KB of 1.8 MB.
 * What is not written takes no space of the machine.
 */
function copyChanged(from: ArrayBufferLike, to: ArrayBufferLike): void {
  const [source, target] = [Buffer.from(from), Buffer.from(to)];
  for (let start = 0; start < source.length; start += PAGE) {
    const end = start + PAGE;
    if (target.compare(source, start, end, start, end) === 0) continue;
    source.copy(target, start, start, end);
  }
}
