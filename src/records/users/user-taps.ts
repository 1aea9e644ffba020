import { defineTap } from '#grammar/taps';
import type { User } from './user.ts';

/** An account as plugins are shown it: nothing secret, and no mail address. */
export interface TappedUser {
  readonly id: string;
  readonly name: string;
  /** false: blocked. */
  readonly active: boolean;
  readonly admin: boolean;
  /** Ids, without those that everybody has. */
  readonly roles: readonly string[];
  /** ISO 8601. */
  readonly created: string;
}

export const userInsert = defineTap<{ readonly user: TappedUser }, null>({
  name: 'user_insert',
  about:
    'When a new account was written, in the same transaction: what is saved here is kept or lost with it. Nothing secret is told, and no mail address.',
  failure: 'abort',
  writes: true,
  check: () => undefined,
});

export const userUpdate = defineTap<
  { readonly user: TappedUser; readonly before: TappedUser },
  null
>({
  name: 'user_update',
  about:
    'When a change of an account was written, in the same transaction, also one of its password or mail address, which is not told. `before` is what it was.',
  failure: 'abort',
  writes: true,
  check: () => undefined,
});

export const userDelete = defineTap<{ readonly user: TappedUser }, null>({
  name: 'user_delete',
  about: 'When an account was deleted, in the same transaction.',
  failure: 'abort',
  writes: true,
  check: () => undefined,
});

/** Who came or went. */
export type Visit = Pick<TappedUser, 'id' | 'name'>;

export const userLogin = defineTap<
  { readonly user: Visit; readonly by: 'password' | 'link' },
  null
>({
  name: 'user_login',
  about:
    'After somebody has signed in, `by` password or link. It cannot keep anybody out: who is to stay out is blocked.',
  failure: 'leave_out',
  writes: true,
  check: () => undefined,
});

export const userLogout = defineTap<{ readonly user: Visit }, null>({
  name: 'user_logout',
  about:
    'After somebody has signed out themselves. Not asked where a session runs out or is ended for somebody.',
  failure: 'leave_out',
  writes: true,
  check: () => undefined,
});

/** The taps of this room. */
export const userTaps = [userInsert, userUpdate, userDelete, userLogin, userLogout] as const;

export function tappedUser({ id, name, active, isAdmin, roles, created }: User): TappedUser {
  return { id, name, active, admin: isAdmin, roles, created: created.toISOString() };
}
