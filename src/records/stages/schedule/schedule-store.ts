import type { StageId, UserId } from '#base';
import type { Queries, Transaction } from '#platform/database';
import type { Schedule } from './schedule.ts';

export async function findSchedule(
  queries: Queries,
  stage: StageId,
): Promise<Schedule | undefined> {
  const row = await selectSchedules(queries)
    .where('schedule.stage_id', '=', stage)
    .executeTakeFirst();
  return row && scheduleFromRow(row);
}

/** Those whose time has come, the first first, without those that failed. */
export async function listDue(queries: Queries, now: Date): Promise<readonly Schedule[]> {
  const rows = await selectSchedules(queries)
    .where('schedule.due', '<=', now)
    .where('schedule.problem', 'is', null)
    .orderBy('schedule.due')
    .execute();
  return rows.map(scheduleFromRow);
}

export async function writeSchedule(
  transaction: Transaction,
  { stageId, due, by }: { readonly stageId: StageId; readonly due: Date; readonly by: UserId },
): Promise<void> {
  const row = { due, by_id: by, problem: null };
  await transaction
    .insertInto('stage_schedule')
    .values({ stage_id: stageId, ...row })
    .onConflict((conflict) => conflict.column('stage_id').doUpdateSet(row))
    .execute();
}

export async function writeProblem(
  queries: Queries,
  { stageId, due }: Pick<Schedule, 'stageId' | 'due'>,
  problem: string,
): Promise<void> {
  await queries
    .updateTable('stage_schedule')
    .set({ problem })
    .where('stage_id', '=', stageId)
    .where('due', '=', due)
    .execute();
}

/** With `due` only if it is still for that time. */
export async function removeSchedule(
  queries: Queries,
  stage: StageId,
  due?: Date,
): Promise<boolean> {
  let remove = queries.deleteFrom('stage_schedule').where('stage_id', '=', stage);
  if (due) remove = remove.where('due', '=', due);
  return (await remove.executeTakeFirst()).numDeletedRows > 0n;
}

function selectSchedules(queries: Queries) {
  return queries
    .selectFrom('stage_schedule as schedule')
    .innerJoin('users', 'users.id', 'schedule.by_id')
    .innerJoin('stage', 'stage.id', 'schedule.stage_id')
    .where('stage.closed', 'is', null)
    .selectAll('schedule')
    .select('users.name as by_name');
}

function scheduleFromRow(
  row: Awaited<ReturnType<ReturnType<typeof selectSchedules>['execute']>>[number],
): Schedule {
  return {
    stageId: row.stage_id,
    due: row.due,
    by: row.by_id,
    byName: row.by_name,
    problem: row.problem,
  };
}
