import type { ItemId, RevisionId, StageId, UserId } from '#base';
import type { Queries } from '#platform/database';
import type { LockedItem } from './item-store.ts';
import type { FieldValues } from './item.ts';

export interface RevisionToWrite {
  readonly id: RevisionId;
  readonly itemId: ItemId;
  readonly authorId: UserId;
  readonly title: string;
  readonly status: boolean;
  readonly created: Date;
  readonly log: string;
  readonly fields: FieldValues;
  readonly changes: readonly string[];
  readonly stageId: StageId;
}

export interface ItemToWrite {
  readonly type: string;
  readonly authorId: UserId;
  readonly promote: boolean;
  readonly sticky: boolean;
  readonly created: Date;
}

/** Writes a new item and its first revision in one statement. */
export async function insertItem(
  queries: Queries,
  item: ItemToWrite,
  revision: RevisionToWrite,
): Promise<void> {
  await queries
    .with('written', (db) =>
      db.insertInto('item_revision').values(revisionRow(item, revision)).returning('id'),
    )
    .insertInto('item')
    .values({
      id: revision.itemId,
      type: item.type,
      ...itemRow(item, revision),
      stage_id: revision.stageId,
      deleted: null,
      deleted_by: null,
    })
    .execute();
}

/** Writes a revision and makes it the item's current one, in one statement. */
export async function insertRevision(
  queries: Queries,
  item: Omit<ItemToWrite, 'type'>,
  revision: RevisionToWrite,
): Promise<void> {
  await queries
    .with('written', (db) =>
      db.insertInto('item_revision').values(revisionRow(item, revision)).returning('id'),
    )
    .updateTable('item')
    .set({
      ...itemRow(item, revision),
    })
    .where('id', '=', revision.itemId)
    .execute();
}

/**
 * Writes a revision and makes it what its stage shows of an item of its upstream; `base` is what it
 * showed when it had none of its own.
 */
export async function insertStagedRevision(
  queries: Queries,
  item: Omit<ItemToWrite, 'type'>,
  revision: RevisionToWrite,
  base: RevisionId,
): Promise<void> {
  const own = { target_revision_id: revision.id, created: item.created };
  await queries
    .with('written', (db) =>
      db.insertInto('item_revision').values(revisionRow(item, revision)).returning('id'),
    )
    .insertInto('stage_association')
    .values({
      stage_id: revision.stageId,
      item_id: revision.itemId,
      base_revision_id: base,
      ...own,
    })
    .onConflict((conflict) => conflict.columns(['stage_id', 'item_id']).doUpdateSet(own))
    .execute();
}

/** What a save writes of an item itself, besides its revision. */
function itemRow(item: Omit<ItemToWrite, 'type'>, revision: RevisionToWrite) {
  return {
    title: revision.title,
    author_id: item.authorId,
    status: revision.status,
    promote: item.promote,
    sticky: item.sticky,
    created: item.created,
    changed: revision.created,
    current_revision_id: revision.id,
    fields: JSON.stringify(revision.fields),
  };
}

function revisionRow(item: Omit<ItemToWrite, 'type'>, revision: RevisionToWrite) {
  return {
    id: revision.id,
    item_id: revision.itemId,
    author_id: revision.authorId,
    title: revision.title,
    status: revision.status,
    created: revision.created,
    log: revision.log,
    fields: JSON.stringify(revision.fields),
    change_summary: JSON.stringify(revision.changes),
    stage_id: revision.stageId,
    item_author_id: item.authorId,
    promote: item.promote,
    sticky: item.sticky,
    item_created: item.created,
  };
}

/** Puts the locked item in the trash of `stage`, or takes it out. */
export async function setDeleted(
  queries: Queries,
  stage: StageId,
  { item, owned }: Pick<LockedItem, 'item' | 'owned'>,
  deleted: { at: Date; by: UserId } | null,
): Promise<void> {
  const { id } = item;
  if (!owned) {
    const record = { stage_id: stage, record_type: 'item', record_id: id };
    await (
      deleted
        ? queries.insertInto('stage_deletion').values({
            ...record,
            base_revision_id: item.revisionId,
            deleted: deleted.at,
            deleted_by: deleted.by,
          })
        : queries
            .deleteFrom('stage_deletion')
            .where('stage_id', '=', stage)
            .where('record_type', '=', 'item')
            .where('record_id', '=', id)
    ).execute();
    return;
  }
  await queries
    .updateTable('item')
    .set({ deleted: deleted?.at ?? null, deleted_by: deleted?.by ?? null })
    .where('id', '=', id)
    .execute();
}

/** Ends an item and its revisions for good. */
export async function purgeItem(queries: Queries, id: ItemId): Promise<void> {
  await queries.deleteFrom('item').where('id', '=', id).execute();
}
