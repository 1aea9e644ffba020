import type { RoleId } from '#base';

/** What everybody has who is not signed in. Exists from the first migration. */
export const ANONYMOUS_ROLE = '00000000-0000-7000-8000-000000000011' as RoleId;
/** What everybody has who is signed in. Exists from the first migration. */
export const AUTHENTICATED_ROLE = '00000000-0000-7000-8000-000000000012' as RoleId;

/** A named set of permissions. */
export interface Role {
  readonly id: RoleId;
  /** Machine name: `editor`. */
  readonly name: string;
  readonly label: string;
  readonly permissions: ReadonlySet<string>;
}

/** Whether `role` comes with the program: everybody has it or not by being signed in or not. */
export function isBuiltIn(role: RoleId): boolean {
  return role === ANONYMOUS_ROLE || role === AUTHENTICATED_ROLE;
}
