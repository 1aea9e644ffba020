import { isObject } from '#base';
import type { Message } from '#grammar/routes';
import { createSignedText } from './signed-text.ts';

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
  const signed = createSignedText(secret, 'messages');
  return {
    maxAge: SECONDS,
    seal(messages, now) {
      let kept = messages;
      let text = signed.seal(pack(kept, now));
      while (text.length > MOST && kept.length > 0) {
        kept = kept.slice(0, -1);
        text = signed.seal(pack(kept, now));
      }
      return text;
    },
    open(sealed, now) {
      const text = signed.open(sealed);
      const content: unknown = text === undefined ? undefined : JSON.parse(text);
      if (!isObject(content) || typeof content['at'] !== 'number') return [];
      if (now.getTime() - content['at'] > SECONDS * 1000) return [];
      // Signed by us, so it is what `seal` was given.
      return content['messages'] as readonly Message[];
    },
  };
}

function pack(messages: readonly Message[], now: Date): string {
  return JSON.stringify({ at: now.getTime(), messages });
}
