import type { Logger } from '#platform/telemetry';
import type { Queue } from './queue.ts';

/** A job to be added. */
export interface NewJob<Payload> {
  readonly queue: Queue<Payload>;
  readonly payload: NoInfer<Payload>;
  /**
   * What it is about, in a few characters: while a job with this key waits, no second one is
   * added, and two of them are never worked on at the same time.
   */
  readonly key?: string;
  /**
   * What becomes of the job with this key that waits already: `leave`, the default, leaves it as
   * it is, `move` gives it this payload, priority and time.
   */
  readonly whenWaiting?: 'leave' | 'move';
  /** Milliseconds before it is begun; default 0. */
  readonly delay?: number;
  /** The higher, the earlier, from -100 to 100; default 0. The older goes first among equals. */
  readonly priority?: number;
}

export type JobState = 'waiting' | 'running' | 'done' | 'failed';

/** A job as it stands. */
export interface Job {
  /** Grows with each job that is added. */
  readonly id: number;
  readonly queue: string;
  readonly key: string | undefined;
  readonly payload: unknown;
  readonly priority: number;
  readonly state: JobState;
  /** Not begun before. */
  readonly due: Date;
  /** How often it was begun. */
  readonly attempts: number;
  readonly created: Date;
  readonly begun: Date | undefined;
  readonly ended: Date | undefined;
  /** The server that began it last. */
  readonly server: string;
  /** It is under way by name only: its server is gone, and another will take it over. */
  readonly isLost: boolean;
  /** How much of it is done, from 0 to 1; undefined: nobody said. */
  readonly progress: number | undefined;
  /** What is being done, what came of it, or why it failed. */
  readonly said: string;
}

/** A job in the hands of a worker. */
export interface RunningJob<Payload> {
  readonly id: number;
  readonly payload: Payload;
  readonly key: string | undefined;
  /** 1 the first time. */
  readonly attempt: number;
  /**
   * Aborted when it took too long, when another server took it over, and when this server is about
   * to end: whoever still works then works beside somebody else.
   */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /**
   * Says how much is done, from 0 to 1, and what is being done. Cheap: it is written at most twice
   * a second.
   */
  report(progress: number, said?: string): void;
}

/**
 * Works on one job, outside of any transaction, and answers what came of it, in a few words. It
 * may be begun anew after a failure or when its server is gone, so doing it twice must do no harm.
 * What it throws is why it failed; it is tried again later.
 */
export type Work<Payload> = (job: RunningJob<Payload>) => Promise<string | void>;
