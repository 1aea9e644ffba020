import type { RoleId, UserId } from '#base';
import type { Actor, RequestContext } from '#grammar/access';
import type { Queries } from '#platform/database';
import type { CreateUser } from './create-user.ts';
import type { DeleteRole } from './delete-role.ts';
import type { DeleteUser } from './delete-user.ts';
import type { LoginLinks } from './login-link.ts';
import type { OwnSessions } from './own-sessions.ts';
import type { OwnTokens } from './own-tokens.ts';
import type { Role } from './roles.ts';
import type { SavePermissions } from './save-permissions.ts';
import type { SaveRole } from './save-role.ts';
import type { Authenticated } from './session.ts';
import type { SignIn } from './sign-in.ts';
import type { UpdateUser } from './update-user.ts';
import type { Profile, User, UserPage, UserQuery } from './user.ts';
import type { WithdrawPermission } from './withdraw-permission.ts';

/**
 * The door to people: accounts, roles, and the proofs of who somebody is. Operations that take a
 * context check access by its actor.
 */
export interface Users extends AsyncDisposable {
  // Who makes a request
  /** One statement; undefined when the token is unknown, over, or its user is blocked. */
  authenticateSession(token: string): Promise<Authenticated | undefined>;
  /** `bearer` is what follows "Bearer " in the header. One statement. */
  authenticateToken(bearer: string): Promise<Actor | undefined>;
  /** Kept in memory: no statement until the permissions of the anonymous role change. */
  anonymous(): Promise<Actor>;

  // In and out
  readonly signIn: SignIn;
  readonly loginLinks: LoginLinks;
  readonly sessions: OwnSessions;
  readonly tokens: OwnTokens;

  // Accounts
  /** For oneself and for who administers users; throws `NotFound` for everybody else. */
  getUser(ctx: RequestContext, id: UserId): Promise<User>;
  /** By name or mail address, any case; for who administers users. */
  findUserNamed(ctx: RequestContext, nameOrMail: string): Promise<User | undefined>;
  listUsers(ctx: RequestContext, query: UserQuery): Promise<UserPage>;
  /**
   * As whom the user makes requests, to say what they may do; the anonymous user is one. undefined
   * for blocked users and unknown ids.
   */
  findActor(id: UserId): Promise<Actor | undefined>;
  /** What anybody may know; undefined for blocked users and unknown ids. */
  findProfile(id: UserId): Promise<Profile | undefined>;
  readonly createUser: CreateUser;
  readonly updateUser: UpdateUser;
  readonly deleteUser: DeleteUser;

  // Roles
  /** Those that come with the program first. */
  listRoles(): Promise<readonly Role[]>;
  /** Their machine names, without those that are gone. */
  roleNames(queries: Queries, roles: readonly RoleId[]): Promise<readonly string[]>;
  readonly createRole: SaveRole['create'];
  readonly renameRole: SaveRole['rename'];
  readonly deleteRole: DeleteRole;
  readonly savePermissions: SavePermissions;
  readonly withdrawPermission: WithdrawPermission;

  /** Answers when what is written beside the requests is written. */
  settle(): Promise<void>;
}
