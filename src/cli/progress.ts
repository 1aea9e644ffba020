import cliProgress from 'cli-progress';
import type { Surroundings } from './surroundings.ts';

/** A bar on standard error, where a person looks at it; nothing elsewhere. */
export interface Progress extends Disposable {
  update(value: number, total: number, said: string): void;
}

export function createProgress({ stderr }: Surroundings, json: boolean): Progress {
  if (stderr.isTTY !== true || json || stderr !== process.stderr) {
    return { update: () => undefined, [Symbol.dispose]: () => undefined };
  }
  const bar = new cliProgress.SingleBar({
    format: '{bar} {percentage} % · {said} · {duration_formatted}',
    barCompleteChar: '━',
    barIncompleteChar: '─',
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
    etaBuffer: 50,
    stream: process.stderr,
  });
  let started = false;
  return {
    update(value, total, said) {
      if (!started) bar.start(total, 0, { said });
      started = true;
      bar.setTotal(total);
      bar.update(value, { said });
    },
    [Symbol.dispose]() {
      if (started) bar.stop();
    },
  };
}
