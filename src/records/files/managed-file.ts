import type { FileId, StageId, UserId } from '#base';

/** A file that somebody uploaded: what the program knows about it beside its bytes. */
export interface ManagedFile {
  readonly id: FileId;
  readonly ownerId: UserId;
  /** As it was called where it came from, made safe. */
  readonly name: string;
  /** By its content, not by its name. */
  readonly mime: string;
  readonly size: number;
  /** Pixels, as it is looked at (turned by its EXIF orientation); null when it is no image. */
  readonly width: number | null;
  readonly height: number | null;
  readonly created: Date;
  /** Something that was saved refers to it; until then only its owner sees it. */
  readonly permanent: boolean;
  /** It is seen in these, and in stages that stand on them; null: it is of live, as everybody sees it. */
  readonly stageIds: readonly StageId[] | null;
}

/** Where the file is looked at or downloaded. */
export function fileUrl(file: Pick<ManagedFile, 'id' | 'name'>): string {
  return `/file/${file.id}/${encodeURIComponent(file.name)}`;
}
