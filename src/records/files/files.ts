import type { Clock, FileId, StageId } from '#base';
import { can, type RequestContext } from '#grammar/access';
import type { ReferenceTarget } from '#grammar/fields';
import type { TakeUpload } from '#grammar/forms';
import type { Taps } from '#grammar/taps';
import type { Upload } from '#grammar/routes';
import type { Database } from '#platform/database';
import type { ByteRange, FileStore } from '#platform/files-store';
import type { Readable } from 'node:stream';
import { deleteStaleFiles } from './delete-stale-files.ts';
import { FileNotFound, UploadNotAllowed } from './file-errors.ts';
import { maySeeFile } from './file-policy.ts';
import { createFileReference } from './file-reference.ts';
import { findFileRow } from './managed-file-store.ts';
import type { ManagedFile } from './managed-file.ts';
import { takeUpload, type UploadLimits } from './take-upload.ts';

/** The door to uploaded files. */
export interface Files {
  /** The Form API's way: whoever may fill in the form may fill in its file element. */
  readonly takeUpload: TakeUpload;
  /** For REST: needs the permission `upload files`. */
  uploadFile(ctx: RequestContext, upload: Upload, limits: UploadLimits): Promise<ManagedFile>;
  /** Throws `FileNotFound` also for what the actor may not see. */
  getFile(ctx: RequestContext, id: FileId): Promise<ManagedFile>;
  /** The bytes of a file that the actor may see. */
  openFile(ctx: RequestContext, id: FileId, range?: ByteRange): Promise<Readable>;
  /** Deletes temporary files that nothing has referred to for six hours; answers how many. */
  deleteStaleFiles(): Promise<number>;
  readonly reference: ReferenceTarget;
}

export function createFiles(deps: {
  readonly database: Database;
  readonly store: FileStore;
  readonly clock: Clock;
  readonly taps: Taps;
  /** The stage and those that it stands on. */
  readonly chain: (stage: StageId) => readonly StageId[];
}): Files {
  const findVisible = async (ctx: RequestContext, id: FileId) => {
    const row = await findFileRow(deps.database.queries, id);
    if (!row || !maySeeFile(ctx.actor, row, deps.chain(ctx.stage))) throw new FileNotFound();
    return row;
  };
  return {
    takeUpload: async (ctx, upload, limits) => (await takeUpload(deps, ctx, upload, limits)).id,
    uploadFile: async (ctx, upload, limits) => {
      if (!can(ctx.actor, 'upload files')) throw new UploadNotAllowed();
      return takeUpload(deps, ctx, upload, limits);
    },
    getFile: async (ctx, id) => {
      const { storageKey: _, ...file } = await findVisible(ctx, id);
      return file;
    },
    openFile: async (ctx, id, range) =>
      deps.store.open((await findVisible(ctx, id)).storageKey, range),
    deleteStaleFiles: () => deleteStaleFiles(deps),
    reference: createFileReference(deps),
  };
}
