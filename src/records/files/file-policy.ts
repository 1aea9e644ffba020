import { type Actor, can } from '#grammar/access';
import type { ManagedFile } from './managed-file.ts';

/** A temporary file is its owner's alone; a permanent one is content like any other. */
export function maySeeFile(
  actor: Actor,
  file: Pick<ManagedFile, 'ownerId' | 'permanent'>,
): boolean {
  if (file.permanent) return can(actor, 'access content');
  return actor.kind !== 'anonymous' && actor.id === file.ownerId;
}
