import { LIVE, type StageId } from '#base';
import type { Queries } from '#platform/database';
import { sql } from 'kysely';

/** The vocabularies that a stage has something about and that fields of these types of it name. */
export async function listVocabulariesOf(
  queries: Queries,
  [stage = LIVE]: readonly StageId[],
  types: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ record: string }>`
    select distinct 'vocabulary:' || vocabulary.record_id as record
    from stage_document type
      cross join lateral jsonb_path_query(type.content, '$.*.settings.bundles[*]') as bundle
      join stage_document vocabulary on vocabulary.stage_id = type.stage_id
        and vocabulary.record_type = 'vocabulary'
        and vocabulary.content ->> 'name' = bundle #>> '{}'
    where type.stage_id = ${stage}::uuid and type.record_type = 'item_type'
      and type.record_id = any(${types}::text[])`.execute(queries);
  return rows.map(({ record }) => record);
}
