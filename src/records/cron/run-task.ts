import type { RequestContext } from '#grammar/access';
import type { Database } from '#platform/database';
import { endTask, keepTask, LEASE, takeTask, type TaskRow } from './cron-store.ts';
import type { CronTask, TaskResult } from './cron-task.ts';

export interface TaskRunner {
  readonly database: Pick<Database, 'queries'>;
  readonly clock: { now(): Date };
  /** What this server is called. */
  readonly server: string;
}

const TIME_LIMIT = 600_000;
const LONGEST_SAID = 2_000;

/**
 * Does a task, if nobody else is at it or has done it since `seen`; undefined: somebody has. The
 * server says every few seconds that it is still at it; when it was away so long that another
 * took over, it gives up, and what it says of the task is not kept.
 */
export async function runTask(
  { database: { queries }, clock, server }: TaskRunner,
  ctx: RequestContext,
  task: CronTask,
  seen: TaskRow,
): Promise<TaskResult | undefined> {
  const { name, timeLimit = TIME_LIMIT } = task;
  const token = await takeTask(queries, seen, { server, now: clock.now() });
  if (token === undefined) return undefined;
  const begun = performance.now();
  const ending = new AbortController();
  const beat = setInterval(
    () => {
      keepTask(queries, { name, token }).then(
        (kept) => kept || ending.abort(new Error('Another server took it over.')),
        (error: unknown) => ctx.log.warn({ task: name, err: error }, 'A task could not be kept'),
      );
    },
    (LEASE * 1_000) / 3,
  ).unref();
  const late = setTimeout(
    () => ending.abort(new Error(`It took longer than ${timeLimit / 1_000} s.`)),
    timeLimit,
  );
  const result = await outcomeOf(task, ctx, ending.signal);
  clearInterval(beat);
  clearTimeout(late);
  const duration = Math.round(performance.now() - begun);
  await endTask(queries, { name, token }, { ...result, duration });
  return { name, ...result, duration };
}

async function outcomeOf(
  task: CronTask,
  ctx: RequestContext,
  ended: AbortSignal,
): Promise<Pick<TaskResult, 'outcome' | 'said'>> {
  const { promise: given, reject: giveUp } = Promise.withResolvers<never>();
  ended.addEventListener('abort', () => giveUp(ended.reason));
  try {
    const signal = AbortSignal.any([ctx.signal, ended]);
    const said = await Promise.race([task.run({ ...ctx, signal }), given]);
    return { outcome: 'done', said: short(said ?? '') };
  } catch (error) {
    ctx.log.error({ task: task.name, err: error }, 'A task failed; the others go on');
    return { outcome: 'failed', said: short(wordsOf(error)) };
  }
}

/** What the failure says; of a plugin, what it failed with. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function short(text: string): string {
  return text.length > LONGEST_SAID ? `${text.slice(0, LONGEST_SAID)}…` : text;
}
