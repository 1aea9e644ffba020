import { createProgramThread, Unavailable } from '#base';
import type { WorkerAnswer, WorkerRequest, WorkerStart } from './embedded-messages.ts';

/** The embedded PostgreSQL in its thread. Requests are answered in the order they are made. */
export interface EmbeddedSession {
  /** Sends one block of protocol messages, answers with what the database sent back. */
  send(block: Uint8Array): Promise<Uint8Array>;
  /** The database folder as a tar; nothing may be running. */
  dump(): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (answer: WorkerAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** Starts PostgreSQL in a thread of its own, which `image` is handed to; resolves when it answers. */
export async function startEmbedded(start: WorkerStart): Promise<EmbeddedSession> {
  const worker = createProgramThread(new URL('./embedded-worker.ts', import.meta.url), {
    workerData: start,
    transferList: start.image === undefined ? [] : [start.image.buffer],
  });
  const waiting: Waiting[] = [];
  let stopped: Error | undefined;

  const stop = (reason: string, cause?: unknown): void => {
    stopped ??= new Unavailable(
      'database.unavailable',
      `The embedded database stopped: ${reason}. Start Trovato again.`,
      { cause },
    );
    for (const { reject } of waiting.splice(0)) reject(stopped);
  };
  worker.on('message', (answer: WorkerAnswer) => {
    const next = waiting.shift();
    // Only open questions keep the process alive.
    if (waiting.length === 0) worker.unref();
    if (answer.kind === 'failed') next?.reject(new Error(answer.message));
    else next?.resolve(answer);
  });
  worker.on('error', (error) => stop(String(error), error));
  worker.on('exit', (code) => stop(`its thread ended with ${code}`));

  const next = (): Promise<WorkerAnswer> =>
    new Promise((resolve, reject) => {
      if (stopped) reject(stopped);
      else {
        worker.ref();
        waiting.push({ resolve, reject });
      }
    });
  const ask = (request: WorkerRequest): Promise<WorkerAnswer> => {
    const answer = next();
    worker.postMessage(request);
    return answer;
  };

  try {
    await next();
  } catch (error) {
    await worker.terminate();
    throw error;
  }
  return {
    send: async (block) => bytesOf(await ask({ kind: 'send', block })),
    dump: async () => bytesOf(await ask({ kind: 'dump' })),
    async close() {
      if (stopped) return;
      await ask({ kind: 'close' });
      await worker.terminate();
    },
  };
}

function bytesOf(answer: WorkerAnswer): Uint8Array<ArrayBuffer> {
  return answer.kind === 'answer' ? answer.bytes : new Uint8Array();
}
