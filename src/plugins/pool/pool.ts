import type { RequestContext } from '#grammar/access';
import type { HostAnswer, LogLevel } from '../host/plugin-call.ts';
import { type Snapshot, sizeOf } from '../instance/snapshot.ts';
import { type Asking, createAskJob, createStartJob, type Job } from './jobs.ts';
import type {
  HostRequest,
  LogLine,
  TaskReport,
  ThreadOrder,
  ThreadOutcome,
  ThreadPlugin,
  ThreadReport,
} from './messages.ts';
import { createPluginWorker, type PluginWorker } from './plugin-worker.ts';
import type { Doing } from './progress.ts';
import { canJoin, MOST_AT_ONCE, MOST_URGENT } from './side-by-side.ts';
import { timeToWait, watch } from './watch.ts';

/** Threads that run plugins, and what waits for them. */
export interface Pool extends AsyncDisposable {
  /** Starts it in one thread; from then on all have it. Answers how it failed, if it did. */
  load(plugin: ThreadPlugin): Promise<string | undefined>;
  unload(id: number): void;
  /** No other plugin may ask it any more; `stopped` says the same of it. */
  stop(id: number): void;
  /** What each plugin said to each input. */
  ask(asking: Asking): Promise<readonly (readonly ThreadOutcome[])[]>;
}

export interface PoolDeps {
  readonly wit: readonly string[];
  readonly threads: number;
  /** Bytes that all instances of a plugin may have that wait for the kernel in one thread. */
  readonly memory: number;
  /** Milliseconds that a plugin may take to start. */
  readonly startDeadline: number;
  /** Answers what a plugin asks of the kernel, in time, in milliseconds; never rejects. */
  host(request: HostRequest, ctx: RequestContext, within: number): Promise<HostAnswer>;
  log(id: number, level: LogLevel, message: string, ctx: RequestContext | undefined): void;
  /** Why a plugin is not asked any more. */
  stopped(id: number): string | undefined;
  /** A thread was ended, or ended by itself, because of a plugin. */
  ended(id: number, failure: string): void;
}

/** The program is broken, and trying on would only keep the machine busy. */
const MOST_STILLBORN = 3;
/** Milliseconds after which it is tried again all the same: the machine may have been full. */
const REST = 5_000;

/** Milliseconds that a spare thread is kept with nothing to do: starting one takes 20 to 40. */
const SPARE_LASTS = 10_000;

/** What a thread is doing about a job. */
type AboutJob = Doing & { readonly job: number };

/** A job in a thread. */
interface Begun {
  readonly job: Job;
  /** What its plugin waits for, and since when. */
  waits: (Pick<HostRequest, 'id' | 'index' | 'overall'> & { readonly since: number }) | undefined;
  /** Milliseconds that a plugin, by its place in the job, has waited for the kernel before. */
  waited: { readonly index: number; readonly ms: number };
}

interface Thread {
  readonly worker: PluginWorker;
  ready: boolean;
  /** By their numbers. */
  readonly jobs: Map<number, Begun>;
  /** What it will be told. */
  readonly orders: ThreadOrder[];
  /** One more than there are otherwise, for what others wait for alone. */
  readonly spare: boolean;
  /** Ends a spare one that has nothing to do. */
  leaving?: NodeJS.Timeout;
  /** Why it is being ended, and what it was at. */
  cut: { readonly failure: string; readonly doing: AboutJob } | undefined;
}

