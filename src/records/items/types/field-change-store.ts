import { type ItemId, newId, type RevisionId, type UserId } from '#base';
import type { Queries } from '#platform/database';
import { sql } from 'kysely';
import type { FieldValues } from '../item.ts';

export interface Holder {
  readonly id: ItemId;
  readonly title: string;
  readonly fields: FieldValues;
}

/** Items of a type, trash included, in which the field has a value: `size` at a time, by id. */
export async function* holdersOf(
  queries: Queries,
  type: string,
  field: string,
  size = 500,
): AsyncGenerator<readonly Holder[]> {
  let after: ItemId | undefined;
  for (;;) {
    let select = queries
      .selectFrom('item')
      .select(['id', 'title', 'fields'])
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

export interface RewrittenItem {
  readonly id: ItemId;
  readonly fields: FieldValues;
  /** The names of those that differ. */
  readonly changed: readonly string[];
}

/**
 * Gives each item a new revision with these fields: one statement for all. Nobody wrote: when the
 * items were changed, by which lists are in order, stays as it was. Answers the new revisions.
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
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as change(id uuid, revision uuid, fields jsonb, changed jsonb)
    ), written as (
      insert into item_revision
        (id, item_id, author_id, title, status, created, log, fields, change_summary)
      select change.revision, item.id, ${by.author}::uuid, item.title, item.status,
        greatest(${by.at}::timestamptz, newest.created + interval '1 millisecond'),
        ${by.log}::text, change.fields, change.changed
      from change join item on item.id = change.id
        join item_revision newest on newest.id = item.current_revision_id
      returning id, item_id, fields
    )
    update item set fields = written.fields, current_revision_id = written.id
    from written where item.id = written.item_id`.execute(queries);
  return new Map(rows.map(({ id, revision }) => [id, revision]));
}
