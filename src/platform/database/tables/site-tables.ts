import type { FileId, FormStateId, StageId, UserId } from '#base';
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { JsonColumn } from './json-column.ts';

interface StageTable {
  id: StageId;
  name: string;
  label: string;
  upstream_id: StageId | null;
  owner_id: UserId | null;
  created: Generated<Date>;
}

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
  variable: VariableTable;
  text_format: TextFormatTable;
  file_managed: FileManagedTable;
  form_state_cache: FormStateCacheTable;
  cache_change: CacheChangeTable;
  cache_site: CacheSiteTable;
}
