import type { RoleId, SessionId, StageId, TokenId, UserId } from '#base';
import type { Generated } from 'kysely';

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

/** Accounts, and what they may do. */
export interface PeopleTables {
  users: UsersTable;
  role: RoleTable;
  role_permission: RolePermissionTable;
  user_role: UserRoleTable;
  sessions: SessionsTable;
  login_link: LoginLinkTable;
  login_attempt: LoginAttemptTable;
  api_token: ApiTokenTable;
}
