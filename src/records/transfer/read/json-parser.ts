import { exactNumber } from '#base';
import { TokenParser, Tokenizer } from '@streamparser/json';

/** Reads one JSON document in pieces. What is no JSON is thrown. */
export interface JsonParser {
  /** Whether the document is complete: what follows may only be blank. */
  readonly isEnded: boolean;
  write(piece: string): void;
  end(): void;
}

/**
 * Tells the values at `selector` as they are read, with the keys or indexes that they stand under.
 * A number that would become another one is its digits as text: ids of 19 digits stay apart.
 */
export function createJsonParser(
  selector: string,
  onValue: (value: unknown, key: string | number | undefined) => void,
): JsonParser {
  const tokenizer = new DigitTokenizer();
  const parser = new TokenParser({ paths: [selector], keepStack: false });
  tokenizer.onToken = (token) =>
    parser.write(
      typeof token.value === 'number'
        ? { ...token, value: exactNumber(tokenizer.digits) ?? tokenizer.digits }
        : token,
    );
  tokenizer.onEnd = () => {
    if (!parser.isEnded) parser.end();
  };
  parser.onEnd = () => {
    if (!tokenizer.isEnded) tokenizer.end();
  };
  parser.onValue = ({ value, key }) => onValue(value, key);
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
