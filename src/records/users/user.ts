import type { RoleId, UserId } from '#base';

/** An account, for its owner and for those who administer users. Holds no secret. */
export interface User {
  readonly id: UserId;
  readonly name: string;
  readonly mail: string | null;
  readonly isAdmin: boolean;
  /** false: blocked, cannot sign in. */
  readonly active: boolean;
  /** false: signs in by one-time link until one is set. */
  readonly hasPassword: boolean;
  readonly created: Date;
  readonly lastLogin: Date | null;
  /** Without those that everybody has. */
  readonly roles: readonly RoleId[];
}

/** What anybody may know of a user. */
export interface Profile {
  readonly id: UserId;
  readonly name: string;
  readonly created: Date;
}

/** What a save may say; what is missing stays as it is. */
export interface UserInput {
  readonly name?: string;
  /** '' and null: none. */
  readonly mail?: string | null;
  readonly password?: string;
  readonly active?: boolean;
  readonly isAdmin?: boolean;
  readonly roles?: readonly RoleId[];
}

/** Where a visitor comes from, as the sessions page shows it and the lockout counts it. */
export interface Client {
  readonly address: string;
  readonly agent: string;
}

export interface UserQuery {
  /** Name or mail contains, any case. */
  readonly search?: string;
  readonly active?: boolean;
  readonly role?: RoleId;
  readonly isAdmin?: boolean;
  /** 1 to 200. */
  readonly limit: number;
  readonly offset?: number;
}

export interface UserPage {
  readonly users: readonly User[];
  readonly total: number;
}
