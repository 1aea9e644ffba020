import { createHash } from 'node:crypto';
import type { Download, PageRequest } from '#grammar/routes';

/** A text as a download; who has the very same already is told so (304). */
export function conditionalDownload(
  { headers }: Pick<PageRequest, 'headers'>,
  download: Pick<Download, 'mime' | 'filename' | 'inline' | 'headers'> & { readonly body: string },
): Download {
  const tag = `"${createHash('sha256').update(download.body).digest('base64url').slice(0, 27)}"`;
  const sent = headers?.['if-none-match']?.split(',') ?? [];
  const known = sent.some((one) => one.trim().replace(/^W\//, '') === tag);
  return {
    kind: 'download',
    ...download,
    headers: { ...download.headers, etag: tag, vary: 'cookie' },
    ...(known ? { status: 304, body: '' } : {}),
  };
}
