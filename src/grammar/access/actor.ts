import { ANONYMOUS, type RoleId, type UserId } from '#base';

/** Who makes the request: a signed-in user, the anonymous user, or a token of a user. */
export interface Actor {
  readonly kind: 'anonymous' | 'user' | 'token' | 'system';
  readonly id: UserId;
  readonly name: string;
  /** Passes every permission check. */
  readonly isAdmin: boolean;
  readonly roles: readonly RoleId[];
  readonly permissions: ReadonlySet<string>;
  /** For a token: what it may be used for; undefined for people. */
  readonly scopes?: ReadonlySet<string>;
}

/** Whether `actor` has `permission`, by a role or by being an administrator. */
export function can(actor: Actor, permission: string): boolean {
  return actor.isAdmin || actor.permissions.has(permission);
}

/** The kernel itself: the command line, the installer, jobs without a person behind them. */
export function systemActor(id: UserId = ANONYMOUS, name = 'System'): Actor {
  return { kind: 'system', id, name, isAdmin: true, roles: [], permissions: new Set() };
}
