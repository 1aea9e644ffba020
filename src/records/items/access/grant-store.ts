import type { ItemId, StageId } from '#base';
import type { Queries } from '#platform/database';
import { listStageChain } from '#records/stages';
import { sql } from 'kysely';
import type { AskedOf } from './item-access.ts';
import type { ItemOperation, NeededGrant } from './access-taps.ts';
import type { Guard } from './actor-grants.ts';
import { passesGuard } from './grant-sql.ts';

/**
 * For each question the plugin that shuts the actor out because the item needs a grant that they
 * do not have; undefined: none does.
 */
export async function findShut(
  queries: Queries,
  stage: StageId,
  guards: readonly Guard[],
  asked: readonly AskedOf[],
): Promise<readonly (string | undefined)[]> {
  if (guards.length === 0 || asked.length === 0) return [];
  const scope = { queries, chain: await listStageChain(queries, stage) };
  const operations = [...new Set(asked.map(({ op }) => op))];
  const columns = operations.flatMap((op) =>
    guards.map((guard, at) => ({ guard, op, name: nameOf(op, at) })),
  );
  const rows = await queries
    .selectFrom('item')
    .select('item.id')
    .select((item) =>
      columns.map(({ guard, op, name }) => passesGuard(item, scope, guard, op).as(name)),
    )
    .where('item.id', 'in', [...new Set(asked.map(({ item }) => item.id))])
    .execute();
  const passed = new Map(
    rows.map((row) => [row.id, new Map<string, unknown>(Object.entries(row))]),
  );
  return asked.map(({ op, item }) => {
    const row = passed.get(item.id);
    return guards.find((_, at) => row?.get(nameOf(op, at)) !== true)?.plugin;
  });
}

/** Of a column; names of plugins may be too long for one. */
function nameOf(op: ItemOperation, at: number): string {
  return `${op}${at}`;
}

/** What one plugin needs for an item. */
export interface ItemGrants {
  readonly item: ItemId;
  readonly plugin: string;
  readonly grants: readonly NeededGrant[];
}

/** Everybody: what an item needs that a plugin has nothing against. */
export const EVERYBODY: readonly NeededGrant[] = [
  { realm: '', id: '', view: true, update: true, delete: true },
];
/** Nobody: what is kept for a plugin that failed. */
export const NOBODY: readonly NeededGrant[] = [{ realm: '', id: '' }];

/** A statement takes 65,535 parameters. */
const ROWS = 5_000;

/** Puts what the plugins say now of these items in the place of what they said before. */
export async function writeGrants(
  queries: Queries,
  stage: StageId,
  written: readonly ItemGrants[],
): Promise<void> {
  if (written.length === 0) return;
  await queries
    .deleteFrom('item_grant')
    .where('stage_id', '=', stage)
    .where('item_id', 'in', [...new Set(written.map(({ item }) => item))])
    .where('plugin', 'in', [...new Set(written.map(({ plugin }) => plugin))])
    .execute();
  const rows = written.flatMap(({ item, plugin, grants }) =>
    grants.map((grant) => ({
      item_id: item,
      stage_id: stage,
      plugin,
      realm: grant.realm,
      grant_id: grant.id,
      view: grant.view ?? false,
      update: grant.update ?? false,
      delete: grant.delete ?? false,
    })),
  );
  for (let at = 0; at < rows.length; at += ROWS) {
    await queries
      .insertInto('item_grant')
      .values(rows.slice(at, at + ROWS))
      .execute();
  }
}

/** A grant that an item needs, as it is stored. */
export interface StoredGrant {
  readonly plugin: string;
  readonly realm: string;
  readonly grant_id: string;
  readonly view: boolean;
  readonly update: boolean;
  readonly delete: boolean;
}

export async function listGrants(
  queries: Queries,
  item: ItemId,
  plugins: readonly string[],
): Promise<readonly StoredGrant[]> {
  if (plugins.length === 0) return [];
  return queries
    .selectFrom('item_grant')
    .select(['plugin', 'realm', 'grant_id', 'view', 'update', 'delete'])
    .where('item_id', '=', item)
    .where('plugin', 'in', plugins)
    .orderBy('plugin')
    .orderBy(sql`realm`)
    .orderBy('grant_id')
    .execute();
}
