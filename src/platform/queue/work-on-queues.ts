import { hostname } from 'node:os';
import type { Database } from '#platform/database';
import type { Logger } from '#platform/telemetry';
import { CHANNEL, tellServers } from './channel.ts';
import { listDueQueues } from './due-queues.ts';
import type { QueueSource, WorkOptions } from './queues.ts';
import { takeJobs } from './take-jobs.ts';
import { workOnJob } from './work-on-job.ts';

export interface WorkingDeps {
  readonly database: Database;
  readonly log: Logger;
  readonly worked: Pick<QueueSource, 'find'>;
  /** Seconds that a server has a job without saying so again. */
  readonly lease: number;
  /** Milliseconds after which a server looks for jobs, told or not. */
  readonly poll: number;
}

const SLOTS = 4;

/**
 * Looks for jobs when it is told that there are some, whenever one has ended, and every few
 * seconds. When it is disposed of, what is under way has a moment to end and is given back.
 */
export function workOnQueues(
  { database, log, worked, lease, poll }: WorkingDeps,
  { only, slots = SLOTS }: WorkOptions = {},
): AsyncDisposable {
  const { queries } = database;
  const ending = new AbortController();
  const tell = (delay: number) => tellServers(database, queries, delay);
  const server = { queries, log, lease, ending: ending.signal, tell };
  const name = `${hostname()} ${process.pid}`;
  const underWay = new Set<Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();
  let looking: Promise<void> | undefined;
  let again = false;

  /** Begins as many jobs as there are slots for. */
  async function begin(): Promise<void> {
    const due = underWay.size < slots ? await listDueQueues(queries) : [];
    for (const queueName of due.filter((one) => only?.includes(one) ?? true)) {
      const count = slots - underWay.size;
      const found = count > 0 ? await worked.find(queueName) : undefined;
      if (found === undefined) continue;
      for (const job of await takeJobs(database, found.queue, { server: name, count, lease })) {
        const work = workOnJob(server, found, job)
          .catch((error: unknown) =>
            log.error({ job: job.id, err: error }, 'What came of a job could not be written'),
          )
          .finally(() => {
            underWay.delete(work);
            look();
          });
        underWay.add(work);
      }
    }
  }

  async function beginAll(): Promise<void> {
    do {
      again = false;
      try {
        await begin();
      } catch (error) {
        log.warn({ err: error }, 'Jobs could not be looked for; the next try is in a moment');
      }
    } while (again && !ending.signal.aborted);
    looking = undefined;
  }

  function look(): void {
    again = true;
    if (!ending.signal.aborted) looking ??= beginAll();
  }

  function lookIn(delay: number): void {
    if (delay === 0) return look();
    // What is further away is found by the look that comes before it.
    if (delay >= poll) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      look();
    }, delay).unref();
    timers.add(timer);
  }

  const regular = setInterval(look, poll).unref();
  const listening = database
    .listen(CHANNEL, (delay) => lookIn(Number(delay)))
    .then((stop) => {
      // What came before anybody listened was told to nobody.
      look();
      return stop;
    })
    .catch((error: unknown) => {
      log.warn({ err: error }, 'Nobody says when there are jobs; they are looked for all the same');
      return () => Promise.resolve();
    });
  look();
  return {
    async [Symbol.asyncDispose]() {
      ending.abort();
      clearInterval(regular);
      for (const timer of timers) clearTimeout(timer);
      await looking;
      await Promise.all(underWay);
      await (
        await listening
      )();
    },
  };
}
