import type { NeededGrant } from '@trovato/plugin-sdk';

/** What an item says of who may find it. */
export interface Wishes {
  readonly authorId: string;
  /** Machine names of roles; none: everybody. */
  readonly roles: readonly string[];
  /** Only its author, whatever the roles. */
  readonly isPrivate: boolean;
}

/** The grants that it needs; none when it hides from nobody. Its author always has one. */
export function grantsFor({ authorId, roles, isPrivate }: Wishes): readonly NeededGrant[] {
  if (!isPrivate && roles.length === 0) return [];
  const all = { view: true, update: true, delete: true };
  return [
    { realm: 'author', id: authorId, ...all },
    ...(isPrivate ? [] : roles).map((id) => ({ realm: 'role', id, ...all })),
  ];
}
