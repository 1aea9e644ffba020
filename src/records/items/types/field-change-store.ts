import { type ItemId, newId, type RevisionId, type StageId, type UserId } from '#base';
import type { Queries } from '#platform/database';
import { sql } from 'kysely';
import type { FieldValues } from '../item.ts';

/** A version of an item: that of its row or, with `version`, what that stage has instead. */
export interface Holder {
  readonly id: ItemId;
  readonly version?: StageId;
  /** The stage that has its row. */
  readonly owner: StageId;
  readonly title: string;
  readonly fields: FieldValues;
}

/** Versions of items of a type, trash included, in which the field has a value: `size` at a time. */
export async function* holdersOf(
  queries: Queries,
  type: string,
  field: string,
  size = 500,
): AsyncGenerator<readonly Holder[]> {
  yield* rowsOf(queries, type, field, size);
  yield* versionsOf(queries, type, field, size);
}

async function* rowsOf(
  queries: Queries,
  type: string,
  field: string,
  size: number,
): AsyncGenerator<readonly Holder[]> {
  let after: ItemId | undefined;
  for (;;) {
    let select = queries
      .selectFrom('item')
      .select(['id', 'title', 'fields', 'stage_id as owner'])
      .where('type', '=', type)
      .where(sql<boolean>`fields ? ${field}`)
      .orderBy('id')
      .limit(size);
    if (after) select = select.where('id', '>', after);
    const rows = await select.execute();
    // Only the validator's output is ever written to `fields`.
    if (rows.length > 0) yield rows as readonly Holder[];
    if (rows.length < size) return;
    after = rows.at(-1)?.id;
  }
}

/** What stages have of items instead of their rows. */
async function* versionsOf(
  queries: Queries,
  type: string,
  field: string,
  size: number,
): AsyncGenerator<readonly Holder[]> {
  let after: { readonly id: ItemId; readonly version: StageId } | undefined;
  for (;;) {
    let select = queries
      .selectFrom('stage_association as own')
      .innerJoin('item', 'item.id', 'own.item_id')
      .innerJoin('item_revision as revision', 'revision.id', 'own.target_revision_id')
      .select(['item.id', 'own.stage_id as version', 'item.stage_id as owner'])
      .select(['revision.title', 'revision.fields'])
      .where('item.type', '=', type)
      .where(sql<boolean>`revision.fields ? ${field}`)
      .orderBy('item.id')
      .orderBy('own.stage_id')
      .limit(size);
    if (after)
      select = select.where(
        sql<boolean>`(item.id, own.stage_id) > (${after.id}::uuid, ${after.version}::uuid)`,
      );
    const rows = await select.execute();
    if (rows.length > 0) yield rows as readonly Holder[];
    if (rows.length < size) return;
    after = rows.at(-1);
  }
}

export interface RewrittenItem {
  readonly id: ItemId;
  readonly version?: StageId | undefined;
  /** Missing: as it was. */
  readonly title?: string;
  readonly fields: FieldValues;
  /** The names of those that differ. */
  readonly changed: readonly string[];
}

/**
 * Gives each version a new revision with these fields: one statement for all. Nobody wrote: when the
 * items were changed, by which lists are in order, stays as it was, and what a stage began with is
 * what it is now. Answers the new revisions of those that are rows.
 */
export async function rewriteFields(
  queries: Queries,
  changes: readonly RewrittenItem[],
  by: { author: UserId; at: Date; log: string },
): Promise<ReadonlyMap<ItemId, RevisionId>> {
  if (changes.length === 0) return new Map();
  const rows = changes.map((change) => ({ ...change, revision: newId<'revision'>() }));
  await sql`
    with change as (
      select change.*, item.stage_id as owner,
        coalesce(own.target_revision_id, item.current_revision_id) as old
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as change(id uuid, version uuid, revision uuid, title text, fields jsonb, changed jsonb)
      join item on item.id = change.id
      left join stage_association own on own.item_id = item.id and own.stage_id = change.version
      where (own.item_id is null) = (change.version is null)
    ), written as (
      insert into item_revision (id, item_id, author_id, title, status, created, log, fields,
        change_summary, stage_id, item_author_id, promote, sticky, item_created)
      select change.revision, change.id, ${by.author}::uuid, coalesce(change.title, newest.title), newest.status,
        greatest(${by.at}::timestamptz, newest.created + interval '1 millisecond'),
        ${by.log}::text, change.fields, change.changed, coalesce(change.version, change.owner),
        newest.item_author_id, newest.promote, newest.sticky, newest.item_created
      from change join item_revision newest on newest.id = change.old
    ), rebased as (
      update stage_association own
        set target_revision_id = coalesce(target.revision, own.target_revision_id),
          base_revision_id = coalesce(base.revision, own.base_revision_id)
      from stage_association before
        left join change target on target.old = before.target_revision_id
        left join change base on base.old = before.base_revision_id
      where own.stage_id = before.stage_id and own.item_id = before.item_id
        and own.item_id in (select id from change)
        and (target.id is not null or base.id is not null)
    ), gone as (
      update stage_deletion gone set base_revision_id = change.revision
      from change where gone.base_revision_id = change.old
    )
    update item set title = coalesce(change.title, item.title), fields = change.fields,
      current_revision_id = change.revision
    from change where item.id = change.id and change.version is null`.execute(queries);
  return new Map(
    rows.flatMap(({ id, version, revision }) => (version === undefined ? [[id, revision]] : [])),
  );
}
