import type { Database } from '#platform/database';
import type { Logger } from '#platform/telemetry';
import { addJob } from './add-job.ts';
import { tellServers } from './channel.ts';
import {
  countJobs,
  deleteDone,
  deleteJob,
  findJob,
  listJobs,
  NO_JOBS,
  retryFailed,
  retryJob,
} from './job-store.ts';
import type { Queues } from './queues.ts';
import { createWorkedQueues } from './worked-queues.ts';
import { workOnQueues } from './work-on-queues.ts';

export interface QueuesDeps {
  readonly database: Database;
  readonly log: Logger;
  /** Seconds that a server has a job without saying so again; default 30. */
  readonly lease?: number;
  /** Milliseconds after which a server looks for jobs, told or not; default 5,000. */
  readonly poll?: number;
}

const LEASE = 30;
const POLL = 5_000;

export function createQueues({ database, log, lease = LEASE, poll = POLL }: QueuesDeps): Queues {
  const { queries } = database;
  const worked = createWorkedQueues();
  return {
    register: worked.register,
    registerSource: worked.registerSource,
    async add(queriesOfCaller, job) {
      const id = await addJob(queriesOfCaller, job);
      await tellServers(database, queriesOfCaller, job.delay ?? 0);
      return id;
    },
    async list() {
      const [counts, queues] = await Promise.all([countJobs(queries), worked.list()]);
      const labels = new Map(queues.map(({ queue: { name, label } }) => [name, label]));
      const names = new Set([...labels.keys(), ...counts.keys()]);
      return [...names].map((name) => ({
        name,
        label: labels.get(name) ?? name,
        isWorked: labels.has(name),
        jobs: counts.get(name) ?? NO_JOBS,
      }));
    },
    listJobs: (filter = {}) => listJobs(queries, filter),
    findJob: (id) => findJob(queries, id),
    async retryJob(id) {
      await retryJob(queries, id);
      await tellServers(database, queries, 0);
    },
    async retryFailed(queue) {
      const count = await retryFailed(queries, queue);
      await tellServers(database, queries, 0);
      return count;
    },
    deleteJob: (id) => deleteJob(queries, id),
    deleteDone: (age) => deleteDone(queries, age),
    work: (options) => workOnQueues({ database, log, worked, lease, poll }, options),
  };
}
