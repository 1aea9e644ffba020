import type { Actor } from '#grammar/access';
import type { ManagedFile } from './managed-file.ts';

/**
 * What a browser may show in its own window. Everything else is a download: SVG and HTML can
 * hold scripts that would run with the site's own rights.
 */
const SHOWN =
  /^(image\/(jpeg|png|gif|webp|avif)|application\/pdf|audio\/[\w.+-]+|video\/[\w.+-]+)$/;

export function isShownInline(mime: string): boolean {
  return SHOWN.test(mime);
}

/** A file's content never changes, so that its id is all there is to know about its version. */
export function entityTag(file: Pick<ManagedFile, 'id'>): string {
  return `"${file.id}"`;
}

export function fileHeaders(file: ManagedFile, actor: Actor): Record<string, string> {
  return {
    etag: entityTag(file),
    'accept-ranges': 'bytes',
    'cache-control': cacheControl(file, actor),
    'x-content-type-options': 'nosniff',
    // The browsers' own PDF viewers do not start in a sandbox.
    'content-security-policy':
      file.mime === 'application/pdf'
        ? "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"
        : "default-src 'none'; sandbox",
  };
}

function cacheControl(file: ManagedFile, actor: Actor): string {
  // At the same address others are answered that there is no such file.
  if (!file.permanent || file.stageIds !== null) return 'private, no-store';
  return actor.kind === 'anonymous' ? 'public, max-age=86400' : 'private, max-age=86400';
}
