import { type Actor, can } from '#grammar/access';
import { NotAllowed, type UserId } from '#base';

/** Who a decision is about. */
interface Subject {
  readonly id: UserId;
  readonly isAdmin: boolean;
}

export function isOneself(actor: Actor, user: UserId): boolean {
  return actor.kind === 'user' && actor.id === user;
}

/** Accounts are changed by people: who found a token must not turn it into a password. */
function isPerson(actor: Actor): boolean {
  return actor.kind === 'user' || actor.kind === 'system';
}

export function mayListUsers(actor: Actor): boolean {
  return can(actor, 'administer users');
}

/** An administrator is administered by administrators only, else one could become one. */
export function mayAdministerUser(actor: Actor, user: Subject): boolean {
  return isPerson(actor) && can(actor, 'administer users') && (!user.isAdmin || actor.isAdmin);
}

export function mayViewAccount(actor: Actor, user: UserId): boolean {
  return actor.id === user || mayListUsers(actor);
}

export function mayEditUser(actor: Actor, user: Subject): boolean {
  return isOneself(actor, user.id) || mayAdministerUser(actor, user);
}

export function mayAdministerRoles(actor: Actor): boolean {
  return isPerson(actor) && can(actor, 'administer roles');
}

/** Nobody but an administrator makes administrators. */
export function mayGrantAdministration(actor: Actor): boolean {
  return isPerson(actor) && actor.isAdmin;
}

/** Sessions and tokens are one's own business; the command line acts for everybody. */
export function mayActAs(actor: Actor, user: UserId): boolean {
  return isOneself(actor, user) || actor.kind === 'system';
}

/** Throws unless `allowed`. */
export function require(allowed: boolean, message: string): asserts allowed {
  if (!allowed) throw new NotAllowed('user.not_allowed', message);
}
