import type { StageId } from '#base';
import { type Actor, can } from '#grammar/access';
import { type RawBuilder, sql } from 'kysely';
import type { ManagedFile } from './managed-file.ts';

/**
 * A temporary file is its owner's alone; a permanent one is content like any other: it is seen where
 * the stage that is read, or one that it stands on (`chain`), has it. Its owner sees it anywhere.
 */
export function maySeeFile(
  actor: Actor,
  file: Pick<ManagedFile, 'ownerId' | 'permanent' | 'stageIds'>,
  chain: readonly StageId[],
): boolean {
  if (actor.kind !== 'anonymous' && actor.id === file.ownerId) return true;
  return file.permanent && can(actor, 'access content') && isSeenIn(file, chain);
}

function isSeenIn({ stageIds }: Pick<ManagedFile, 'stageIds'>, chain: readonly StageId[]): boolean {
  return stageIds === null || stageIds.some((stage) => chain.includes(stage));
}

/** The same of the rows of files, for statements. `file`: what they are called. */
export function filesSeenIn(chain: readonly StageId[], file: string): RawBuilder<boolean> {
  const stages = sql.ref(`${file}.stage_ids`);
  const ofLive = sql<boolean>`${stages} is null`;
  return chain.length === 1 ? ofLive : sql`(${ofLive} or ${stages} && ${chain}::uuid[])`;
}
