import type { FileId, UserId } from '#base';
import type { Queries, Selectable, Tables } from '#platform/database';
import { sql } from 'kysely';
import type { ManagedFile } from './managed-file.ts';

/** A file with the key of its bytes, which stays inside this room. */
export interface ManagedFileRow extends ManagedFile {
  readonly storageKey: string;
}

type Row = Selectable<Tables['file_managed']>;

export async function findFileRow(
  queries: Queries,
  id: FileId,
): Promise<ManagedFileRow | undefined> {
  const row = await queries
    .selectFrom('file_managed')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row && fileFromRow(row);
}

export async function insertFileRow(queries: Queries, file: ManagedFileRow): Promise<void> {
  await queries
    .insertInto('file_managed')
    .values({
      id: file.id,
      owner_id: file.ownerId,
      name: file.name,
      storage_key: file.storageKey,
      mime: file.mime,
      size: file.size,
      width: file.width,
      height: file.height,
      created: file.created,
      permanent: file.permanent,
    })
    .execute();
}

/** The ids come from values that were checked to be references to files. */
export async function makePermanent(
  queries: Queries,
  ids: readonly string[],
): Promise<readonly ManagedFile[]> {
  if (ids.length === 0) return [];
  const rows = await queries
    .updateTable('file_managed')
    .set({ permanent: true })
    .where('id', 'in', ids as readonly FileId[])
    .where('permanent', '=', false)
    .returningAll()
    .execute();
  return rows.map(fileFromRow);
}

/** The ids come from texts: of files that are not there, or not this owner's, nothing changes. */
export async function makeOwnPermanent(
  queries: Queries,
  owner: UserId,
  ids: readonly string[],
): Promise<readonly ManagedFile[]> {
  const rows = await queries
    .updateTable('file_managed')
    .set({ permanent: true })
    // A text may name more than a statement has parameters.
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .where('owner_id', '=', owner)
    .where('permanent', '=', false)
    .returningAll()
    .execute();
  return rows.map(fileFromRow);
}

/** Locked until the transaction ends; what another kernel is deleting already is left to it. */
export async function lockStaleFiles(
  queries: Queries,
  olderThan: Date,
  limit: number,
): Promise<readonly ManagedFileRow[]> {
  const rows = await queries
    .selectFrom('file_managed')
    .selectAll()
    .where('permanent', '=', false)
    .where('created', '<', olderThan)
    .orderBy('created')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map(fileFromRow);
}

export async function deleteFileRows(queries: Queries, ids: readonly FileId[]): Promise<void> {
  await queries.deleteFrom('file_managed').where('id', 'in', ids).execute();
}

function fileFromRow(row: Row): ManagedFileRow {
  return {
    id: row.id,
    ownerId: row.owner_id,
    name: row.name,
    storageKey: row.storage_key,
    mime: row.mime,
    size: row.size,
    width: row.width,
    height: row.height,
    created: row.created,
    permanent: row.permanent,
  };
}
