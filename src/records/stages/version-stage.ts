import { LIVE, type StageId } from '#base';
import { type RawBuilder, sql } from 'kysely';

/**
 * Which stage's version of an item a reader of `chain` sees: what is kept beside items (terms, words)
 * is kept for each version. `item`: what the rows of items are called.
 */
export function versionStage(chain: readonly StageId[], item = 'item'): RawBuilder<StageId> {
  if (chain.length === 1) return sql`${sql.lit(LIVE)}::uuid`;
  const stages = sql`${chain}::uuid[]`;
  return sql`coalesce((
    select nearest.stage_id from stage_association nearest
    where nearest.item_id = ${sql.ref(`${item}.id`)} and nearest.stage_id = any(${stages})
    order by array_position(${stages}, nearest.stage_id) limit 1), ${sql.ref(`${item}.stage_id`)})`;
}
