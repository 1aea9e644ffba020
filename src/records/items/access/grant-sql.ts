import type { StageId } from '#base';
import type { Queries } from '#platform/database';
import type { StagedItemRow } from '#records/stages';
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { ItemOperation } from './access-taps.ts';
import type { Guard } from './actor-grants.ts';

type Where = ExpressionBuilder<{ item: StagedItemRow }, 'item'>;

/** Which grants count: those of these plugins, as a reader of the stage sees them. */
export interface GrantScope {
  readonly queries: Queries;
  readonly chain: readonly StageId[];
  readonly guards: readonly Guard[];
}

/** That every plugin that guards the item lets the actor do `op`. */
export function passesGuards(
  where: Where,
  scope: GrantScope,
  op: ItemOperation,
): Expression<SqlBool> {
  return where.and(scope.guards.map((guard) => passesGuard(where, scope, guard, op)));
}

/**
 * That one of the item's grants lets the actor do it. What the plugin was never asked about is as
 * it was before the plugin came, until the plugin has been asked about everything; from then on it
 * is closed, since somebody saved it past the plugin.
 */
export function passesGuard(
  where: Where,
  { queries, chain }: Pick<GrantScope, 'queries' | 'chain'>,
  { plugin, version, held }: Guard,
  op: ItemOperation,
) {
  const grants = queries
    .selectFrom('item_grant')
    .select(sql<number>`1`.as('one'))
    .whereRef('item_grant.item_id', '=', sql.ref('item.id'))
    .where('item_grant.plugin', '=', plugin)
    .where((grant) => appliesIn(grant, chain));
  const matching = grants
    .where(`item_grant.${op}`, '=', true)
    .where((grant) =>
      grant.or([
        grant('item_grant.realm', '=', ''),
        ...[...byRealm(held)].map(([realm, ids]) =>
          grant.and([
            grant('item_grant.realm', '=', realm),
            grant('item_grant.grant_id', 'in', ids),
          ]),
        ),
      ]),
    );
  const complete = queries
    .selectFrom('item_grant_progress')
    .select(sql<number>`1`.as('one'))
    .where('item_grant_progress.plugin', '=', plugin)
    .where('item_grant_progress.complete', '=', true)
    // Of a plugin that cannot be asked it counts how it was while it could.
    .$if(version !== undefined, (all) =>
      all.where('item_grant_progress.version', '=', version ?? ''),
    );
  return where.or([
    where.exists(matching),
    where.and([where.not(where.exists(grants)), where.not(where.exists(complete))]),
  ]);
}

/** A stage shows the grants that were saved in it, else those of its upstream. */
function appliesIn(
  grant: ExpressionBuilder<{ item_grant: { stage_id: StageId } }, 'item_grant'>,
  chain: readonly StageId[],
): Expression<SqlBool> {
  const [stage] = chain;
  if (chain.length === 1 && stage !== undefined) return grant('item_grant.stage_id', '=', stage);
  const stages = sql`${chain}::uuid[]`;
  return sql<SqlBool>`item_grant.stage_id = (
    select nearest.stage_id from item_grant nearest
    where nearest.item_id = item_grant.item_id and nearest.plugin = item_grant.plugin
      and nearest.stage_id = any(${stages})
    order by array_position(${stages}, nearest.stage_id) limit 1)`;
}

function byRealm(held: Guard['held']): ReadonlyMap<string, readonly string[]> {
  const realms = new Map<string, string[]>();
  for (const { realm, id } of held) realms.set(realm, [...(realms.get(realm) ?? []), id]);
  return realms;
}
