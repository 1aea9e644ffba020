import type { FileId } from '#base';
import type { Queries, Selectable, Tables } from '#platform/database';
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
      stage_ids: file.stageIds,
    })
    .execute();
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

export function fileFromRow(row: Row): ManagedFileRow {
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
    stageIds: row.stage_ids,
  };
}
