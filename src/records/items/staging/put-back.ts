import { LIVE, type StageId, type UserId } from '#base';
import type { Transaction } from '#platform/database';
import type { ChangedRecord } from '#records/stages';
import { sql } from 'kysely';
import { itemStates } from './changed-items.ts';

type Returned = Pick<ChangedRecord, 'id' | 'mine' | 'base'>;

/**
 * Gives a stage back what it had of its own before it was published, on top of what its upstream
 * shows now. What it has made of them since then stays.
 */
export async function putBack(
  transaction: Transaction,
  chain: readonly StageId[],
  records: readonly Returned[],
  by: { readonly actor: UserId; readonly at: Date },
): Promise<void> {
  const own = records.filter(({ base }) => base.is === 'absent');
  await putBackOwn(
    transaction,
    chain,
    own.map(({ id }) => id),
  );
  await putBackChanges(
    transaction,
    chain,
    records.filter(({ base }) => base.is !== 'absent'),
    by,
  );
}

/** What was made in the stage is its own again, as it is now. */
async function putBackOwn(
  transaction: Transaction,
  [stage = LIVE, upstream = LIVE]: readonly StageId[],
  ids: readonly string[],
): Promise<void> {
  await sql`update item set stage_id = ${stage}::uuid
    where id = any(${ids}::uuid[]) and stage_id = ${upstream}::uuid`.execute(transaction);
  // What the stage has made of it meanwhile is what it is.
  await sql`
    with since as (
      delete from stage_association
      where stage_id = ${stage}::uuid and item_id = any(${ids}::uuid[])
      returning target_revision_id
    )
    update item set title = revision.title, author_id = revision.item_author_id,
      status = revision.status, promote = revision.promote, sticky = revision.sticky,
      created = revision.item_created, changed = revision.created,
      current_revision_id = revision.id, fields = revision.fields,
      deleted = null, deleted_by = null
    from since join item_revision revision on revision.id = since.target_revision_id
    where item.id = revision.item_id and item.stage_id = ${stage}::uuid`.execute(transaction);
  await sql`
    with since as (
      delete from stage_deletion where stage_id = ${stage}::uuid and record_type = 'item'
        and record_id = any(${ids}::uuid[])
      returning record_id, deleted, deleted_by
    )
    update item set deleted = since.deleted, deleted_by = since.deleted_by
    from since where item.id = since.record_id and item.stage_id = ${stage}::uuid`.execute(
    transaction,
  );
}

/** What the stage had changed or deleted it has changed or deleted again. */
async function putBackChanges(
  transaction: Transaction,
  [stage = LIVE, ...upstream]: readonly StageId[],
  records: readonly Returned[],
  { actor, at }: { readonly actor: UserId; readonly at: Date },
): Promise<void> {
  const now = await itemStates(
    transaction,
    upstream,
    records.map(({ id }) => id),
  );
  const rows = records.map(({ id, mine }) => {
    const state = now.get(id);
    return {
      id,
      target: mine.is === 'version' ? mine.key : null,
      base: state?.is === 'version' ? state.key : null,
    };
  });
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as given(id uuid, target uuid, base uuid)`;
  await sql`
    update stage_association own set base_revision_id = given.base
    from ${given} where own.stage_id = ${stage}::uuid and own.item_id = given.id`.execute(
    transaction,
  );
  await sql`
    update stage_deletion own set base_revision_id = given.base
    from ${given} where own.stage_id = ${stage}::uuid and own.record_type = 'item'
      and own.record_id = given.id`.execute(transaction);
  const hasNothing = sql`not exists (select from stage_association own
      where own.stage_id = ${stage}::uuid and own.item_id = given.id)
    and not exists (select from stage_deletion own where own.stage_id = ${stage}::uuid
      and own.record_type = 'item' and own.record_id = given.id)`;
  await sql`
    with returned as (
      insert into stage_association
        (stage_id, item_id, target_revision_id, base_revision_id, created)
      select ${stage}::uuid, given.id, given.target, given.base, revision.item_created
      from ${given} join item_revision revision on revision.id = given.target
      where ${hasNothing}
    )
    insert into stage_deletion
      (stage_id, record_type, record_id, base_revision_id, deleted, deleted_by)
    select ${stage}::uuid, 'item', given.id, given.base, ${at}::timestamptz, ${actor}::uuid
    from ${given} where given.target is null and ${hasNothing}`.execute(transaction);
}
