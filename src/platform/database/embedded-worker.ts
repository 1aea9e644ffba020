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

/**
 * What the database answers. Its stream is asked, since `execProtocolRaw` also understands every
 * answer, and keeps what it understood for as long as it runs.
 */
async function send(postgres: PGlite, block: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const onRawData = (part: Uint8Array): void => {
    // It lies in the memory of the database, which goes on writing there.
    parts.push(part.slice());
    size += part.length;
  };
  await postgres.execProtocolRawStream(block, { syncToFs: false, onRawData });
  const bytes = new Uint8Array(size);
  let place = 0;
  for (const part of parts) {
    bytes.set(part, place);
    place += part.length;
  }
  return bytes;
}

try {
  const postgres = await open();
  const answer = async (request: WorkerRequest): Promise<void> => {
    try {
      if (request.kind === 'send') {
        const bytes = await send(postgres, request.block);
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
