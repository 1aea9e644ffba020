import { createHmac, timingSafeEqual } from 'node:crypto';
import { isObject } from '#base';
import type { Message } from '#grammar/routes';

/** Browsers take cookies of 4 KB with name and attributes; the longest messages are left out. */
const MOST = 3_400;
const SECONDS = 300;

/**
 * Messages that a redirect hands to the page after it, in a signed cookie: no row is written and
 * any kernel can read them.
 */
export interface FlashMessages {
  readonly maxAge: number;
  seal(messages: readonly Message[], now: Date): string;
  /** What `seal` was given; nothing when it was changed, is old, or is no such text. */
  open(sealed: string, now: Date): readonly Message[];
}

export function createFlashMessages(secret: string): FlashMessages {
  const sign = (text: string) =>
    createHmac('sha256', secret).update('messages:').update(text).digest('base64url');
  return {
    maxAge: SECONDS,
    seal(messages, now) {
      let kept = messages;
      let text = pack(kept, now);
      while (text.length > MOST && kept.length > 0) {
        kept = kept.slice(0, -1);
        text = pack(kept, now);
      }
      return `${text}.${sign(text)}`;
    },
    open(sealed, now) {
      const [text = '', signature = ''] = sealed.split('.');
      const expected = Buffer.from(sign(text));
      const given = Buffer.from(signature);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return [];
      const content: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
      if (!isObject(content) || typeof content['at'] !== 'number') return [];
      if (now.getTime() - content['at'] > SECONDS * 1000) return [];
      // Signed by us, so it is what `seal` was given.
      return content['messages'] as readonly Message[];
    },
  };
}

function pack(messages: readonly Message[], now: Date): string {
  return Buffer.from(JSON.stringify({ at: now.getTime(), messages })).toString('base64url');
}
