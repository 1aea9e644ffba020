import type {
  FileId,
  ItemId,
  JsonObject,
  RevisionId,
  RoleId,
  SessionId,
  StageId,
  TermId,
  TokenId,
  UserId,
  VocabularyId,
} from '#base';
import type { ColumnType, Generated } from 'kysely';

/**
 * The rows of every table, as `migrations/` makes them. `ColumnType<Read, Insert, Update>`;
 * jsonb is read as parsed JSON and written as JSON text.
 */
type JsonColumn<Value> = ColumnType<Value, string, string>;
type DefaultJsonColumn<Value> = ColumnType<Value, string | undefined, string>;

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

interface UsersTable {
  id: UserId;
  name: string;
  mail: string | null;
  password_hash: string | null;
  is_admin: Generated<boolean>;
  status: Generated<boolean>;
  created: Date;
  changed: Date;
  last_login: Date | null;
}

interface RoleTable {
  id: RoleId;
  name: string;
  label: string;
  weight: Generated<number>;
}

interface RolePermissionTable {
  role_id: RoleId;
  permission: string;
}

interface UserRoleTable {
  user_id: UserId;
  role_id: RoleId;
}

interface SessionsTable {
  id: SessionId;
  token_hash: Buffer;
  user_id: UserId;
  stage_id: Generated<StageId>;
  created: Date;
  seen: Date;
  agent: Generated<string>;
  address: Generated<string>;
  by_link: Generated<boolean>;
}

interface LoginLinkTable {
  token_hash: Buffer;
  user_id: UserId;
  expires: Date;
}

interface LoginAttemptTable {
  key: string;
  failures: number;
  last: Date;
}

interface ApiTokenTable {
  id: TokenId;
  token_hash: Buffer;
  user_id: UserId;
  name: string;
  scopes: string[];
  created: Date;
  expires: Date | null;
  last_used: Date | null;
}

interface ItemTypeTable {
  type: string;
  name: string;
  description: Generated<string>;
  has_title: Generated<boolean>;
  title_label: Generated<string>;
  plugin: string | null;
  settings: DefaultJsonColumn<JsonObject>;
}

interface FieldConfigTable {
  name: string;
  field_type: string;
  cardinality: number;
  settings: DefaultJsonColumn<JsonObject>;
}

interface FieldInstanceTable {
  field: string;
  item_type: string;
  label: string;
  help: Generated<string>;
  required: Generated<boolean>;
  weight: Generated<number>;
  widget: JsonColumn<JsonObject>;
  formatter: JsonColumn<JsonObject>;
}

interface TypeGenerationTable {
  only: Generated<boolean>;
  generation: number;
}

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
}

interface StageAssociationTable {
  stage_id: StageId;
  item_id: ItemId;
  target_revision_id: RevisionId;
  base_revision_id: RevisionId | null;
}

interface StageDeletionTable {
  stage_id: StageId;
  record_type: string;
  record_id: string;
}

interface ImportSourceTable {
  source: string;
  key: string;
  /** null: the item was deleted for good. */
  item_id: ItemId | null;
  hash: Buffer;
}

interface CategoryVocabularyTable {
  id: VocabularyId;
  name: string;
  label: string;
  description: Generated<string>;
}

interface CategoryTermTable {
  id: TermId;
  vocabulary_id: VocabularyId;
  name: string;
  description: Generated<string>;
  weight: Generated<number>;
  data: DefaultJsonColumn<JsonObject>;
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

export interface Tables {
  stage: StageTable;
  variable: VariableTable;
  users: UsersTable;
  role: RoleTable;
  role_permission: RolePermissionTable;
  user_role: UserRoleTable;
  sessions: SessionsTable;
  login_link: LoginLinkTable;
  login_attempt: LoginAttemptTable;
  api_token: ApiTokenTable;
  item_type: ItemTypeTable;
  field_config: FieldConfigTable;
  field_instance: FieldInstanceTable;
  type_generation: TypeGenerationTable;
  item: ItemTable;
  item_revision: ItemRevisionTable;
  stage_association: StageAssociationTable;
  stage_deletion: StageDeletionTable;
  import_source: ImportSourceTable;
  category_vocabulary: CategoryVocabularyTable;
  category_term: CategoryTermTable;
  file_managed: FileManagedTable;
}
