import type { IncomingMessage } from 'node:http';
import { PassThrough, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { MOST_BYTES } from '../abi/guest-memory.ts';
import { Refusal } from '../host/refusal.ts';

/** The body of an answer as text, `MOST_BYTES` of it at the most, as sent and as unpacked. */
export async function readText(
  answer: IncomingMessage,
  method: string,
  signal: AbortSignal,
): Promise<string> {
  // A head may speak of a body that does not follow.
  const bytes = method === 'HEAD' ? Buffer.alloc(0) : await readBytes(answer, signal);
  try {
    return new TextDecoder(charsetOf(answer), { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal('unavailable', 'The answer is no text.');
  }
}

async function readBytes(answer: IncomingMessage, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  await pipeline(
    answer,
    limited,
    unpacker(answer),
    limited,
    async (source: AsyncIterable<Buffer>) => {
      for await (const chunk of source) chunks.push(chunk);
    },
    { signal },
  );
  return Buffer.concat(chunks);
}

/** A small answer may unpack to a large one, and a large one to nothing. */
async function* limited(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > MOST_BYTES) {
      throw new Refusal('too-large', `The answer has more than ${MOST_BYTES / 2 ** 20} MiB.`);
    }
    yield chunk;
  }
}

function unpacker({ headers, statusCode }: IncomingMessage): Transform {
  const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (statusCode === 204 || statusCode === 304) return new PassThrough();
  switch (encoding) {
    case '':
    case 'identity':
      return new PassThrough();
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      throw new Refusal('unavailable', 'The answer is packed in a way that was not asked for.');
  }
}

function charsetOf({ headers }: IncomingMessage): string {
  return /;\s*charset="?([\w-]+)/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
}
