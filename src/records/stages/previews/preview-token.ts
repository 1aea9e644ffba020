import { createHmac, timingSafeEqual } from 'node:crypto';
import { parseId, type PreviewId } from '#base';

/** The ends of preview links: the id of the preview, signed with the secret of the site. */
export interface PreviewTokens {
  sign(id: PreviewId): string;
  /** undefined: nobody signed this here. */
  read(token: string): PreviewId | undefined;
}

const TOKEN = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;

export function createPreviewTokens(secret: string): PreviewTokens {
  const signatureOf = (packed: string) =>
    createHmac('sha256', secret).update('stage-preview:').update(packed).digest('base64url');
  return {
    sign(id) {
      const packed = Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
      return `${packed}.${signatureOf(packed)}`;
    },
    read(token) {
      const [, packed = '', signature = ''] = TOKEN.exec(token) ?? [];
      const expected = Buffer.from(signatureOf(packed));
      const given = Buffer.from(signature);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      const hex = Buffer.from(packed, 'base64url').toString('hex');
      return parseId(hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
    },
  };
}
