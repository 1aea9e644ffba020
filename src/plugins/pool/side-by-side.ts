import type { Job } from './jobs.ts';

/**
 * Jobs that one thread may have begun with: those that wait for the kernel leave it free for
 * others. Each has instances of its own.
 */
export const MOST_AT_ONCE = 8;
/** The same for what others wait for; from then on it is given to spare threads. */
export const MOST_URGENT = 32;

/** What a thread has room for. */
export interface Room {
  /** Jobs. */
  readonly most: number;
  /** Bytes, for all instances of a plugin. */
  readonly memory: number;
  /** Bytes that an instance of a plugin has from the start. */
  sizeOf(id: number): number;
}

/**
 * Whether a thread may do a job beside others that wait there for the kernel. Those that may save
 * have their thread to themselves, since what was saved cannot be done again; plugins that need
 * room are asked by one job alone.
 */
export function canJoin(job: Job, others: readonly Job[], { most, memory, sizeOf }: Room): boolean {
  if (others.length === 0) return true;
  if (job.alone || others.length >= most || others.some(({ alone }) => alone)) return false;
  const largest = Math.max(...job.ids.map(sizeOf));
  return (others.length + 1) * largest <= memory && !others.some((other) => needRoom(job, other));
}

function needRoom(one: Job, other: Job): boolean {
  return (one.roomy || other.roomy) && one.ids.some((id) => other.ids.includes(id));
}
