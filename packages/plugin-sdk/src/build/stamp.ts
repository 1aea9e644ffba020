import { createHash } from 'node:crypto';

/**
 * What a component was built from, as a hash, in a custom section at its end. Building the same
 * source twice does not give the same bytes (the engine's hash tables are in its memory), so this
 * is how one knows that nothing has changed.
 */
export function stampOf(...source: readonly string[]): Buffer {
  const hash = createHash('sha256');
  for (const part of source) hash.update(part).update('\0');
  const name = Buffer.from('trovato-source');
  const content = Buffer.concat([Buffer.from([name.length]), name, hash.digest()]);
  // Section 0; all lengths are below 128, which LEB128 writes as one byte.
  return Buffer.concat([Buffer.from([0, content.length]), content]);
}

export function hasStamp(component: Buffer, stamp: Buffer): boolean {
  return component.subarray(-stamp.length).equals(stamp);
}