export function createPool({
  wit,
  threads,
  memory,
  startDeadline,
  host,
  log,
  stopped,
  ended,
}: PoolDeps): Pool {
  const running = new Set<Thread>();
  const waiting: Job[] = [];
  const failedBefore = new WeakSet<Job>();
  const plugins = new Map<number, { plugin: ThreadPlugin; snapshot: Snapshot | undefined }>();
  let closed = false;
  /** Threads, one after the other, that ended before they were ready. */
  let stillborn = 0;
  let numbers = 0;
  let turn: NodeJS.Immediate | undefined;
  /** Before this no thread is started. */
  let restUntil = 0;
  const nameOf = (id: number): string => plugins.get(id)?.plugin.name ?? 'another';

  const sizeOfPlugin = (id: number): number => sizeOf(plugins.get(id)?.snapshot);

  function fill(): void {
    if (closed || performance.now() < restUntil) return;
    const there = [...running].filter(({ spare }) => !spare).length;
    for (let missing = threads - there; missing > 0; missing--) startThread();
  }

  function startThread({ spare = false } = {}): void {
    const worker = createPluginWorker(
      { wit, memory },
      {
        report: (reports) => reports.forEach((report) => hear(thread, report)),
        ended: (error) => bury(thread, error),
      },
    );
    const thread: Thread = {
      worker,
      ready: false,
      jobs: new Map(),
      orders: [],
      spare,
      cut: undefined,
    };
    running.add(thread);
    for (const { plugin, snapshot } of plugins.values()) {
      post(thread, { kind: 'load', plugin, snapshot });
      if (stopped(plugin.id) !== undefined) post(thread, { kind: 'stop', id: plugin.id });
    }
  }

  /** Threads are told what there is for them once in a turn of the event loop: it wakes them. */
  function post(thread: Thread, order: ThreadOrder): void {
    thread.orders.push(order);
    soon();
  }

  function soon(): void {
    turn ??= setImmediate(() => {
      turn = undefined;
      next();
      for (const { worker, orders } of running) {
        if (orders.length > 0) worker.post(orders.splice(0));
      }
    });
  }

  /** What waits is shared among the threads that are free. */
  function next(): void {
    const isUrgent = findUrgent();
    const free = [...running].filter(isFree).sort((a, b) => load(a) - load(b));
    const share = Math.min(MOST_AT_ONCE, Math.ceil(waiting.length / free.length));
    for (const thread of free) {
      for (let taken = 0; taken < share; taken++) {
        const job = nextJob(thread, isUrgent);
        if (job === undefined) break;
        give(thread, job);
        // What failed is counted first: it may have been once too often.
        if (failedBefore.has(job)) break;
      }
    }
    if (waiting.some(isUrgent)) relieve();
  }

  function load({ jobs, worker }: Thread): number {
    return jobs.size + (worker.doing().phase === 'tidying' ? 0.5 : 0);
  }

  /** Whether threads that wait for the kernel may be waiting for a job. */
  function findUrgent(): (job: Job) => boolean {
    const requests = new Set<RequestContext>();
    for (const { jobs } of running) {
      for (const { job, waits } of jobs.values()) {
        if (waits && job.ctx) requests.add(job.ctx.origin ?? job.ctx);
      }
    }
    return ({ ctx }) =>
      ctx !== undefined && (ctx.transaction !== undefined || requests.has(ctx.origin ?? ctx));
  }

  function nextJob(thread: Thread, isUrgent: (job: Job) => boolean): Job | undefined {
    const urgent = waiting.findIndex((job) => canTake(thread, job, MOST_URGENT) && isUrgent(job));
    const at =
      urgent >= 0 || thread.spare
        ? urgent
        : waiting.findIndex((job) => canTake(thread, job, MOST_AT_ONCE));
    return at < 0 ? undefined : waiting.splice(at, 1)[0];
  }

  /** Whether it computes nothing, and none of its jobs may save. */
  function isFree({ ready, jobs }: Thread): boolean {
    return ready && [...jobs.values()].every(({ job, waits }) => waits && !job.alone);
  }

  function canTake({ jobs }: Thread, job: Job, most: number): boolean {
    const others = [...jobs.values()].map((one) => one.job);
    return canJoin(job, others, { most, memory, sizeOf: sizeOfPlugin });
  }

  /**
   * Where all threads wait for what cannot be before another plugin was asked (a plugin saves
   * something, or the database waits for a transaction in which plugins are asked), there is one
   * more until that is done.
   */
  function relieve(): void {
    if (!closed && [...running].every(isStuck)) startThread({ spare: true });
  }

  /** Ends a spare thread, unless there is something for it to do soon. */
  function dismiss(thread: Thread): void {
    if (!thread.spare) return;
    thread.leaving = setTimeout(() => {
      running.delete(thread);
      void thread.worker.end();
    }, SPARE_LASTS).unref();
  }

  function give(thread: Thread, job: Job): void {
    const task = job.task();
    if (task === undefined) return;
    const number = (numbers += 1);
    const begun: Begun = { job, waits: undefined, waited: { index: 0, ms: 0 } };
    thread.jobs.set(number, begun);
    clearTimeout(thread.leaving);
    post(thread, { kind: 'do', job: number, task });
    watch({
      doing: () => doingAbout(thread, number, begun),
      computed: thread.worker.computed,
      isOver: () => thread.jobs.get(number) !== begun || !running.has(thread),
      deadline: job.deadline,
      startDeadline: job.startDeadline,
      tooLong: (failure) => end(thread, failure, doingAbout(thread, number, begun)),
    });
  }

  /** What a thread is doing about one of its jobs. */
  function doingAbout({ worker }: Thread, job: number, { waits, waited }: Begun): AboutJob {
    const doing = worker.doing();
    if (waits === undefined && doing.job !== job) return { ...doing, job, phase: 'idle' };
    const { id, index, overall } = waits ?? doing;
    const before = waited.index === index ? waited.ms : 0;
    if (waits === undefined) return { ...doing, overall: overall + before };
    const all = overall + before + performance.now() - waits.since;
    return { ...doing, job, id, index, phase: 'waiting', overall: all };
  }

  /** Its place is taken at once: others are waiting. */
  function end(thread: Thread, failure: string, doing: AboutJob): void {
    thread.cut = { failure, doing };
    running.delete(thread);
    void thread.worker.end();
    // What may have been saved is heard of before it is known what is left to do.
    const waitsForEnd = [...thread.jobs.values()].some(({ job }) => job.alone);
    if (!waitsForEnd) takeBack(thread, thread.cut);
    soon();
    // Starting another takes milliseconds: who has an answer now is told first.
    setImmediate(serve);
  }

  /** The jobs of a thread that is ended wait for another. */
  function takeBack({ jobs }: Thread, { failure, doing }: NonNullable<Thread['cut']>): void {
    const atFault = jobs.get(doing.job);
    if (atFault !== undefined) {
      ended(doing.id, failure);
      if (atFault.job.cutShort(failure, doing.index, doing.id)) jobs.delete(doing.job);
      else failedBefore.add(atFault.job);
    }
    // First in line: they have waited already. Before them what failed, so that it is counted.
    waiting.unshift(...[...jobs.values()].map(({ job }) => job));
    waiting.sort((a, b) => Number(failedBefore.has(b)) - Number(failedBefore.has(a)));
    jobs.clear();
  }

  function hear(thread: Thread, report: ThreadReport): void {
    if (report.kind === 'ready') {
      thread.ready = true;
      stillborn = 0;
      return soon();
    }
    const begun = thread.jobs.get(report.job);
    if (begun !== undefined) hearAbout(thread, begun, report);
  }

  function hearAbout(
    thread: Thread,
    begun: Begun,
    report: (TaskReport | HostRequest | LogLine) & { readonly job: number },
  ): void {
    const { job } = begun;
    if (report.kind === 'log') return log(report.id, report.level, report.message, job.ctx);
    if (report.kind === 'host') {
      if (job.ctx === undefined) return;
      if (begun.waited.index !== report.index) begun.waited = { index: report.index, ms: 0 };
      begun.waits = { ...report, since: performance.now() };
      const within = timeToWait(doingAbout(thread, report.job, begun), job.deadline);
      void answerWhenReady(thread, begun, report.call, host(report, job.ctx, within));
      return soon();
    }
    if (!job.take(report)) return;
    thread.jobs.delete(report.job);
    if (report.kind === 'crowded') waiting.unshift(job);
    if (thread.jobs.size === 0) dismiss(thread);
    soon();
  }

  async function answerWhenReady(
    thread: Thread,
    begun: Begun,
    call: number,
    answering: Promise<HostAnswer>,
  ): Promise<void> {
    const answer = await answering;
    const { index, ms } = begun.waited;
    begun.waited = { index, ms: ms + performance.now() - (begun.waits?.since ?? 0) };
    begun.waits = undefined;
    post(thread, { kind: 'answer', call, answer });
  }

  function bury(thread: Thread, error: unknown): void {
    running.delete(thread);
    if (closed) return;
    takeBack(thread, thread.cut ?? { doing: thread.worker.doing(), failure: inWords(error) });
    if (!thread.ready) stillborn += 1;
    if (stillborn > MOST_STILLBORN) {
      stillborn = 0;
      restUntil = performance.now() + REST;
    }
    serve();
  }

  /** Everything that waits is asked, or told that it will not be. */
  function serve(): void {
    fill();
    soon();
    if (running.size > 0) return;
    for (const one of waiting.splice(0)) one.giveUp('cannot be asked: no thread starts');
  }

  function tell(order: ThreadOrder): void {
    for (const thread of running) post(thread, order);
  }

  function enqueue(job: Job): void {
    waiting.push(job);
    serve();
  }

  return {
    async load(plugin) {
      const entry: { plugin: ThreadPlugin; snapshot: Snapshot | undefined } = {
        plugin,
        snapshot: undefined,
      };
      tell({ kind: 'load', plugin, snapshot: undefined });
      plugins.set(plugin.id, entry);
      fill();
      const started = await new Promise<{ snapshot: Snapshot } | { failure: string }>((resolve) => {
        enqueue(createStartJob(plugin.id, startDeadline, resolve));
      });
      if ('failure' in started) {
        this.unload(plugin.id);
        return started.failure;
      }
      entry.snapshot = started.snapshot;
      tell({ kind: 'snapshot', id: plugin.id, snapshot: started.snapshot });
      return undefined;
    },
    unload(id) {
      plugins.delete(id);
      tell({ kind: 'unload', id });
    },
    stop: (id) => tell({ kind: 'stop', id }),
    ask: (asking) =>
      new Promise((resolve) => {
        enqueue(createAskJob(asking, { nameOf, stopped }, resolve));
      }),
    async [Symbol.asyncDispose]() {
      closed = true;
      const jobs = [
        ...waiting.splice(0),
        ...[...running].flatMap(({ jobs }) => [...jobs.values()].map(({ job }) => job)),
      ];
      await Promise.all([...running].map(async ({ worker }) => worker.end()));
      for (const job of jobs) job.giveUp('was asked while the program was ending');
    },
  };
}

/** Whether all that it was given waits for the kernel. */
function isStuck({ jobs }: Thread): boolean {
  return jobs.size > 0 && [...jobs.values()].every(({ waits }) => waits);
}

function inWords(error: unknown): string {
  return `ended its thread: ${error instanceof Error ? error.message : 'it was gone'}`;
}
