import { type Clock, newId, TooLarge } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Upload } from '#grammar/routes';
import { inTransactionWhereTold, type Taps } from '#grammar/taps';
import type { Database } from '#platform/database';
import type { FileStore } from '#platform/files-store';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { detectType } from './detect-type.ts';
import { FileRefused } from './file-errors.ts';
import { fileInsert, tappedFile } from './file-taps.ts';
import { fileExtension, safeFileName } from './file-name.ts';
import { readImageSize } from './image-size.ts';
import { insertFileRow } from './managed-file-store.ts';
import type { ManagedFile } from './managed-file.ts';

export interface UploadLimits {
  /** In lower case, without the dot. */
  readonly extensions: readonly string[];
  /** Bytes. */
  readonly maxSize: number;
}

interface Deps {
  readonly database: Database;
  readonly taps: Taps;
  readonly store: FileStore;
  readonly clock: Clock;
}

/**
 * Moves an upload into the file store as a temporary file of the actor. Who may do that is
 * decided by what asks for it: the form that has the file element, the REST endpoint.
 */
export async function takeUpload(
  deps: Deps,
  ctx: RequestContext,
  upload: Upload,
  limits: UploadLimits,
): Promise<ManagedFile> {
  const name = safeFileName(upload.filename);
  const { mime, size } = await checkContent(upload.path, name, limits);
  const dimensions = await readImageSize(upload.path, mime);
  const stored = await deps.store.put(createReadStream(upload.path), { maxSize: limits.maxSize });
  const file = {
    id: newId<'file'>(),
    ownerId: ctx.actor.id,
    name,
    mime,
    size,
    ...dimensions,
    created: deps.clock.now(),
    permanent: false,
    stageIds: null,
  };
  try {
    await inTransactionWhereTold(deps, ctx, fileInsert, async (queries, inner) => {
      await insertFileRow(queries, { ...file, storageKey: stored.key });
      if (deps.taps.has(fileInsert)) {
        await deps.taps.ask(inner, fileInsert, [{ file: tappedFile(file) }]);
      }
    });
  } catch (error) {
    await deps.store.delete(stored.key);
    throw error;
  }
  await rm(upload.path, { force: true });
  return file;
}

async function checkContent(
  path: string,
  name: string,
  limits: UploadLimits,
): Promise<{ readonly mime: string; readonly size: number }> {
  const { size } = await stat(path);
  if (size === 0) throw new FileRefused('empty', `“${name}” is empty.`);
  if (size > limits.maxSize) {
    throw new TooLarge(
      'file.too_large',
      `“${name}” has ${formatSize(size)}; at most ${formatSize(limits.maxSize)} are taken.`,
    );
  }
  const extension = fileExtension(name);
  if (!limits.extensions.includes(extension)) {
    throw new FileRefused(
      'extension',
      `“${name}” cannot be taken. Files that end in ${limits.extensions.join(', ')} can.`,
    );
  }
  const detected = await detectType(path, extension);
  if (!detected?.extensions.includes(extension)) {
    const is = detected ? `by its content it is ${detected.mime}` : 'its content is something else';
    throw new FileRefused('content', `“${name}” ends in .${extension}, but ${is}.`);
  }
  return { mime: detected.mime, size };
}

/** `1.5 MB`: bytes in words. */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const rounded = (unit: number) => (bytes / unit).toFixed(1).replace(/\.0$/, '');
  if (bytes < 1_000_000) return `${rounded(1e3)} kB`;
  return bytes < 1e9 ? `${rounded(1e6)} MB` : `${rounded(1e9)} GB`;
}
