import type { StageId, UserId } from '#base';
import type { Queries, Transaction } from '#platform/database';
import { sql } from 'kysely';
import type { Activity, Deed } from './activity.ts';

/** Written in the transaction of what was done, so that it is there exactly when that is. */
export async function writeActivity(
  transaction: Transaction,
  line: {
    readonly stage: StageId;
    readonly at: Date;
    readonly by: UserId;
    readonly what: Deed;
    readonly detail?: string;
  },
): Promise<void> {
  await transaction
    .insertInto('stage_activity')
    .values({
      stage_id: line.stage,
      at: line.at,
      by_id: line.by,
      what: line.what,
      detail: line.detail ?? '',
    })
    .execute();
}

/** The newest first; `before`: only what is older. */
export async function listActivity(
  queries: Queries,
  stage: StageId,
  { limit, before }: { readonly limit: number; readonly before?: Date | undefined },
): Promise<readonly Activity[]> {
  const older = (column: string) =>
    before === undefined ? sql`` : sql`and ${sql.ref(column)} < ${before}::timestamptz`;
  const last = sql`limit ${limit}`;
  const { rows } = await sql<Activity>`
    select line.at, coalesce(users.name, '') as by, line.what, line.detail from (
      (select at, by_id, what, detail from stage_activity
        where stage_id = ${stage}::uuid ${older('at')} order by at desc, id desc ${last})
      union all
      (select created, author_id, 'saved', title from item_revision
        where stage_id = ${stage}::uuid ${older('created')} order by created desc ${last})
      union all
      (select changed, changed_by, 'saved', label from stage_document
        where stage_id = ${stage}::uuid ${older('changed')} order by changed desc ${last})
    ) line left join users on users.id = line.by_id
    order by line.at desc ${last}`.execute(queries);
  return rows;
}
