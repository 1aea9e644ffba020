import type { Queries } from '#platform/database';
import type { Logger } from '#platform/telemetry';
import { startHeartbeat } from './heartbeat.ts';
import { keepJob } from './held-job.ts';
import type { WorkedQueue } from './queues.ts';
import type { TakenJob } from './take-jobs.ts';

/** How work on a job ended. */
export type Outcome =
  | { readonly kind: 'done'; readonly said: string }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** Another server has it now. */
  | { readonly kind: 'lost' }
  /** This server ends before it does. */
  | { readonly kind: 'ending' };

export interface Running {
  readonly queries: Queries;
  readonly log: Logger;
  /** Seconds. */
  readonly lease: number;
  /** Aborted when the server is about to end. */
  readonly ending: AbortSignal;
}

/** A job may use so many milliseconds to come to an end when its server ends. */
const GRACE = 3_000;

/**
 * Works until the job has ended, has taken too long, is somebody else's, or the server ends.
 * Whatever it is, the job is told by its signal and is not waited for.
 */
export async function runWork(
  { queries, log, lease, ending }: Running,
  { queue, work }: WorkedQueue,
  { id, token, key, payload, attempt }: TakenJob,
): Promise<Outcome> {
  if (ending.aborted) return { kind: 'ending' };
  const stopping = new AbortController();
  const { promise: stopped, resolve: stop } = Promise.withResolvers<Outcome>();
  const { signal } = stopping;

  const lose = (): void => {
    stopping.abort(new Error('Another server took the job over.'));
    stop({ kind: 'lost' });
  };
  using heartbeat = startHeartbeat(lease, (progress) =>
    keepJob(queries, { id, token }, lease, progress).then(
      (kept) => kept || lose(),
      (error: unknown) => log.warn({ err: error }, 'A job could not be kept'),
    ),
  );
  const late = setTimeout(() => {
    const error = new Error(`It took longer than ${queue.timeLimit / 1_000} s.`);
    stopping.abort(error);
    stop({ kind: 'failed', error });
  }, queue.timeLimit);
  let grace: NodeJS.Timeout | undefined;
  const end = (): void => {
    stopping.abort(new Error('The server ends.'));
    grace = setTimeout(() => stop({ kind: 'ending' }), GRACE);
  };
  ending.addEventListener('abort', end);

  const job = { id, payload, key, attempt, signal, log, report: heartbeat.report };
  const worked = Promise.try(work, job).then(
    (said): Outcome => ({ kind: 'done', said: said ?? '' }),
    (error: unknown): Outcome => (ending.aborted ? { kind: 'ending' } : { kind: 'failed', error }),
  );
  try {
    return await Promise.race([worked, stopped]);
  } finally {
    ending.removeEventListener('abort', end);
    clearTimeout(late);
    clearTimeout(grace);
  }
}
