import type { Validated } from './field-type.ts';
import { accepted, isNow, refused } from './value-check.ts';

interface TextLimits {
  /** In characters as people count them to machines: Unicode code points. */
  readonly maxLength: number;
  readonly example: string;
}

/** One line of text, without space around it. */
export function checkLine(input: unknown, at: string, limits: TextLimits): Validated<string> {
  if (typeof input !== 'string') return notText(input, at, limits);
  const line = input.trim();
  return cannotBeStored(line, /\p{Cc}/u, at) ?? tooLong(line, at, limits) ?? accepted(line);
}

/** Text of any number of lines, kept as it was entered but for its line ends. */
export function checkText(input: unknown, at: string, limits: TextLimits): Validated<string> {
  if (typeof input !== 'string') return notText(input, at, limits);
  const text = input.replace(/\r\n?/g, '\n');
  return cannotBeStored(text, /[^\P{Cc}\n\t]/u, at) ?? tooLong(text, at, limits) ?? accepted(text);
}

/** How many characters `text` has: code points, as JSON Schema and PostgreSQL count. */
export function characters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function notText(input: unknown, at: string, limits: TextLimits): Validated<never> {
  const example = JSON.stringify(limits.example);
  return refused('type', `Expected text in quotes, e.g. ${example}. ${isNow(input)}`, at);
}

function tooLong(text: string, at: string, limits: TextLimits): Validated<never> | undefined {
  // No code point takes more than two units, so that most texts need no counting.
  if (text.length <= limits.maxLength) return undefined;
  const length = characters(text);
  if (length <= limits.maxLength) return undefined;
  const over = length - limits.maxLength;
  return refused(
    'too_long',
    `At most ${limits.maxLength} characters; this is ${over} too long.`,
    at,
  );
}

/**
 * Half a surrogate pair is no character and UTF-8 has no bytes for it; PostgreSQL refuses NUL.
 * The other control characters come from broken conversions and no reader sees them.
 */
export function cannotBeStored(
  text: string,
  control: RegExp,
  at: string,
): Validated<never> | undefined {
  if (!text.isWellFormed()) {
    return refused(
      'not_unicode',
      'Half of a character is missing (a lone surrogate). Send the whole text as UTF-8.',
      at,
    );
  }
  const found = control.exec(text);
  if (!found) return undefined;
  const code = found[0].charCodeAt(0);
  const position = characters(text.slice(0, found.index)) + 1;
  if (code === 10 || code === 13) {
    return refused(
      'control_character',
      `One line only: character ${position} is a line break.`,
      at,
    );
  }
  const name = code === 0 ? 'NUL' : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return refused(
    'control_character',
    `Character ${position} is the control character ${name}, which no text needs. Remove it.`,
    at,
  );
}
