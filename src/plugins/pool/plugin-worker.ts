import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { createProgramThread } from '#base';
import type { ThreadOrder, ThreadReport, ThreadStart } from './messages.ts';
import { PROGRESS_BYTES, readProgress } from './progress.ts';

/** A thread that runs plugins, as the main thread sees it. */
export interface PluginWorker {
  post(orders: readonly ThreadOrder[]): void;
  doing(): ReturnType<typeof readProgress>;
  /** Milliseconds that it has computed; undefined when it does not say so within 20 ms. */
  computed(): Promise<number | undefined>;
  /**
   * Ends it, whatever it is doing; `ended` follows when all that it said has been heard, after two
   * seconds at the latest: nobody waits for a thread that cannot be ended.
   */
  end(): Promise<unknown>;
}

/** What is told of a thread. */
export interface WorkerEvents {
  report(reports: readonly ThreadReport[]): void;
  /** Once, and last. `error`: why it ended by itself. */
  ended(error: unknown): void;
}

/** What a thread may take besides the memory of plugins, which their modules cap. */
const HEAP_MEBIBYTES = 256;
/** What is made and forgotten in a tap is little: with the usual 48 two threads take 13 MB more. */
const YOUNG_MEBIBYTES = 2;

/** Milliseconds. */
const PATIENCE = 20;
const LONGEST_END = 2_000;

export function createPluginWorker(
  { wit, memory }: Pick<ThreadStart, 'wit' | 'memory'>,
  events: WorkerEvents,
): PluginWorker {
  const progress = new SharedArrayBuffer(PROGRESS_BYTES);
  const start: ThreadStart = { wit, progress, memory };
  const worker = createProgramThread(new URL('plugin-thread.ts', import.meta.url), {
    workerData: start,
    // Nothing of the environment is for plugins.
    env: {},
    name: 'plugins',
    resourceLimits: {
      maxOldGenerationSizeMb: HEAP_MEBIBYTES,
      maxYoungGenerationSizeMb: YOUNG_MEBIBYTES,
    },
  });
  let failure: unknown;
  worker.on('message', events.report);
  worker.once('error', (error) => (failure = error));
  worker.once('exit', gone);
  let isGone = false;
  function gone(): void {
    if (isGone) return;
    isGone = true;
    worker.off('message', events.report);
    worker.unref();
    events.ended(failure);
  }
  const outbox: ThreadOrder[] = [];
  return {
    post(orders) {
      // What many requests want of it at the same moment is one message.
      if (outbox.length === 0) queueMicrotask(() => worker.postMessage(outbox.splice(0)));
      outbox.push(...orders);
    },
    doing: () => readProgress(progress),
    computed: () => Promise.race([computed(worker), sleep(PATIENCE, undefined, { ref: false })]),
    end: () =>
      Promise.race([worker.terminate(), sleep(LONGEST_END, undefined, { ref: false }).then(gone)]),
  };
}

/** Answered even while the thread runs WebAssembly that does not end. */
async function computed(worker: Worker): Promise<number | undefined> {
  try {
    const { user, system } = await worker.cpuUsage();
    return (user + system) / 1_000;
  } catch {
    // It has ended.
    return undefined;
  }
}
