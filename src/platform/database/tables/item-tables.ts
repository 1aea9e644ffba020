import type { ItemId, JsonObject, RevisionId, StageId, UserId } from '#base';
import type { Generated } from 'kysely';
import type { DefaultJsonColumn, JsonColumn } from './json-column.ts';

interface ItemTable {
  id: ItemId;
  type: string;
  title: string;
  author_id: UserId;
  status: boolean;
  promote: Generated<boolean>;
  sticky: Generated<boolean>;
  created: Date;
  changed: Date;
  current_revision_id: RevisionId;
  stage_id: StageId;
  fields: JsonColumn<JsonObject>;
  deleted: Date | null;
  deleted_by: UserId | null;
}

interface ItemRevisionTable {
  id: RevisionId;
  item_id: ItemId;
  author_id: UserId;
  title: string;
  status: boolean;
  created: Date;
  log: Generated<string>;
  fields: JsonColumn<JsonObject>;
  change_summary: DefaultJsonColumn<readonly string[]>;
  /** In which stage it was made. */
  stage_id: Generated<StageId>;
  // What the item was besides.
  item_author_id: UserId;
  promote: Generated<boolean>;
  sticky: Generated<boolean>;
  item_created: Date;
}

interface StageAssociationTable {
  stage_id: StageId;
  item_id: ItemId;
  target_revision_id: RevisionId;
  base_revision_id: RevisionId | null;
  /** That of the item in the revision. */
  created: Date;
}

interface StageDeletionTable {
  stage_id: StageId;
  record_type: string;
  record_id: string;
  base_revision_id: RevisionId | null;
  deleted: Generated<Date>;
  deleted_by: UserId | null;
}

interface ItemSearchTable {
  item_id: ItemId;
  stage_id: StageId;
  /** Only compared with, by the database. */
  words: Generated<unknown>;
  /** Of the version that `item` holds: whether it is published and not in the trash. */
  shown: Generated<boolean | null>;
}

interface ItemGrantTable {
  item_id: ItemId;
  stage_id: StageId;
  plugin: string;
  /** '' is everybody. */
  realm: string;
  grant_id: string;
  view: boolean;
  update: boolean;
  delete: boolean;
}

interface ItemGrantProgressTable {
  plugin: string;
  version: string;
  begun: Date;
  asking: boolean;
  upto: ItemId | null;
  complete: boolean;
}

interface ImportSourceTable {
  source: string;
  key: string;
  /** null: the item was deleted for good. */
  item_id: ItemId | null;
  hash: Buffer;
  /** What was left out when it was last saved. */
  omitted: DefaultJsonColumn<readonly OmittedValue[]>;
}

/** Of a record, a value that was left out, and why. */
interface OmittedValue {
  readonly field?: string;
  /** The start of it. */
  readonly value?: string;
  readonly code: string;
  readonly reason: string;
}

/** Content, and what is found of it. */
export interface ItemTables {
  item: ItemTable;
  item_revision: ItemRevisionTable;
  stage_association: StageAssociationTable;
  stage_deletion: StageDeletionTable;
  item_search: ItemSearchTable;
  item_grant: ItemGrantTable;
  item_grant_progress: ItemGrantProgressTable;
  import_source: ImportSourceTable;
}
