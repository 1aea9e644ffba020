import type { ItemId, StageId } from '#base';
import type { Queries } from '#platform/database';
import { sql } from 'kysely';
import type { TermUse } from './terms-of.ts';

/**
 * Makes `item_term` say of these items what `uses` says, in one statement: nothing of those that
 * are in the trash. With `field` only what that field refers to is written anew; with `version` it is
 * about what that stage changed of items, instead of what is in their rows.
 */
export async function writeTermUses(
  queries: Queries,
  items: readonly ItemId[],
  uses: readonly (TermUse & { readonly item: ItemId })[],
  {
    field,
    version,
  }: { readonly field?: string | undefined; readonly version?: StageId | undefined } = {},
): Promise<void> {
  const stage = sql`coalesce(${version ?? null}::uuid, item.stage_id)`;
  await sql`
    with current as (
      select item.id as item_id, ${stage} as stage_id, used.field, used.term as term_id,
        coalesce(own.created, item.created) as created
      from jsonb_to_recordset(${JSON.stringify(uses)}::jsonb) as used(item uuid, field text, term uuid)
        join item on item.id = used.item
        left join stage_association own
          on own.item_id = item.id and own.stage_id = ${version ?? null}::uuid
      where own.item_id is not null or (${version ?? null}::uuid is null and item.deleted is null)
    ), gone as (
      delete from item_term using item
      where item_term.item_id = any(${items}::uuid[])
        and item.id = item_term.item_id and item_term.stage_id = ${stage}
        and (${field ?? null}::text is null or item_term.field = ${field ?? null})
        and not exists (select from current
          where current.item_id = item_term.item_id and current.stage_id = item_term.stage_id
            and current.field = item_term.field and current.term_id = item_term.term_id)
    )
    insert into item_term (item_id, stage_id, field, term_id, created)
      select item_id, stage_id, field, term_id, created from current
    on conflict (item_id, stage_id, field, term_id)
      do update set created = excluded.created where item_term.created <> excluded.created`.execute(
    queries,
  );
}
