import { endJob, putBack } from './held-job.ts';
import { UnfitPayload } from './queue-errors.ts';
import type { Queue } from './queue.ts';
import type { WorkedQueue } from './queues.ts';
import { runWork, type Running } from './run-work.ts';
import type { TakenJob } from './take-jobs.ts';

export interface JobServer extends Running {
  /** Tells every server that there is something to do in so many milliseconds. */
  tell(delay: number): Promise<void>;
}

const LONGEST_SAID = 2_000;
const LONGEST_PAUSE = 3_600_000;

/** Works on a job that was taken, and writes what came of it. Throws where that cannot be written. */
export async function workOnJob(
  { queries, tell, ...server }: JobServer,
  worked: WorkedQueue,
  job: TakenJob,
): Promise<void> {
  const log = server.log.child({ queue: worked.queue.name, job: job.id });
  const outcome = await runWork({ ...server, queries, log }, worked, job);
  if (outcome.kind === 'lost') return log.warn({}, 'Another server took the job over');
  if (outcome.kind === 'done') {
    return endJob(queries, job, { state: 'done', said: short(outcome.said) });
  }
  if (outcome.kind === 'ending') {
    await putBack(queries, job, { pause: 0, said: '', counts: false });
    return tell(0);
  }
  const { error } = outcome;
  const said = short(error instanceof Error ? error.message : String(error));
  if (job.attempt >= worked.queue.attempts || error instanceof UnfitPayload) {
    log.error({ err: error }, 'A job failed, and is not tried again');
    return endJob(queries, job, { state: 'failed', said });
  }
  const pause = pauseAfter(job.attempt, worked.queue);
  log.warn({ err: error, attempt: job.attempt, pause }, 'A job failed, and will be tried again');
  await putBack(queries, job, { pause, said, counts: true });
  return tell(pause);
}

/** Up to a quarter more, so that jobs that failed together do not come back together. */
function pauseAfter(attempt: number, { pause }: Pick<Queue<unknown>, 'pause'>): number {
  const doubled = Math.min(pause * 2 ** (attempt - 1), LONGEST_PAUSE);
  return Math.round(doubled * (1 + Math.random() / 4));
}

function short(text: string): string {
  return text.length > LONGEST_SAID ? `${text.slice(0, LONGEST_SAID)}…` : text;
}
