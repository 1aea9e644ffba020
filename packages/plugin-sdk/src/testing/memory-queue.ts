import type { Host } from '../host.ts';
import type { MemorySite } from './memory-site.ts';
import { refuse } from './refuse.ts';

const NAME = /^[a-z][a-z0-9_]{0,49}$/;
const LARGEST_JOB = 64 * 1024;

/** Jobs that wait; a test looks at them and asks `queueWorker` about them itself. */
export function memoryQueue(site: MemorySite): Host['queue'] {
  return {
    add(queue, payload, options) {
      if (!NAME.test(queue)) refuse('invalid', `“${queue}” cannot be the name of a queue.`);
      if (Buffer.byteLength(payload) > LARGEST_JOB) {
        refuse('too-large', 'What a job is about has 64 KiB at the most.');
      }
      const { when_waiting: whenWaiting, ...said } = JSON.parse(options);
      const job = {
        queue,
        payload: JSON.parse(payload),
        options: whenWaiting === undefined ? said : { ...said, whenWaiting },
      };
      const waiting = site.jobs.findIndex(
        (other) =>
          said.key !== undefined && other.queue === queue && other.options.key === said.key,
      );
      if (waiting === -1) site.jobs.push(job);
      else if (whenWaiting === 'move') site.jobs[waiting] = job;
    },
  };
}
