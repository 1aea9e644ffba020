import type { Progress } from './held-job.ts';

/** Says of a job that it is still worked on, and how far it is. */
export interface Heartbeat extends Disposable {
  report(progress: number, said?: string): void;
}

const LONGEST_SAID = 500;
const REPORT_EVERY = 500;

/** Calls `beat` as often as a lease of so many seconds needs it, and soon after each report. */
export function startHeartbeat(
  lease: number,
  beat: (progress: Progress | undefined) => Promise<unknown>,
): Heartbeat {
  let newest: Progress | undefined;
  let soon: NodeJS.Timeout | undefined;
  const regular = setInterval(() => void beat(newest), (lease * 1_000) / 3).unref();
  return {
    report(progress, said = newest?.said ?? '') {
      newest = { progress: Math.min(1, Math.max(0, progress)), said: said.slice(0, LONGEST_SAID) };
      soon ??= setTimeout(() => {
        soon = undefined;
        void beat(newest);
      }, REPORT_EVERY).unref();
    },
    [Symbol.dispose]() {
      clearInterval(regular);
      clearTimeout(soon);
    },
  };
}
