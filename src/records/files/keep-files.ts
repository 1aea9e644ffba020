import { LIVE, type StageId, type UserId } from '#base';
import type { CarriedVersions } from '#grammar/fields';
import type { Queries } from '#platform/database';
import { type RawBuilder, sql } from 'kysely';
import { fileFromRow } from './managed-file-store.ts';
import type { ManagedFile } from './managed-file.ts';

/** What a save refers to. */
export interface Kept {
  readonly ids: readonly string[];
  /** The stage of the save, and those it stands on. */
  readonly chain: readonly StageId[];
  /** The ids come from texts: only files that are theirs, or are seen there, are kept. */
  readonly namedBy?: UserId;
}

/**
 * Files that something refers to are permanent: of live where that is in live, else of its stage. One
 * that is of live stays so. Answers those that became permanent, or came to live.
 */
export async function keepFiles(
  queries: Queries,
  { ids, chain, namedBy }: Kept,
): Promise<readonly ManagedFile[]> {
  if (ids.length === 0) return [];
  const [stage = LIVE] = chain;
  const rows = await queries
    .updateTable('file_managed')
    .set({ permanent: true, stage_ids: withStage(stage) })
    // A text may name more than a statement has parameters.
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .where(sql<boolean>`(not permanent or ${isToCome(stage)})`)
    .$if(namedBy !== undefined, (update) =>
      update.where(sql<boolean>`(owner_id = ${namedBy} or stage_ids && ${chain}::uuid[])`),
    )
    .returningAll()
    .execute();
  // One that another stage had is permanent already.
  return rows.map(fileFromRow).filter(({ stageIds }) => stageIds === null || stageIds.length === 1);
}

const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/**
 * The files of these stages that the texts name are of the other one as well, or of live. No text is
 * looked through where the stages have no files. Answers those that came to live.
 */
export async function carryFiles(
  queries: Queries,
  { texts, from, to }: CarriedVersions,
): Promise<readonly ManagedFile[]> {
  const ofThese = sql<boolean>`stage_ids && ${from}::uuid[]`;
  const rows = await queries
    .updateTable('file_managed')
    .set({ stage_ids: withStage(to) })
    .where(ofThese)
    .where(isToCome(to))
    .where(
      sql<boolean>`id in (
        select named.id[1]::uuid
        from (${texts}) version(said)
          cross join lateral regexp_matches(version.said, ${ID}, 'gi') named(id)
        where exists (select from file_managed where ${ofThese}))`,
    )
    .returningAll()
    .execute();
  return to === LIVE ? rows.map(fileFromRow) : [];
}

/** Of live it is of no stage. */
function withStage(stage: StageId): RawBuilder<readonly StageId[] | null> {
  return stage === LIVE ? sql`null` : sql`coalesce(stage_ids, '{}') || ${stage}::uuid`;
}

/** That only other stages have it. */
function isToCome(stage: StageId): RawBuilder<boolean> {
  const isThere = sql`${stage}::uuid = any(stage_ids)`;
  return stage === LIVE ? sql`stage_ids is not null` : sql`not ${isThere}`;
}
