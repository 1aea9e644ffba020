import type { Work } from './job.ts';
import type { Queue } from './queue.ts';
import type { Queues, QueueSource, WorkedQueue } from './queues.ts';

/** `queue` and who works on it: each payload is checked before it is worked on. */
export function workedQueue<Payload>(queue: Queue<Payload>, work: Work<Payload>): WorkedQueue {
  return { queue, work: (job) => work({ ...job, payload: queue.check(job.payload) }) };
}

/** Which queues are worked on: those that rooms register, and those that come and go. */
export interface WorkedQueues extends QueueSource, Pick<Queues, 'register' | 'registerSource'> {}

export function createWorkedQueues(): WorkedQueues {
  const registered = new Map<string, WorkedQueue>();
  const sources: QueueSource[] = [];
  return {
    register(queue, work) {
      if (registered.has(queue.name)) throw new TypeError(`${queue.name} has a worker already.`);
      registered.set(queue.name, workedQueue(queue, work));
    },
    registerSource: (source) => void sources.push(source),
    async find(name) {
      const known = registered.get(name);
      if (known) return known;
      for (const source of sources) {
        const found = await source.find(name);
        if (found) return found;
      }
      return undefined;
    },
    async list() {
      const more = await Promise.all(sources.map((source) => source.list()));
      return [...registered.values(), ...more.flat()];
    },
  };
}
