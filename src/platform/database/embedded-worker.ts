import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import type { WorkerAnswer, WorkerRequest, WorkerStart } from './embedded-messages.ts';

/**
 * The thread that PostgreSQL runs in: it takes blocks of protocol messages and posts back what
 * the database says. It interprets nothing, so that reading the answers does not slow it down.
 */
const port = parentPort;
if (port === null) throw new Error('embedded-worker.ts runs as a worker thread only');
// What `startEmbedded` passes; see there.
const { folder, image } = workerData as WorkerStart;

/** Numbers of WASI, as far as a person can do something about them. */
const FILE_ERRORS = new Map([
  [2, 'permission denied'],
  [51, 'no space left on the disk'],
  [69, 'the disk is read-only'],
]);

const post = (answer: WorkerAnswer, transfer: ArrayBuffer[] = []): void =>
  port.postMessage(answer, transfer);

async function open(): Promise<PGlite> {
  return PGlite.create({
    ...(folder === undefined ? {} : { dataDir: folder }),
    ...(image === undefined ? {} : { loadDataDir: new Blob([image]) }),
  });
}

try {
  const postgres = await open();
  const answer = async (request: WorkerRequest): Promise<void> => {
    try {
      if (request.kind === 'send') {
        const output = await postgres.execProtocolRaw(request.block, { syncToFs: false });
        // Its buffer may be larger than the answer and is used again: send a copy.
        const bytes = output.slice();
        post({ kind: 'answer', bytes }, [bytes.buffer]);
      } else if (request.kind === 'dump') {
        const bytes = new Uint8Array(await (await postgres.dumpDataDir('none')).arrayBuffer());
        post({ kind: 'answer', bytes }, [bytes.buffer]);
      } else {
        await postgres.close();
        post({ kind: 'closed' });
      }
    } catch (error) {
      post({ kind: 'failed', message: describe(error) });
    }
  };
  port.on('message', (request: WorkerRequest) => void answer(request));
  post({ kind: 'ready' });
} catch (error) {
  post({ kind: 'failed', message: describe(error) });
}

/** What went wrong, in words; file errors of the WebAssembly side have only numbers. */
function describe(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'errno' in error) {
    return FILE_ERRORS.get(Number(error.errno)) ?? `file error ${String(error.errno)}`;
  }
  return error instanceof Error ? error.message : String(error);
}
