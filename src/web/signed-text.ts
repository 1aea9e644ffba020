import { createHmac, timingSafeEqual } from 'node:crypto';

/** Text that goes through a browser and comes back unchanged. */
export interface SignedText {
  seal(text: string): string;
  /** What `seal` was given; undefined when it was changed, or is no such text. */
  open(sealed: string): string | undefined;
}

/** `purpose` keeps what is signed for one thing from being used for another. */
export function createSignedText(secret: string, purpose: string): SignedText {
  const sign = (text: string) =>
    createHmac('sha256', secret).update(`${purpose}:`).update(text).digest('base64url');
  return {
    seal(text) {
      const packed = Buffer.from(text).toString('base64url');
      return `${packed}.${sign(packed)}`;
    },
    open(sealed) {
      const [packed = '', signature = ''] = sealed.split('.');
      const expected = Buffer.from(sign(packed));
      const given = Buffer.from(signature);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      return Buffer.from(packed, 'base64url').toString();
    },
  };
}
