import { defineTap } from '#grammar/taps';
import type { ManagedFile } from './managed-file.ts';

/** A file as plugins are shown it, without its bytes. */
export interface TappedFile {
  readonly id: string;
  readonly owner_id: string;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  /** Of an image. */
  readonly width: number | null;
  readonly height: number | null;
  /** false: it is deleted after six hours unless something that is saved refers to it. */
  readonly permanent: boolean;
}

export const fileInsert = defineTap<{ readonly file: TappedFile }, null>({
  name: 'file_insert',
  about:
    'When a file was uploaded, in the transaction that writes it down. It is not permanent yet.',
  failure: 'abort',
  writes: true,
  check: () => undefined,
});

export const fileUpdate = defineTap<{ readonly file: TappedFile }, null>({
  name: 'file_update',
  about:
    'When a file became permanent, because something that is saved refers to it, and when one that only stages had came to live, in the transaction of that save or publish.',
  failure: 'abort',
  writes: true,
  check: () => undefined,
});

export const fileDelete = defineTap<{ readonly file: TappedFile }, null>({
  name: 'file_delete',
  about:
    'When a file that nothing referred to for six hours is deleted, in the same transaction. Where this fails the file stays until the next try.',
  failure: 'abort',
  writes: true,
  check: () => undefined,
});

/** The taps of this room. */
export const fileTaps = [fileInsert, fileUpdate, fileDelete] as const;

export function tappedFile(file: ManagedFile): TappedFile {
  const { id, ownerId, name, mime, size, width, height, permanent } = file;
  return { id, owner_id: ownerId, name, mime, size, width, height, permanent };
}
