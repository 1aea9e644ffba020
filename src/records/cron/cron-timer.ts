import { systemContext } from '#grammar/access';
import type { Logger } from '#platform/telemetry';
import type { Cron } from './cron.ts';

/** A server that has just started has other things to do. */
const FIRST = 10_000;
const EVERY = 30_000;

/**
 * Does what is due, as long as the server runs. Ends when it is disposed of, after the task that
 * is under way.
 */
export function startCronTimer(cron: Pick<Cron, 'runDue'>, log: Logger): AsyncDisposable {
  const ending = new AbortController();
  let underWay = Promise.resolve();
  let timer: NodeJS.Timeout;

  async function run(): Promise<void> {
    try {
      await cron.runDue(systemContext({ log, signal: ending.signal }));
    } catch (error) {
      log.warn({ err: error }, 'What is due could not be looked up; the next try is in a moment');
    }
    if (!ending.signal.aborted) later(EVERY);
  }

  function later(milliseconds: number): void {
    timer = setTimeout(() => {
      underWay = run();
    }, milliseconds).unref();
  }

  later(FIRST);
  return {
    async [Symbol.asyncDispose]() {
      ending.abort();
      clearTimeout(timer);
      await underWay;
    },
  };
}
