import { hostname } from 'node:os';
import type { Clock } from '#base';
import { type RequestContext, systemContext } from '#grammar/access';
import type { Taps } from '#grammar/taps';
import type { Database } from '#platform/database';
import type { Logger } from '#platform/telemetry';
import { TaskNotFound, TaskUnderWay } from './cron-errors.ts';
import { requireCronAdministration } from './cron-permissions.ts';
import { forgetTasks, readTasks, type TaskRow } from './cron-store.ts';
import type { CronTask, KnownTask, TaskResult } from './cron-task.ts';
import { pluginTasks } from './plugin-tasks.ts';
import { runTask } from './run-task.ts';
import { nextRun } from './schedule.ts';

/**
 * What the site does again and again: tasks of rooms, and of plugins. However many servers there
 * are, each task is done by one at a time, and once when it is due. All of it needs
 * `administer cron`; tasks themselves are done in the name of the site.
 */
export interface Cron {
  list(ctx: RequestContext): Promise<readonly KnownTask[]>;
  /** Does what is due, one after the other; answers what this server did. A failure stops nothing. */
  runDue(ctx: RequestContext): Promise<readonly TaskResult[]>;
  /** Does everything, due or not, but what another server is at. */
  runAll(ctx: RequestContext): Promise<readonly TaskResult[]>;
  /** Does one task, due or not. Throws `NotFound`, and `Conflict` while a server is at it. */
  run(ctx: RequestContext, name: string): Promise<TaskResult>;
}

export interface CronDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly taps: Taps;
  /** Of rooms. */
  readonly tasks: readonly CronTask[];
  /** That of the site. */
  readonly timeZone: () => string;
}

interface Known extends KnownTask {
  readonly row: TaskRow;
}

export function createCron({ database, clock, log, taps, tasks, timeZone }: CronDeps): Cron {
  const runner = { database, clock, server: `${hostname()} ${process.pid}` };
  /** A context of its own each time: plugins that came meanwhile are asked. */
  const asSite = (signal: AbortSignal) => systemContext({ log, signal });

  async function known(ctx: RequestContext): Promise<readonly Known[]> {
    const all = [...tasks, ...(await pluginTasks(taps, asSite(ctx.signal)))];
    const names = all.map(({ name }) => name);
    const rows = await readTasks(database.queries, names, clock.now());
    return all.flatMap((task) => {
      const row = rows.get(task.name);
      if (row === undefined) return [];
      const { since, last } = row;
      const next = nextRun(task.schedule, { since, last: last?.begun }, timeZone());
      return [{ task, row, next, last, underWay: last?.outcome === 'under_way' }];
    });
  }

  async function runThose(
    ctx: RequestContext,
    isDue: (task: KnownTask) => boolean,
  ): Promise<readonly TaskResult[]> {
    requireCronAdministration(ctx);
    const all = await known(ctx);
    const results: TaskResult[] = [];
    for (const { task, row } of all.filter((one) => !one.underWay && isDue(one))) {
      if (ctx.signal.aborted) break;
      const result = await runTask(runner, asSite(ctx.signal), task, row);
      if (result !== undefined) results.push(result);
    }
    const names = all.map(({ task }) => task.name);
    if (results.length > 0) await forgetTasks(database.queries, names, clock.now());
    return results;
  }

  return {
    async list(ctx) {
      requireCronAdministration(ctx);
      return known(ctx);
    },
    runDue: (ctx) => runThose(ctx, ({ next }) => next <= clock.now()),
    runAll: (ctx) => runThose(ctx, () => true),
    async run(ctx, name) {
      requireCronAdministration(ctx);
      const one = (await known(ctx)).find(({ task }) => task.name === name);
      if (one === undefined) throw new TaskNotFound(name);
      const result = await runTask(runner, asSite(ctx.signal), one.task, one.row);
      if (result === undefined) throw new TaskUnderWay(one.task.label);
      return result;
    },
  };
}
