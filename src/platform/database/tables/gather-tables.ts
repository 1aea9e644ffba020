import type { StageId, UserId } from '#base';
import type { Generated } from 'kysely';
import type { JsonColumn } from './json-column.ts';

interface GatherTable {
  name: string;
  definition: JsonColumn<unknown>;
  version: Generated<number>;
  enabled: Generated<boolean>;
  changed: Date;
  changed_by: UserId | null;
}

interface GatherDraftTable {
  user_id: UserId;
  stage_id: StageId;
  gather: string;
  version: number;
  steps: JsonColumn<unknown>;
  at: number;
  changed: Date;
}

interface GatherIndexTable {
  name: string;
  columns: JsonColumn<unknown>;
  label: string;
  state: 'waiting' | 'ready' | 'failed';
  reason: Generated<string>;
  created: Date;
}

/** Listings. */
export interface GatherTables {
  gather: GatherTable;
  gather_draft: GatherDraftTable;
  gather_index: GatherIndexTable;
}
