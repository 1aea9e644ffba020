import { LIVE, type StageId } from '#base';
import type { Queries } from '#platform/database';

/**
 * `stage`, then its upstream, and so on down to live: the order in which a reader of `stage`
 * looks for things. Live costs no statement.
 */
export async function listStageChain(
  queries: Queries,
  stage: StageId,
): Promise<readonly StageId[]> {
  if (stage === LIVE) return [LIVE];
  const rows = await queries
    .withRecursive('chain', (db) =>
      db
        .selectFrom('stage')
        .select(['id', 'upstream_id'])
        .where('id', '=', stage)
        .unionAll((inner) =>
          inner
            .selectFrom('stage')
            .innerJoin('chain', 'chain.upstream_id', 'stage.id')
            .select(['stage.id', 'stage.upstream_id']),
        ),
    )
    .selectFrom('chain')
    .select('id')
    .execute();
  return rows.map((row) => row.id);
}
