import { type ItemId, LIVE, newId, type StageId } from '#base';
import type { Queries, Transaction } from '#platform/database';
import { stagedOrTrashed } from '#records/stages';
import { holdTypes } from './types/item-type-store.ts';
import type { Item } from './item.ts';
import { itemFromRow, type ItemRow } from './item-rows.ts';

/** One item as the stage shows it, in the trash or not. */
export async function findItem(
  queries: Queries,
  chain: readonly StageId[],
  id: ItemId,
): Promise<Item | undefined> {
  const row = await selectItems(queries, chain).where('item.id', '=', id).executeTakeFirst();
  return row && itemFromRow(row);
}

/** Those of the items that the stage shows, in the trash or not. */
export async function findItems(
  queries: Queries,
  chain: readonly StageId[],
  ids: readonly ItemId[],
): Promise<readonly Item[]> {
  const rows = await selectItems(queries, chain)
    .where((where) => where('item.id', '=', where.fn.any(where.val(ids))))
    .execute();
  return rows.map(itemFromRow);
}

/** Whether there is an item with this id, in whatever stage. */
export async function isTaken(queries: Queries, id: ItemId): Promise<boolean> {
  const row = await queries.selectFrom('item').select('id').where('id', '=', id).executeTakeFirst();
  return row !== undefined;
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
    .selectFrom(stagedOrTrashed(queries, chain).as('item'))
    .innerJoin('users', 'users.id', 'item.author_id')
    .selectAll('item')
    .select('users.name as author_name');
}

export interface LockedItem {
  /** As the stage shows it. */
  readonly item: Item;
  /** Whether its row is what the stage shows; else the stage has, or gets, a version of its own. */
  readonly owned: boolean;
  /** The generation of the types that a save must be checked by. */
  readonly generation: number;
  /** When its newest revision was made: later than `changed` where a change of a field made it. */
  readonly newest: Date;
}

/**
 * Holds off every other save of the item and changes of types until the transaction ends, and answers
 * it as it is then: the lock of a row is on what was committed last, whenever the statement began.
 */
export async function lockItem(
  queries: Queries,
  chain: readonly StageId[],
  id: ItemId,
): Promise<LockedItem | undefined> {
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
  const { generation } = row;
  if (row.stage_id !== chain[0]) {
    // What is read now is what was committed before the lock was got.
    const item = chain.length > 1 ? await findItem(queries, chain, id) : undefined;
    return item && { item, owned: false, generation, newest: item.changed };
  }
  const { changed, revised } = row;
  // A revision of a save that was waited for is not seen by this statement; its time is `changed`.
  const newest = revised && revised > changed ? revised : changed;
  return { item: itemFromRow(row), owned: true, generation, newest };
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

/** The labels of the stages that have a version of their own of the item. */
export async function stagesOf(queries: Queries, id: ItemId): Promise<readonly string[]> {
  const rows = await queries
    .selectFrom('stage_association')
    .innerJoin('stage', 'stage.id', 'stage_association.stage_id')
    .select('stage.label')
    .where('stage_association.item_id', '=', id)
    .orderBy('stage.label')
    .execute();
  return rows.map(({ label }) => label);
}
