import type { Queries } from '#platform/database';
import type { Job, JobState, NewJob, Work } from './job.ts';
import type { Queue } from './queue.ts';

/** Work that is done apart from the change that asked for it, on whichever server has time. */
export interface Queues {
  /** Has jobs of this queue worked on. Each queue has one worker. */
  register<Payload>(queue: Queue<Payload>, work: Work<Payload>): void;
  /** The same for queues that come and go. */
  registerSource(source: QueueSource): void;
  /**
   * Adds a job and answers its id; with the key of one that waits, that one's. Takes part in a
   * transaction when `queries` is one: the job is there when it is committed, and workers know at
   * once.
   */
  add<Payload>(queries: Queries, job: NewJob<Payload>): Promise<number>;
  /** The queues that are worked on, and those that have jobs. */
  list(): Promise<readonly KnownQueue[]>;
  /** The newest first; those that wait, in the order in which they will be begun. */
  listJobs(filter?: JobFilter): Promise<readonly Job[]>;
  findJob(id: number): Promise<Job | undefined>;
  /** Has a job that ended begun anew, as if it were new. Throws `NotFound` and `Conflict`. */
  retryJob(id: number): Promise<void>;
  /** The same for all that failed, of one queue or all; answers how many there were. */
  retryFailed(queue?: string): Promise<number>;
  /** Deletes a job that nobody is at. Throws `NotFound` and `Conflict`. */
  deleteJob(id: number): Promise<void>;
  /** Deletes what was done so many milliseconds ago; answers how many there were. */
  deleteDone(age: number): Promise<number>;
  /** Works on jobs until it is disposed of; what is under way then is given back. */
  work(options?: WorkOptions): AsyncDisposable;
}

export interface WorkOptions {
  /** Only these queues; default: all. */
  readonly only?: readonly string[];
  /** So many jobs at once on this server; default 4. */
  readonly slots?: number;
}

/** Queues that come and go, such as those of plugins. */
export interface QueueSource {
  find(name: string): Promise<WorkedQueue | undefined>;
  list(): Promise<readonly WorkedQueue[]>;
}

/** A queue and who works on it, whatever its jobs are about. See `workedQueue`. */
export interface WorkedQueue {
  readonly queue: Queue<unknown>;
  readonly work: Work<unknown>;
}

export interface KnownQueue {
  readonly name: string;
  readonly label: string;
  /** Whether anybody works on it. */
  readonly isWorked: boolean;
  readonly jobs: { readonly [State in JobState]: number };
}

export interface JobFilter {
  readonly queue?: string;
  readonly key?: string;
  readonly state?: JobState;
  /** Default 50. */
  readonly limit?: number;
}
