export { createQueues } from './create-queues.ts';
export type { Job, JobState, NewJob, RunningJob, Work } from './job.ts';
export { defineQueue, type Queue } from './queue.ts';
export type {
  JobFilter,
  KnownQueue,
  Queues,
  QueueSource,
  WorkedQueue,
  WorkOptions,
} from './queues.ts';
export { workedQueue } from './worked-queues.ts';
