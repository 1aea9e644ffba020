import type { PreviewId, StageId, UserId } from '#base';
import type { Queries } from '#platform/database';
import type { Preview } from './preview.ts';

export async function insertPreview(
  queries: Queries,
  row: {
    readonly id: PreviewId;
    readonly stageId: StageId;
    readonly now: Date;
    readonly by: UserId;
    readonly expires: Date;
    readonly note: string;
  },
): Promise<void> {
  await queries
    .insertInto('stage_preview')
    .values({
      id: row.id,
      stage_id: row.stageId,
      created: row.now,
      created_by: row.by,
      expires: row.expires,
      note: row.note,
    })
    .execute();
}

/** Newest first; those that ended before `since` are left out. */
export async function listPreviews(
  queries: Queries,
  stage: StageId,
  since: Date,
): Promise<readonly Omit<Preview, 'isOver'>[]> {
  const rows = await queries
    .selectFrom('stage_preview as preview')
    .innerJoin('users', 'users.id', 'preview.created_by')
    .selectAll('preview')
    .select('users.name as by_name')
    .where('preview.stage_id', '=', stage)
    .where('preview.expires', '>', since)
    .where((where) =>
      where.or([where('preview.revoked', 'is', null), where('preview.revoked', '>', since)]),
    )
    .orderBy('preview.created', 'desc')
    .orderBy('preview.id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    stageId: row.stage_id,
    created: row.created,
    createdByName: row.by_name,
    expires: row.expires,
    revoked: row.revoked,
    note: row.note,
  }));
}

/** Whether there is such a preview; one that was revoked before stays as it was. */
export async function markRevoked(
  queries: Queries,
  stage: StageId,
  id: PreviewId,
  now: Date,
): Promise<boolean> {
  const row = await queries
    .updateTable('stage_preview')
    .set((update) => ({ revoked: update.fn.coalesce('revoked', update.val(now)) }))
    .where('id', '=', id)
    .where('stage_id', '=', stage)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The preview with its stage. */
export function findPreviewed(queries: Queries, id: PreviewId) {
  return queries
    .selectFrom('stage_preview as preview')
    .innerJoin('stage', 'stage.id', 'preview.stage_id')
    .select(['preview.expires', 'preview.revoked', 'stage.id', 'stage.label', 'stage.closed'])
    .where('preview.id', '=', id)
    .executeTakeFirst();
}
