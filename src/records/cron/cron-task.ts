import type { RequestContext } from '#grammar/access';
import type { Schedule } from './schedule.ts';

/** Something that is done again and again, on one server at a time. */
export interface CronTask {
  /** `file_clean_up`; of a plugin `NAME:TASK`. */
  readonly name: string;
  /** What people call it: `Delete uploads that nobody kept`. */
  readonly label: string;
  /** Whose it is, by its machine name; undefined: the site's own. */
  readonly plugin?: string;
  readonly schedule: Schedule;
  /** Milliseconds after which it has failed, and `ctx.signal` is aborted; default ten minutes. */
  readonly timeLimit?: number;
  /** Does it, and answers what came of it, in a few words. */
  run(ctx: RequestContext): Promise<string | void>;
}

/** A task, when it was done and when it will be. */
export interface KnownTask {
  readonly task: CronTask;
  readonly next: Date;
  /** Whether a server is at it now. */
  readonly underWay: boolean;
  readonly last: LastRun | undefined;
}

/** How a task went when it was done last. */
export interface LastRun {
  readonly begun: Date;
  /** `lost`: the server that did it was ended before the task was. */
  readonly outcome: 'done' | 'failed' | 'lost' | 'under_way';
  /** What came of it, or why it failed. */
  readonly said: string;
  /** Milliseconds; undefined: it did not end. */
  readonly duration: number | undefined;
  /** The server that did it. */
  readonly server: string;
}

/** What came of a task that was just done. */
export interface TaskResult {
  readonly name: string;
  readonly outcome: 'done' | 'failed';
  readonly said: string;
  readonly duration: number;
}
