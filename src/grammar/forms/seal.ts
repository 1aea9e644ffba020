import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Makes what JSON can say unreadable to whoever has the database and not the site's secret. */
export interface Seal {
  /** `context` names what it belongs to: it opens under the same name only. */
  close(content: unknown, context: Buffer): Buffer;
  /** undefined: it was changed, belongs to something else, or the secret is another by now. */
  open(sealed: Buffer, context: Buffer): unknown;
}

const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

export function createSeal(secret: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'form state', 32));
  return {
    close(content, context) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(context);
      const text = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]);
    },
    open(sealed, context) {
      try {
        const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE))
          .setAAD(context)
          .setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
        const text = decipher.update(sealed.subarray(NONCE + TAG), undefined, 'utf8');
        return JSON.parse(text + decipher.final('utf8'));
      } catch {
        return undefined;
      }
    },
  };
}
