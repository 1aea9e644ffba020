import type { Doing } from './progress.ts';

/** How many deadlines a plugin may take for all inputs of a message, with waiting for the kernel. */
const ALL_IN_ALL = 10;
/** How many deadlines a tap may take when the machine is so busy that its thread hardly runs. */
const STARVED = 3;
/**
 * So much of the time must the thread have computed for the tap to be at fault. Not all of it:
 * beside one that does not end, others are asked, and a machine may have two cores.
 */
const AT_FAULT = 0.5;
/** From this part of its deadline on a tap is watched for whether it computes. */
const WATCHED_FROM = 0.25;
/** By then it is mostly known whether it does: to ask takes a busy thread some milliseconds. */
const KNOWN_BY = 0.9;

/** For how many milliseconds a plugin may still wait, and have a deadline left to make use of it. */
export function timeToWait({ overall }: Doing, deadline: number): number {
  return Math.max(0, deadline * (ALL_IN_ALL - 1) - overall);
}

export interface Watched {
  doing(): Doing;
  /** Milliseconds that the thread has computed, ever; undefined when it does not say. */
  computed(): Promise<number | undefined>;
  isOver(): boolean;
  /** Milliseconds a tap may take, and a plugin to start. */
  readonly deadline: number;
  readonly startDeadline: number;
  /** The end of a sentence that begins with the name of the plugin. */
  tooLong(failure: string): void;
}

/**
 * Looks at what a thread is doing when the tap that it is at could have taken too long, until the
 * job is over. Waiting for the kernel counts only towards what it may take in all. A tap that has
 * used a part of its time is watched for whether it computes, or waits for the machine.
 */
export function watch({ deadline, startDeadline, ...watched }: Watched): void {
  const { doing, computed, isOver, tooLong } = watched;
  /** Milliseconds by which the main thread came late: plugins wait for it. */
  let late = 0;
  let first: { stretch: number; computed: number; spent: number } | undefined;
  /** The stretch in which a tap has computed enough to be at fault at its deadline. */
  let atFault: number | undefined;

  async function look(): Promise<void> {
    if (isOver()) return;
    const { phase, begun, stretch, spent, overall } = doing();
    const most = phase === 'start' ? startDeadline : deadline;
    const soon = most * WATCHED_FROM;
    if (phase === 'idle' || phase === 'tidying') return later(soon);
    if (overall - Math.min(late, overall / STARVED) >= most * ALL_IN_ALL) {
      return tooLong(`took longer than ${most * ALL_IN_ALL} ms in all and was ended`);
    }
    if (phase === 'waiting') return later(soon);
    if (spent < soon) return later(soon - spent);
    const failure = `took longer than ${most} ms and was ended`;
    if (atFault === stretch) return spent >= most ? tooLong(failure) : later(most - spent);
    const now = await computed();
    const after = doing();
    if (isOver() || after.begun !== begun) return later(soon);
    // What the thread computed for others while this tap waited is not its own.
    if (now !== undefined && first?.stretch !== stretch) first = { stretch, computed: now, spent };
    const needed = AT_FAULT * Math.max(most - (first?.spent ?? 0), most / 10);
    const fair = now !== undefined && first !== undefined && now - first.computed >= needed;
    if (spent >= (fair ? most : most * STARVED)) return tooLong(failure);
    if (fair) atFault = stretch;
    const next = [most * KNOWN_BY, most].find((time) => time > after.spent);
    later(next === undefined ? most / 20 : next - after.spent);
  }

  function later(milliseconds: number): void {
    const due = performance.now() + Math.max(1, milliseconds);
    // Whoever waits for the answer keeps the process going.
    setTimeout(() => {
      late += Math.max(0, performance.now() - due);
      void look();
    }, due - performance.now()).unref();
  }
  later(deadline * WATCHED_FROM);
}
