import { type ItemId, LIVE, type StageId } from '#base';
import type { Queries } from '#platform/database';
import { sql } from 'kysely';

/**
 * The terms that a stage made and that its versions of these items refer to, with what they stand
 * under and belong to as far as the stage made that too: `term:0192…`, `vocabulary:0192…`.
 */
export async function listNeededTerms(
  queries: Queries,
  [stage = LIVE]: readonly StageId[],
  items: readonly ItemId[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ record: string }>`
    with recursive made as (
      select record_type, record_id, content from stage_document
      where stage_id = ${stage}::uuid and record_type in ('term', 'vocabulary')
        and base is null and content is not null
    ), needed(id) as (
      select it.term_id::text from item_term it
      where it.stage_id = ${stage}::uuid and it.item_id = any(${items}::uuid[])
      union
      select above.id from needed
        join made on made.record_type = 'term' and made.record_id = needed.id
        cross join lateral jsonb_to_recordset(made.content -> 'parents') as above(id text)
    ), terms as (
      select made.* from needed join made on made.record_type = 'term' and made.record_id = needed.id
    )
    select 'term:' || record_id as record from terms
    union
    select 'vocabulary:' || made.record_id from terms
      join made on made.record_type = 'vocabulary'
        and made.record_id = terms.content ->> 'vocabulary'`.execute(queries);
  return rows.map(({ record }) => record);
}
