import type { Selectable, Tables } from '#platform/database';
import type { StagedItemRow } from '#records/stages';
import type { FieldValues, Item, Revision } from './item.ts';

export type ItemRow = StagedItemRow & { readonly author_name: string };
export type RevisionRow = Selectable<Tables['item_revision']> & { readonly author_name: string };

export function itemFromRow(row: ItemRow): Item {
  return {
    id: row.id,
    type: row.type,
    title: row.title,
    authorId: row.author_id,
    authorName: row.author_name,
    status: row.status,
    promote: row.promote,
    sticky: row.sticky,
    created: row.created,
    changed: row.changed,
    revisionId: row.current_revision_id,
    stageId: row.stage_id,
    // Only the validator's output is ever written there.
    fields: row.fields as FieldValues,
    deleted: row.deleted,
  };
}

export function revisionFromRow(row: RevisionRow): Revision {
  return {
    id: row.id,
    itemId: row.item_id,
    authorId: row.author_id,
    authorName: row.author_name,
    title: row.title,
    status: row.status,
    created: row.created,
    log: row.log,
    fields: row.fields as FieldValues,
    attributes: {
      authorId: row.item_author_id,
      promote: row.promote,
      sticky: row.sticky,
      created: row.item_created,
    },
    changes: row.change_summary,
  };
}
