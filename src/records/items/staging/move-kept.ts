import type { StageId } from '#base';
import type { Transaction } from '#platform/database';
import { sql } from 'kysely';

/**
 * What is kept beside the versions of items goes along when they are published as they are: which
 * terms they are under, and which grants they need where the stage was told.
 */
export async function moveKept(
  transaction: Transaction,
  ids: readonly string[],
  { from, to }: { readonly from: StageId; readonly to: StageId },
): Promise<void> {
  await sql`
    delete from item_term where stage_id = ${to}::uuid and item_id = any(${ids}::uuid[])`.execute(
    transaction,
  );
  await sql`
    update item_term set stage_id = ${to}::uuid
    where stage_id = ${from}::uuid and item_id = any(${ids}::uuid[])`.execute(transaction);
  await sql`
    delete from item_grant old where stage_id = ${to}::uuid and item_id = any(${ids}::uuid[])
      and exists (select from item_grant told where told.stage_id = ${from}::uuid
        and told.item_id = old.item_id and told.plugin = old.plugin)`.execute(transaction);
  await sql`
    update item_grant set stage_id = ${to}::uuid
    where stage_id = ${from}::uuid and item_id = any(${ids}::uuid[])`.execute(transaction);
}

/** A stage has nothing of its own about these items any more. */
export async function dropKept(
  transaction: Transaction,
  stage: StageId,
  ids: readonly string[],
): Promise<void> {
  const about = (column: string) =>
    sql`stage_id = ${stage}::uuid and ${sql.ref(column)} = any(${ids}::uuid[])`;
  const others = sql`not exists (select from item
    where item.id = kept.item_id and item.stage_id = ${stage}::uuid)`;
  await sql`delete from stage_association where ${about('item_id')}`.execute(transaction);
  await sql`delete from stage_deletion where record_type = 'item' and ${about('record_id')}`.execute(
    transaction,
  );
  await sql`delete from item_term kept where ${about('item_id')} and ${others}`.execute(
    transaction,
  );
  await sql`delete from item_grant kept where ${about('item_id')} and ${others}`.execute(
    transaction,
  );
}
