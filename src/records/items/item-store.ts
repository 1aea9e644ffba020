import { type ItemId, LIVE, newId, type RevisionId, type StageId, type UserId } from '#base';
import type { Queries, Transaction } from '#platform/database';
import { stagedItems } from '#records/stages';
import { sql } from 'kysely';
import { holdTypes } from './types/item-type-store.ts';
import type { FieldValues, Item, Revision } from './item.ts';
import { itemFromRow, type ItemRow, revisionFromRow } from './item-rows.ts';

/** One item as the stage shows it, in the trash or not. */
export async function findItem(
  queries: Queries,
  chain: readonly StageId[],
  id: ItemId,
): Promise<Item | undefined> {
  const row = await selectItems(queries, chain).where('item.id', '=', id).executeTakeFirst();
  return row && itemFromRow(row);
}

/** Stand for what is looked for in statements that are made before it is known. */
const SOME_ID = newId<'item'>();
const SOME_IDS: readonly ItemId[] = [];

/**
 * Those of the items that live shows, in the trash or not: the most frequent statement of all, so
 * it is made and compiled once: 4,030 instead of 3,360 items a second, one after the other. One
 * item is looked for with `=`, since for an array PostgreSQL plans anew each time, which takes
 * longer than the look-up: 5,330.
 */
export function createFindLiveItems(
  queries: Queries,
): (ids: readonly ItemId[]) => Promise<ReadonlyMap<ItemId, Item>> {
  const select = selectItems(queries, [LIVE]);
  const one = select.where('item.id', '=', SOME_ID).compile();
  const several = select
    .where((where) => where('item.id', '=', where.fn.any(where.val(SOME_IDS))))
    .compile();
  return async (ids) => {
    const [id] = ids;
    const [statement, unknown, known] =
      ids.length === 1 ? [one, SOME_ID, id] : [several, SOME_IDS, ids];
    const parameters = statement.parameters.map((each) => (each === unknown ? known : each));
    const { rows } = await queries.executeQuery<ItemRow>({ ...statement, parameters });
    return new Map(rows.map((row) => [row.id, itemFromRow(row)]));
  };
}

function selectItems(queries: Queries, chain: readonly StageId[]) {
  return queries
    .selectFrom(stagedItems(queries, chain).as('item'))
    .innerJoin('users', 'users.id', 'item.author_id')
    .selectAll('item')
    .select('users.name as author_name');
}

export interface LockedItem {
  readonly item: Item;
  /** The generation of the types that a save must be checked by. */
  readonly generation: number;
  /** When its newest revision was made: later than `changed` where a change of a field made it. */
  readonly newest: Date;
}

/**
 * Holds off every other save of the item and changes of types until the transaction ends, and answers
 * it as it is then: the lock of a row is on what was committed last, whenever the statement began.
 */
export async function lockItem(queries: Queries, id: ItemId): Promise<LockedItem | undefined> {
  const row = await queries
    .with('held', holdTypes)
    .selectFrom(['held', 'item'])
    .innerJoin('users', 'users.id', 'item.author_id')
    .selectAll('item')
    .select((select) => [
      'users.name as author_name',
      'held.generation',
      select
        .selectFrom('item_revision')
        .select('item_revision.created')
        .whereRef('item_revision.id', '=', 'item.current_revision_id')
        .as('revised'),
    ])
    .where('item.id', '=', id)
    .forUpdate('item')
    .executeTakeFirst();
  if (!row) return undefined;
  const { changed, revised } = row;
  // A revision of a save that was waited for is not seen by this statement; its time is `changed`.
  const newest = revised && revised > changed ? revised : changed;
  return { item: itemFromRow(row), generation: row.generation, newest };
}

/** Holds off saves of these items; `skip`: without those that are being saved. */
export async function lockItems(
  transaction: Transaction,
  ids: readonly ItemId[],
  locking: 'wait' | 'skip',
): Promise<readonly Item[]> {
  const select = transaction
    .selectFrom('item')
    .innerJoin('users', 'users.id', 'item.author_id')
    .selectAll('item')
    .select('users.name as author_name')
    .where('item.id', 'in', ids)
    .forUpdate('item');
  const rows = await (locking === 'skip' ? select.skipLocked() : select).execute();
  return rows.map(itemFromRow);
}

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
  stage: StageId,
  item: ItemToWrite,
  revision: RevisionToWrite,
): Promise<void> {
  await queries
    .with('written', (db) =>
      db.insertInto('item_revision').values(revisionRow(revision)).returning('id'),
    )
    .insertInto('item')
    .values({
      id: revision.itemId,
      type: item.type,
      ...itemRow(item, revision),
      stage_id: stage,
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
      db.insertInto('item_revision').values(revisionRow(revision)).returning('id'),
    )
    .updateTable('item')
    .set({
      ...itemRow(item, revision),
    })
    .where('id', '=', revision.itemId)
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

function revisionRow(revision: RevisionToWrite) {
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
  };
}

export async function setDeleted(
  queries: Queries,
  id: ItemId,
  deleted: { at: Date; by: UserId } | null,
): Promise<void> {
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

export async function findRevision(
  queries: Queries,
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
    .executeTakeFirst();
  return row && revisionFromRow(row);
}

export async function listRevisions(
  queries: Queries,
  item: ItemId,
  page: { limit: number; offset: number },
): Promise<{ revisions: readonly Revision[]; total: number }> {
  const rows = await queries
    .selectFrom('item_revision')
    .innerJoin('users', 'users.id', 'item_revision.author_id')
    .selectAll('item_revision')
    .select(['users.name as author_name', sql<number>`count(*) over ()`.as('total')])
    .where('item_revision.item_id', '=', item)
    .orderBy('item_revision.created', 'desc')
    .orderBy('item_revision.id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { revisions: rows.map(revisionFromRow), total: rows[0]?.total ?? 0 };
}
