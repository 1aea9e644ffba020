import { LIVE, newId, type StageId, type UserId } from '#base';
import type { Transaction } from '#platform/database';
import { type RecordState, stagedOrTrashed, type Write } from '#records/stages';
import { sql } from 'kysely';
import { fieldsOf } from './item-parts.ts';

export interface VersionWriting {
  readonly chain: readonly StageId[];
  readonly by: UserId;
  readonly at: Date;
  readonly log: string;
  /** What this stage made belongs to the written one from then on. */
  readonly from?: StageId | undefined;
}

/**
 * Gives each of the items a new revision in the stage that `chain` begins with, in one statement:
 * its row where the item is the stage's own, else what the stage has instead. Answers the revisions.
 */
export async function writeVersions(
  transaction: Transaction,
  writes: readonly Exclude<Write, { to: 'deleted' }>[],
  { chain, by, at, log, from }: VersionWriting,
): Promise<ReadonlyMap<string, RecordState>> {
  if (writes.length === 0) return new Map();
  const [stage = LIVE] = chain;
  const rows = writes.map((write) => ({
    id: write.id,
    revision: newId<'revision'>(),
    ...(write.to === 'version'
      ? { source: write.key }
      : {
          title: write.parts['title'],
          status: write.parts['status'],
          promote: write.parts['promote'],
          sticky: write.parts['sticky'],
          author: write.parts['author'],
          created: write.parts['created'],
          fields: fieldsOf(write.parts),
        }),
  }));
  const ids = writes.map(({ id }) => id);
  await sql`
    with change as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as change(
        id uuid, revision uuid, source uuid, title text, status boolean, promote boolean,
        sticky boolean, author uuid, created timestamptz, fields jsonb)
    ), was as (
      select item.* from (${stagedOrTrashed(transaction, chain)}) item
      where item.id = any(${ids}::uuid[])
    ), becomes as (
      select change.id, change.revision,
        coalesce(change.title, source.title) as title,
        coalesce(change.status, source.status) as status,
        coalesce(change.promote, source.promote) as promote,
        coalesce(change.sticky, source.sticky) as sticky,
        coalesce(change.author, source.item_author_id) as author,
        coalesce(change.created, source.item_created) as created,
        coalesce(change.fields, source.fields) as fields
      from change left join item_revision source on source.id = change.source
    ), written as (
      insert into item_revision (id, item_id, author_id, title, status, created, log, fields,
        change_summary, stage_id, item_author_id, promote, sticky, item_created)
      select becomes.revision, becomes.id, ${by}::uuid, becomes.title, becomes.status,
        greatest(${at}::timestamptz, was.changed + interval '1 millisecond'), ${log}::text, becomes.fields,
        case when was.id is null then '[]'::jsonb else
          case when was.title <> becomes.title then '["title"]'::jsonb else '[]' end
          || case when was.status <> becomes.status then '["status"]'::jsonb else '[]' end
          || changed_fields(was.fields, becomes.fields)
          || case when was.promote <> becomes.promote then '["promote"]'::jsonb else '[]' end
          || case when was.sticky <> becomes.sticky then '["sticky"]'::jsonb else '[]' end
          || case when was.author_id <> becomes.author then '["author_id"]'::jsonb else '[]' end
          || case when was.created <> becomes.created then '["created"]'::jsonb else '[]' end end,
        ${stage}::uuid, becomes.author, becomes.promote, becomes.sticky, becomes.created
      from becomes left join was on was.id = becomes.id
      returning *
    ), owned as (
      update item set title = written.title, author_id = written.item_author_id,
        status = written.status, promote = written.promote, sticky = written.sticky,
        created = written.item_created, changed = written.created,
        current_revision_id = written.id, fields = written.fields, stage_id = ${stage}::uuid,
        deleted = null, deleted_by = null
      from written
      where item.id = written.item_id and item.stage_id in (${stage}::uuid, ${from ?? stage}::uuid)
      returning item.id
    ), there as (
      delete from stage_deletion where stage_id = ${stage}::uuid and record_type = 'item'
        and record_id = any(${ids}::uuid[])
    )
    insert into stage_association (stage_id, item_id, target_revision_id, base_revision_id, created)
    select ${stage}::uuid, written.item_id, written.id, was.current_revision_id, written.item_created
    from written left join was on was.id = written.item_id
    where written.item_id not in (select id from owned)
    on conflict (stage_id, item_id) do update
      set target_revision_id = excluded.target_revision_id, created = excluded.created`.execute(
    transaction,
  );
  return new Map(rows.map(({ id, revision }) => [id, { is: 'version', key: revision }]));
}

/** Deletes the items in the stage that `chain` begins with. */
export async function writeDeletions(
  transaction: Transaction,
  ids: readonly string[],
  { chain, by, at }: Pick<VersionWriting, 'chain' | 'by' | 'at'>,
): Promise<ReadonlyMap<string, RecordState>> {
  if (ids.length === 0) return new Map();
  const [stage = LIVE] = chain;
  await sql`
    with was as (
      select item.id, item.current_revision_id
      from (${stagedOrTrashed(transaction, chain)}) item where item.id = any(${ids}::uuid[])
    ), owned as (
      update item set deleted = ${at}::timestamptz, deleted_by = ${by}::uuid
      where id = any(${ids}::uuid[]) and stage_id = ${stage}::uuid
      returning id
    )
    insert into stage_deletion (stage_id, record_type, record_id, base_revision_id, deleted, deleted_by)
    select ${stage}::uuid, 'item', was.id, was.current_revision_id, ${at}::timestamptz, ${by}::uuid
    from was where was.id not in (select id from owned)
    on conflict do nothing`.execute(transaction);
  return new Map(ids.map((id) => [id, { is: 'deleted' }]));
}
