import type { FileId, FormStateId, JsonObject, PreviewId, PublishId, StageId, UserId } from '#base';
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { JsonColumn } from './json-column.ts';

interface StageTable {
  id: StageId;
  name: string;
  label: string;
  upstream_id: StageId | null;
  owner_id: UserId | null;
  created: Generated<Date>;
  description: Generated<string>;
  /** Whether the revisions of what is published are thrown away. */
  squash: Generated<boolean>;
  approval: Generated<boolean>;
  closed: Generated<Date | null>;
}

interface StagePublishTable {
  id: PublishId;
  stage_id: StageId;
  upstream_id: StageId;
  published: Date;
  published_by: UserId;
  log: Generated<string>;
  undone: Generated<Date | null>;
  undone_by: Generated<UserId | null>;
}

interface StagePublishChangeTable {
  publish_id: PublishId;
  record_type: string;
  record_id: string;
  label: string;
  mine: JsonColumn<StoredState>;
  base: JsonColumn<StoredState>;
  before: JsonColumn<StoredState>;
  after: JsonColumn<StoredState>;
}

interface StagePreviewTable {
  id: PreviewId;
  stage_id: StageId;
  created: Date;
  created_by: UserId;
  expires: Date;
  revoked: Generated<Date | null>;
  note: Generated<string>;
}

interface StageActivityTable {
  id: GeneratedAlways<number>;
  stage_id: StageId;
  at: Date;
  by_id: UserId | null;
  what: string;
  detail: Generated<string>;
}

interface StageScheduleTable {
  stage_id: StageId;
  due: Date;
  by_id: UserId;
  problem: string | null;
}

interface StageReviewTable {
  stage_id: StageId;
  record_type: string;
  record_id: string;
  state: 'draft' | 'review' | 'approved';
  version: string;
  moved: Date;
  moved_by: UserId | null;
  note: Generated<string>;
}

interface StageTurnTable {
  n: number;
}

interface StageDocumentTable {
  stage_id: StageId;
  record_type: string;
  record_id: string;
  label: string;
  /** null: the stage deleted it. */
  content: ColumnType<JsonObject | null, string | null, string | null>;
  /** null: its upstream had none. */
  base: ColumnType<JsonObject | null, string | null, string | null>;
  changed: Date;
  changed_by: UserId | null;
}

/** What a record was in a stage. */
export type StoredState =
  | { readonly is: 'version'; readonly key: string }
  | { readonly is: 'deleted' | 'absent' };

interface VariableTable {
  name: string;
  value: JsonColumn<unknown>;
}

interface TextFormatTable {
  name: string;
  /** null, with `filters`: as the program has it. */
  label: string | null;
  filters: ColumnType<readonly unknown[] | null, string | null, string | null>;
  weight: number;
}

interface FileManagedTable {
  id: FileId;
  owner_id: UserId;
  name: string;
  storage_key: string;
  mime: string;
  size: number;
  width: number | null;
  height: number | null;
  created: Date;
  permanent: Generated<boolean>;
  stage_ids: readonly StageId[] | null;
}

interface FormStateCacheTable {
  id: FormStateId;
  owner: Buffer;
  /** null: the values of earlier steps. */
  digest: Buffer | null;
  /** null: what was sent is being done. */
  content: Buffer | null;
  changed: Date;
  expires: Date;
}

interface CacheChangeTable {
  id: GeneratedAlways<number>;
  cache_tags: readonly string[];
  transaction: Generated<string>;
  created: Generated<Date>;
}

interface CacheSiteTable {
  id: Generated<string>;
}

/** The site itself: stages, settings, files, and what is kept for a while. */
export interface SiteTables {
  stage: StageTable;
  stage_document: StageDocumentTable;
  stage_activity: StageActivityTable;
  stage_schedule: StageScheduleTable;
  stage_review: StageReviewTable;
  stage_turn: StageTurnTable;
  stage_publish: StagePublishTable;
  stage_publish_change: StagePublishChangeTable;
  stage_preview: StagePreviewTable;
  variable: VariableTable;
  text_format: TextFormatTable;
  file_managed: FileManagedTable;
  form_state_cache: FormStateCacheTable;
  cache_change: CacheChangeTable;
  cache_site: CacheSiteTable;
}
