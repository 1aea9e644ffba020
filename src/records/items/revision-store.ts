import type { ItemId, RevisionId, StageId } from '#base';
import type { Queries } from '#platform/database';
import { sql } from 'kysely';
import { revisionFromRow } from './item-rows.ts';
import type { Revision } from './item.ts';

/** One that a reader of the stage may see: of the stage, or of those that it stands on. */
export async function findRevision(
  queries: Queries,
  chain: readonly StageId[],
  item: ItemId,
  revision: RevisionId,
): Promise<Revision | undefined> {
  const row = await queries
    .selectFrom('item_revision')
    .innerJoin('users', 'users.id', 'item_revision.author_id')
    .selectAll('item_revision')
    .select('users.name as author_name')
    .where('item_revision.item_id', '=', item)
    .where('item_revision.id', '=', revision)
    .where('item_revision.stage_id', 'in', chain)
    .executeTakeFirst();
  return row && revisionFromRow(row);
}

export async function listRevisions(
  queries: Queries,
  chain: readonly StageId[],
  item: ItemId,
  page: { limit: number; offset: number },
): Promise<{ revisions: readonly Revision[]; total: number }> {
  const rows = await queries
    .selectFrom('item_revision')
    .innerJoin('users', 'users.id', 'item_revision.author_id')
    .selectAll('item_revision')
    .select(['users.name as author_name', sql<number>`count(*) over ()`.as('total')])
    .where('item_revision.item_id', '=', item)
    .where('item_revision.stage_id', 'in', chain)
    .orderBy('item_revision.created', 'desc')
    .orderBy('item_revision.id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { revisions: rows.map(revisionFromRow), total: rows[0]?.total ?? 0 };
}
