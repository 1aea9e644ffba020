import type { ItemId, StageId } from '#base';
import type { Queries } from '#platform/database';
import { sql } from 'kysely';

/** All items of these types, or these items. */
export type SomeItems = { readonly types: readonly string[] } | { readonly ids: readonly ItemId[] };

interface HeldType {
  readonly stage: StageId;
  readonly type: string;
  readonly items: number;
}

/** How many items of which type there are, by the stage that has their row. */
export async function countByType(queries: Queries, some: SomeItems): Promise<readonly HeldType[]> {
  const { rows } = await sql<HeldType>`
    select item.stage_id as stage, item.type, count(*)::integer as items
    from item where ${among(some)} group by 1, 2`.execute(queries);
  return rows;
}

/** Of which fields they have values, in what is in these stages. */
export async function listFieldsHeld(
  queries: Queries,
  stages: readonly StageId[],
  some: SomeItems,
): Promise<readonly (HeldType & { readonly field: string })[]> {
  const { rows } = await sql<HeldType & { readonly field: string }>`
    select stage, type, field, count(*)::integer as items from (
      select item.stage_id as stage, item.type, jsonb_object_keys(item.fields) as field
      from item where item.stage_id = any(${stages}::uuid[]) and ${among(some)}
      union all
      select own.stage_id, item.type, jsonb_object_keys(revision.fields)
      from stage_association own
        join item on item.id = own.item_id
        join item_revision revision on revision.id = own.target_revision_id
      where own.stage_id = any(${stages}::uuid[]) and ${among(some)}
    ) held group by 1, 2, 3`.execute(queries);
  return rows;
}

function among(some: SomeItems) {
  return 'types' in some
    ? sql`item.type = any(${some.types}::text[])`
    : sql`item.id = any(${some.ids}::uuid[])`;
}
