import { parentPort, workerData } from 'node:worker_threads';
import { readWit } from '../abi/read-wit.ts';
import type { HostAnswer, Task, ThreadOrder, ThreadReport, ThreadStart } from './messages.ts';
import { createProgress, sharedNow } from './progress.ts';
import { createInputTexts, createThreadCalls } from './thread-calls.ts';
import { Crowded, TapFailed } from './thread-instance.ts';
import { createThreadPlugins } from './thread-plugins.ts';
import { createTurns } from './turns.ts';

// A thread in which plugins run. It does what it is told, and may be ended at any moment;
// `progress` tells the main thread where it is. One job computes at a time, until it waits for the
// kernel or is done.

const port = parentPort;
if (port === null) throw new Error('plugin-thread.ts runs as a worker thread only');
// What `createPluginWorker` passes; see there.
const { wit, progress: shared, memory } = workerData as ThreadStart;

/** What the main thread is told when all jobs wait or are done: each message wakes it up. */
const outbox: ThreadReport[] = [];
let keptSince = 0;
const turns = createTurns(flush);
const progress = createProgress(shared, turns);
const plugins = createThreadPlugins(readWit(wit), memory);
/** What plugins wait for, by the number of their call. */
const waiting = new Map<number, (answer: HostAnswer) => void>();
let calls = 0;

/** Milliseconds for which reports are kept back, so that one message carries many. */
const KEPT_BACK = 2;

function report(one: ThreadReport, { now = false } = {}): void {
  const time = sharedNow();
  if (outbox.length === 0) keptSince = time;
  outbox.push(one);
  if (now || time - keptSince >= KEPT_BACK) flush();
}

function flush(): void {
  if (outbox.length > 0) port?.postMessage(outbox.splice(0));
}

function follow(order: ThreadOrder): void {
  switch (order.kind) {
    case 'load':
      return plugins.load(order.plugin, order.snapshot);
    case 'unload':
      return plugins.unload(order.id);
    case 'stop':
      return plugins.stop(order.id);
    case 'snapshot':
      return plugins.setSnapshot(order.id, order.snapshot);
    case 'answer':
      waiting.get(order.call)?.(order.answer);
      return void waiting.delete(order.call);
    case 'do':
      // What is thrown ends the thread.
      return void (order.task.kind === 'start'
        ? start(order.job, order.task.id)
        : ask(order.job, order.task));
    default:
      return order satisfies never;
  }
}

async function start(job: number, id: number): Promise<void> {
  await turns.take();
  progress.open(job, id, 0).begin('start');
  try {
    const snapshot = await plugins.start(id);
    progress.end();
    report({ job, kind: 'started', snapshot });
  } catch (error) {
    progress.end();
    if (!(error instanceof TapFailed)) throw error;
    report({ job, kind: 'not-started', failure: error.message });
  }
  turns.pass();
}

async function ask(
  job: number,
  { tap, ids, inputs: text, context }: Extract<Task, { kind: 'ask' }>,
): Promise<void> {
  await turns.take();
  // What the pool made.
  const inputs = JSON.parse(text) as readonly unknown[];
  const texts = createInputTexts(inputs);
  const instances = plugins.lend();
  const asking = createThreadCalls({
    plugins,
    instances,
    asked: { tap, context, inputs },
    // An author looks for it where the plugin does not end.
    log: (line) => report({ job, ...line }, { now: true }),
    ask(request) {
      const call = (calls += 1);
      report({ job, call, ...request }, { now: tap.writes });
      return new Promise((resolve) => waiting.set(call, resolve));
    },
  });
  try {
    for (const [index, id] of ids.entries()) {
      const outcomes = await asking.askPlugin(id, index, progress.open(job, id, index), texts);
      const last = index === ids.length - 1;
      if (last) progress.tidy();
      // Where plugins may save, they must not be asked again when the thread is ended after them.
      report({ job, kind: 'answers', index, outcomes, last }, { now: last || tap.writes });
      if (!last) instances.shed();
    }
  } catch (error) {
    if (!(error instanceof Crowded)) throw error;
    progress.tidy();
    report({ job, kind: 'crowded' }, { now: true });
  }
  instances.giveBack();
  progress.end();
  turns.pass();
}

port.on('message', (orders: readonly ThreadOrder[]) => orders.forEach(follow));
report({ kind: 'ready' }, { now: true });
