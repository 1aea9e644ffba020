import { exactNumber } from '#base';
import { TokenParser, Tokenizer } from '@streamparser/json';
import TokenType from '@streamparser/json/utils/types/tokenType.js';
import { createKeyWatch } from './key-watch.ts';

/** Reads one JSON document in pieces. What is no JSON is thrown. */
export interface JsonParser {
  /** Whether the document is complete: what follows may only be blank. */
  readonly isEnded: boolean;
  write(piece: string): void;
  end(): void;
}

export interface FoundValue {
  readonly value: unknown;
  /** The key or index under which it stands. */
  readonly key: string | number | undefined;
  /** A key that an object in it has twice: one of its values is lost. */
  readonly twice: string | undefined;
}

/**
 * Tells the values at `path` as they are read; `*` in it is each. A number that would become
 * another one is its digits as text: ids of 19 digits stay apart.
 */
export function createJsonParser(
  path: readonly string[],
  onValue: (found: FoundValue) => void,
): JsonParser {
  const tokenizer = new DigitTokenizer();
  const parser = new TokenParser({ paths: [['$', ...path].join('.')], keepStack: false });
  const keys = createKeyWatch(path.length);
  tokenizer.onToken = (token) => {
    keys.see(token);
    parser.write(
      token.token === TokenType.NUMBER
        ? { ...token, value: exactNumber(tokenizer.digits) ?? tokenizer.digits }
        : token,
    );
  };
  tokenizer.onEnd = () => {
    if (!parser.isEnded) parser.end();
  };
  parser.onEnd = () => {
    if (!tokenizer.isEnded) tokenizer.end();
  };
  parser.onValue = ({ value, key }) => onValue({ value, key, twice: keys.twice() });
  return {
    get isEnded() {
      return tokenizer.isEnded && parser.isEnded;
    },
    write: (piece) => tokenizer.write(piece),
    end: () => tokenizer.end(),
  };
}

/** Remembers how the number was written that it hands on. */
class DigitTokenizer extends Tokenizer {
  digits = '';

  protected override parseNumber(digits: string): number {
    this.digits = digits;
    return Number(digits);
  }
}
