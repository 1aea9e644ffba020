import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** So much is read of what is not taken. */
const MOST_BYTES = 32 * 1024 * 1024;
/** Milliseconds that it may take. */
const MOST_TIME = 5_000;

/**
 * Reads what is still coming, and keeps nothing of it: who sends all before they listen would find the
 * connection closed, and never hear why.
 */
export async function swallowBody(body: IncomingMessage): Promise<void> {
  if (body.readableEnded || body.destroyed) return;
  const { promise: enough, resolve } = Promise.withResolvers<void>();
  let bytes = 0;
  body.on('data', (piece: Buffer) => {
    bytes += piece.length;
    if (bytes > MOST_BYTES) resolve();
  });
  body.once('end', resolve).once('close', resolve).resume();
  await Promise.race([enough, sleep(MOST_TIME, undefined, { ref: false })]);
}
