import { createHash } from 'node:crypto';
import type { Actor } from './actor.ts';

const known = new WeakMap<Actor, string>();

/**
 * Who may see something, for the key of what is kept in a cache. Two actors have the same audience
 * only if permissions let them see the same: nobody who is signed in shares one, since “own content”
 * is not the same for two. What plugins let an actor through with is not part of it: whoever keeps
 * what they decide adds that.
 */
export function audience(actor: Actor): string {
  const before = known.get(actor);
  if (before !== undefined) return before;
  const rights = [
    actor.isAdmin,
    [...actor.roles].sort(),
    [...actor.permissions].sort(),
    [...(actor.scopes ?? ['*'])].sort(),
  ];
  const hash = createHash('sha256').update(JSON.stringify(rights)).digest('base64url');
  const made = `${actor.kind}:${actor.id}:${hash.slice(0, 22)}`;
  known.set(actor, made);
  return made;
}
