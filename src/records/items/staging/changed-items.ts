import { LIVE, parseId, type StageId } from '#base';
import type { Queries } from '#platform/database';
import { type ChangedRecord, type RecordState, stagedOrTrashed } from '#records/stages';
import { sql } from 'kysely';

interface ChangedRow {
  readonly id: string;
  readonly own: boolean;
  readonly target: string | null;
  readonly base: string | null;
  readonly gone: boolean;
  readonly label: string;
  readonly changed: Date;
  readonly by: string;
  readonly theirs: string | null;
  readonly theirs_gone: boolean | null;
}

/** What a stage has of its own about items, and what its upstream shows of them: the oldest first. */
export async function listChangedItems(
  queries: Queries,
  [stage = LIVE, ...upstream]: readonly StageId[],
  ids?: readonly string[],
): Promise<readonly ChangedRecord[]> {
  // What somebody sends who says which records are meant may be anything.
  const known = ids?.flatMap((id) => parseId<'item'>(id) ?? []);
  const only = (column: string) =>
    known === undefined ? sql`` : sql`and ${sql.ref(column)} = any(${known}::uuid[])`;
  const { rows } = await sql<ChangedRow>`
    with touched as (
      select association.item_id as id, false as own, association.target_revision_id as target,
        association.base_revision_id as base, gone.record_id is not null as gone,
        coalesce(gone.deleted_by, revision.author_id) as by_id,
        greatest(gone.deleted, revision.created) as changed, revision.title as label
      from stage_association association
        join item_revision revision on revision.id = association.target_revision_id
        left join stage_deletion gone on gone.stage_id = association.stage_id
          and gone.record_type = 'item' and gone.record_id = association.item_id
      where association.stage_id = ${stage} ${only('association.item_id')}
      union all
      select gone.record_id, false, null, gone.base_revision_id, true, gone.deleted_by, gone.deleted,
        coalesce(revision.title, item.title)
      from stage_deletion gone
        join item on item.id = gone.record_id
        left join item_revision revision on revision.id = gone.base_revision_id
      where gone.stage_id = ${stage} and gone.record_type = 'item' ${only('gone.record_id')}
        and not exists (select from stage_association association
          where association.stage_id = ${stage} and association.item_id = gone.record_id)
      union all
      select item.id, true, item.current_revision_id, null, item.deleted is not null,
        coalesce(item.deleted_by, revision.author_id), greatest(item.deleted, item.changed), item.title
      from item join item_revision revision on revision.id = item.current_revision_id
      where item.stage_id = ${stage} ${only('item.id')}
    )
    select touched.id, own, target, base, gone, label, touched.changed, coalesce(users.name, '') as by,
      upstream.current_revision_id as theirs, upstream.deleted is not null as theirs_gone
    from touched
      left join users on users.id = touched.by_id
      left join (${stagedOrTrashed(queries, upstream)}) upstream on upstream.id = touched.id
    order by touched.changed, touched.id`.execute(queries);
  return rows.map((row) => ({
    id: row.id,
    label: row.label,
    changed: row.changed,
    by: row.by,
    mine: row.gone || row.target === null ? { is: 'deleted' } : version(row.target),
    base: row.own || row.base === null ? { is: 'absent' } : version(row.base),
    theirs: stateOf(row.theirs, row.theirs_gone),
  }));
}

/** What these items are in a stage. */
export async function itemStates(
  queries: Queries,
  chain: readonly StageId[],
  ids: readonly string[],
): Promise<ReadonlyMap<string, RecordState>> {
  const { rows } = await sql<{ id: string; key: string; gone: boolean }>`
    select id, current_revision_id as key, deleted is not null as gone
    from (${stagedOrTrashed(queries, chain)}) item
    where id = any(${ids}::uuid[])`.execute(queries);
  return new Map(rows.map(({ id, key, gone }) => [id, stateOf(key, gone)]));
}

function stateOf(key: string | null, gone: boolean | null): RecordState {
  if (key === null) return { is: 'absent' };
  return gone === true ? { is: 'deleted' } : version(key);
}

function version(key: string): RecordState {
  return { is: 'version', key };
}
