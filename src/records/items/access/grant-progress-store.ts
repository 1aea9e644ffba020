import type { ItemId } from '#base';
import type { Queries, Selectable, Tables, Transaction } from '#platform/database';
import type { AnsweringPlugin } from '#grammar/taps';
import { type ExpressionBuilder, sql } from 'kysely';

/** All SQL about how far plugins were asked which grants the content needs. */

export type ProgressRow = Selectable<Tables['item_grant_progress']>;

/**
 * What is known of the plugin, held until the transaction ends; undefined: another kernel holds
 * it. A plugin that is new, or another version, begins from the beginning.
 */
export async function hold(
  transaction: Transaction,
  { name, version = '' }: AnsweringPlugin,
  now: Date,
): Promise<ProgressRow | undefined> {
  const fresh = { version, begun: now, asking: true, upto: null, complete: false };
  await transaction
    .insertInto('item_grant_progress')
    .values({ plugin: name, ...fresh })
    .onConflict((conflict) =>
      conflict
        .column('plugin')
        .doUpdateSet(fresh)
        .where('item_grant_progress.version', '!=', version),
    )
    .execute();
  return transaction
    .selectFrom('item_grant_progress')
    .selectAll()
    .where('plugin', '=', name)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

export async function writeProgress(
  transaction: Transaction,
  plugin: string,
  change: Partial<Pick<ProgressRow, 'begun' | 'asking' | 'upto' | 'complete'>>,
): Promise<void> {
  await transaction
    .updateTable('item_grant_progress')
    .set(change)
    .where('plugin', '=', plugin)
    .execute();
}

/** The ids of the next items; none when that were all. */
export async function listIdsAfter(
  queries: Queries,
  upto: ItemId | null,
  limit: number,
): Promise<readonly ItemId[]> {
  let select = queries.selectFrom('item').select('id').orderBy('id').limit(limit);
  if (upto !== null) select = select.where('id', '>', upto);
  return (await select.execute()).map(({ id }) => id);
}

/** Items that the plugin may not have been asked about as they are now, or that it failed at. */
export async function listLeftOver(
  queries: Queries,
  plugin: string,
  since: Date,
): Promise<readonly ItemId[]> {
  const rows = await queries
    .selectFrom('item')
    .select('item.id')
    .where((item) =>
      item.or([
        item('item.changed', '>=', since),
        item.not(item.exists(grantsOf(item, plugin))),
        item.exists(failuresOf(item, plugin)),
      ]),
    )
    .orderBy('item.id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Items that nobody sees, because the plugin failed when it was asked about them. */
export async function listFailed(queries: Queries, plugin: string): Promise<readonly ItemId[]> {
  const rows = await queries
    .selectFrom('item')
    .select('item.id')
    .where((item) => item.exists(failuresOf(item, plugin)))
    .orderBy('item.id')
    .execute();
  return rows.map(({ id }) => id);
}

function failuresOf(item: ExpressionBuilder<Tables, 'item'>, plugin: string) {
  return grantsOf(item, plugin).where('realm', '=', '').where('view', '=', false);
}

function grantsOf(item: ExpressionBuilder<Tables, 'item'>, plugin: string) {
  return item
    .selectFrom('item_grant')
    .select(sql<number>`1`.as('one'))
    .whereRef('item_grant.item_id', '=', 'item.id')
    .where('item_grant.plugin', '=', plugin);
}

/** How far a plugin was asked about the content that there is. */
export interface GrantProgress {
  readonly plugin: string;
  /** Items that it was asked about, and all. */
  readonly done: number;
  readonly total: number;
  /** Items that nobody sees, because it failed when it was asked about them. */
  readonly failed: number;
  /** Nothing is left to ask it about. */
  readonly finished: boolean;
}

export async function readProgress(
  queries: Queries,
  { name, version = '' }: AnsweringPlugin,
): Promise<GrantProgress> {
  const row = await queries
    .selectFrom('item_grant_progress')
    .selectAll()
    .where('plugin', '=', name)
    .where('version', '=', version)
    .executeTakeFirst();
  const finished = row?.asking === false;
  const { total, done } = await queries
    .selectFrom('item')
    .select([
      sql<number>`count(*)::int`.as('total'),
      sql<number>`(count(*) filter (where id <= ${row?.upto ?? null}))::int`.as('done'),
    ])
    .executeTakeFirstOrThrow();
  const { failed } = await queries
    .selectFrom('item_grant')
    .select(sql<number>`count(*)::int`.as('failed'))
    .where('plugin', '=', name)
    .where('realm', '=', '')
    .where('view', '=', false)
    .executeTakeFirstOrThrow();
  return { plugin: name, total, done: finished ? total : done, failed, finished };
}
