import { createReadStream } from 'node:fs';
import { SourceUnreadable } from '../transfer-errors.ts';

/**
 * The text of a file in pieces, without a byte order mark. Only UTF-8: guessing at other
 * encodings would put wrong letters into content without anybody noticing.
 */
export async function* readText(
  path: string,
  onBytes: (count: number) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let position = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
      const bytes: unknown = chunk;
      if (!Buffer.isBuffer(bytes)) continue;
      if (position === 0) refuseUtf16(bytes);
      yield decode(decoder, bytes, position);
      position += bytes.length;
      onBytes(bytes.length);
    }
    yield decode(decoder, undefined, position);
  } catch (error) {
    if (error instanceof SourceUnreadable || !isSystemError(error)) throw error;
    throw new SourceUnreadable(
      error.code === 'EISDIR' ? 'It is a folder.' : `It cannot be read (${error.code}).`,
    );
  }
}

function refuseUtf16(bytes: Buffer): void {
  const mark = bytes.subarray(0, 2).toString('latin1');
  if (mark === '\u00ff\u00fe' || mark === '\u00fe\u00ff')
    throw new SourceUnreadable('It is written in UTF-16. Save it as UTF-8.');
}

function decode(decoder: TextDecoder, bytes: Buffer | undefined, position: number): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
  } catch {
    throw new SourceUnreadable(
      `It is not UTF-8 text (near byte ${position.toLocaleString('en')}). Save it as UTF-8.`,
    );
  }
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
