import { TrovatoError } from '#base';
import { inTransaction, queriesOf, type RequestContext } from '#grammar/access';
import { lockForPublish, publish } from '../publish/publish.ts';
import { writeActivity } from '../activity/activity-store.ts';
import type { StageDeps } from '../stage-deps.ts';
import { InvalidStage } from '../stage-errors.ts';
import type { Schedule, Schedules } from './schedule.ts';
import {
  findSchedule,
  listDue,
  removeSchedule,
  writeProblem,
  writeSchedule,
} from './schedule-store.ts';

const GONE = 'Whoever wanted it published has no account any more.';

class NotDueAnyMore extends Error {}

export function createSchedules(deps: StageDeps): Schedules {
  const { database, clock } = deps;

  function dueOf(given: unknown): Date {
    const due = typeof given === 'string' ? new Date(given) : new Date(Number.NaN);
    if (!(due.getTime() > clock.now().getTime()))
      throw new InvalidStage([
        { pointer: '/due', code: 'invalid', message: 'must be a time in the future, as ISO 8601' },
      ]);
    return due;
  }

  /** Why it was not published; undefined: it was. */
  async function publishOne(
    ctx: RequestContext,
    { stageId, due }: Schedule,
    actor: RequestContext['actor'] | undefined,
  ): Promise<string | undefined> {
    if (!actor) return GONE;
    try {
      await publish(deps, { ...ctx, actor }, stageId, {
        log: 'Published at its time',
        // Another server may have done it, or somebody wants another time.
        also: async (transaction) => {
          if (!(await removeSchedule(transaction, stageId, due))) throw new NotDueAnyMore();
        },
      });
      return undefined;
    } catch (error) {
      if (error instanceof NotDueAnyMore) return undefined;
      if (!(error instanceof TrovatoError)) throw error;
      return error.message;
    }
  }

  return {
    find: (ctx, stage) => findSchedule(queriesOf(database, ctx), stage),
    set: (context, stageId, given) =>
      inTransaction(database, context, async (transaction, ctx) => {
        await lockForPublish(transaction, ctx, stageId);
        if (given === null) await removeSchedule(transaction, stageId);
        else await writeSchedule(transaction, { stageId, due: dueOf(given), by: ctx.actor.id });
        await writeActivity(transaction, {
          stage: stageId,
          at: clock.now(),
          by: ctx.actor.id,
          ...(given === null
            ? { what: 'unscheduled' }
            : { what: 'scheduled', detail: dueOf(given).toISOString() }),
        });
        ctx.log.info({ stage: stageId, due: given, actor: ctx.actor.id }, 'publish scheduled');
        return findSchedule(transaction, stageId);
      }),
    async publishDue(ctx, findActor) {
      const due = await listDue(database.queries, clock.now());
      let published = 0;
      for (const one of due) {
        const problem = await publishOne(ctx, one, await findActor(one.by));
        if (problem === undefined) published += 1;
        else await writeProblem(database.queries, one, problem);
      }
      return published;
    },
  };
}
