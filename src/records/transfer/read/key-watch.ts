import type { ParsedTokenInfo } from '@streamparser/json';
import TokenType from '@streamparser/json/utils/types/tokenType.js';

/** Watches the tokens of a JSON document for keys that one object has twice. */
export interface KeyWatch {
  see(token: ParsedTokenInfo): void;
  /** Such a key in the value that stands `depth` deep and was read last. */
  twice(): string | undefined;
}

export function createKeyWatch(depth: number): KeyWatch {
  /** The keys of all objects that are open, from the outermost in; lists have none. */
  const open: Set<string>[] = [];
  let text = '';
  let twice: string | undefined;

  return {
    see({ token, value }) {
      if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) {
        open.pop();
        return;
      }
      if (open.length <= depth) twice = undefined;
      if (token === TokenType.STRING) text = String(value);
      else if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET)
        open.push(new Set());
      else if (token === TokenType.COLON && open.length > depth) {
        const keys = open.at(-1);
        if (keys?.has(text)) twice ??= text;
        keys?.add(text);
      }
    },
    twice: () => twice,
  };
}
