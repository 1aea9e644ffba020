import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** A page as it is sent. */
export interface PackedPage {
  readonly kind: 'page';
  readonly html: string;
  readonly br: Buffer;
  readonly gzip: Buffer;
  /** The same whatever it is compressed by, so a weak one. */
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
}

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

/** Compresses a page once for all who take it compressed. */
export async function packPage(
  html: string,
  headers: Readonly<Record<string, string>>,
): Promise<PackedPage> {
  const bytes = Buffer.from(html);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
  const [br, gz] = await Promise.all([toBrotli(bytes, { params }), toGzip(bytes)]);
  const etag = `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return { kind: 'page', html, br, gzip: gz, etag, headers };
}

/** How pages are written down in the cache. */
export const packedPages = {
  encode(page: PackedPage | { readonly kind: 'other' }): string {
    if (page.kind !== 'page') throw new Error('Only pages are kept.');
    const { br, gzip: gz } = page;
    return JSON.stringify({ ...page, br: br.toString('base64'), gzip: gz.toString('base64') });
  },
  decode(text: string): PackedPage {
    // What `encode` wrote.
    const page: Record<'br' | 'gzip', string> & Omit<PackedPage, 'br' | 'gzip'> = JSON.parse(text);
    return { ...page, br: Buffer.from(page.br, 'base64'), gzip: Buffer.from(page.gzip, 'base64') };
  },
};
