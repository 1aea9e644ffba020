import type { Logger } from '#platform/telemetry';

/** Work that nobody waits for: when a session was last seen, when a token was last used. */
export interface Later extends AsyncDisposable {
  run(what: string, work: () => Promise<unknown>): void;
  /** Answers when all that was begun has ended. */
  settle(): Promise<void>;
}

/** Failures go to `log`: what is written here may be lost without harm. */
export function createLater(log: Logger): Later {
  const pending = new Set<Promise<unknown>>();
  const settle = async () => {
    while (pending.size > 0) await Promise.all(pending);
  };
  return {
    run: (what, work) => {
      const running = work()
        .catch((error: unknown) => log.warn({ err: error }, `Could not ${what}`))
        .finally(() => pending.delete(running));
      pending.add(running);
    },
    settle,
    [Symbol.asyncDispose]: settle,
  };
}
