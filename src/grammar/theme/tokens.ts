import { randomInt } from 'node:crypto';
import { escapeHtml, type SafeHtml } from '#grammar/render';
import { withSafeAddresses } from './template-addresses.ts';

/*
 * HTML that is safe already does not travel through the template engine: an opaque token stands
 * for it and is replaced in what the template made. A 10 KB body then costs nothing to pass, the
 * engine escapes everything it is given, and there is no value in a template that could be raw
 * HTML. Tokens cannot be forged: they begin with a control character that HTML forbids and that is
 * stripped from every other value, and hold a number that is drawn anew for each process. (With
 * a character above U+00FF every page would be a string of two bytes a character.) Digits and a colon only, so that `upper` or `title` in a template do them no harm.
 */
const START = '\u0001';
const END = '\u0002';
const NONCE = String(randomInt(1e12, 9e12));
const EVERY_MARK = new RegExp(`[${START}${END}]`, 'g');
const TOKEN = new RegExp(`${START}(\\d+):(\\d+)${END}`, 'g');

/** `text` without what tokens are made of. */
export function withoutMarks(text: string): string {
  return hasMarks(text) ? text.replaceAll(EVERY_MARK, '') : text;
}

function hasMarks(text: string): boolean {
  return text.includes(START) || text.includes(END);
}

/** The safe parts of one rendering. */
export interface Tokens {
  hold(html: SafeHtml): string;
  /** What the template made, with the parts in their places. */
  release(output: string): string;
}

export function createTokens(): Tokens {
  const held: string[] = [];
  return {
    hold(html) {
      const text = html.toString();
      // An empty part is an empty text, so that `{% if part %}` says what it looks like.
      return text === '' ? '' : `${START}${NONCE}:${held.push(text) - 1}${END}`;
    },
    release(output) {
      if (!hasMarks(output)) return withSafeAddresses(output);
      const place = createPlace();
      let out = '';
      // What the template itself made since the last part: whole tags.
      let own = '';
      let at = 0;
      for (const match of output.matchAll(TOKEN)) {
        const before = output.slice(at, match.index);
        at = match.index + match[0].length;
        own += before;
        place.pass(before);
        const html = match[1] === NONCE ? held[Number(match[2])] : undefined;
        if (html === undefined) continue;
        if (place.inTag()) own += textOf(html);
        else {
          out += withSafeAddresses(own) + html;
          own = '';
        }
      }
      // What a template cut in two (`truncate`, `reverse`) is no token any more.
      return withoutMarks(out + withSafeAddresses(own + output.slice(at)));
    },
  };
}

/** In a tag there is no place for markup, only for what it says. */
function textOf(html: string): string {
  const text = html.replaceAll(/<[^>]*>/g, '');
  return text.replaceAll(/["'<>]/g, escapeHtml);
}

/** Follows the output of a template: is this place inside a tag? */
function createPlace(): { pass(html: string): void; inTag(): boolean } {
  let state: 'text' | 'tag' | '"' | "'" = 'text';
  const next = (html: string, from: number): number => {
    if (state === 'text') return html.indexOf('<', from);
    if (state !== 'tag') return html.indexOf(state, from);
    const found = /["'>]/g;
    found.lastIndex = from;
    return found.exec(html)?.index ?? -1;
  };
  return {
    inTag: () => state !== 'text',
    pass(html) {
      for (let i = next(html, 0); i !== -1; i = next(html, i + 1)) {
        const char = html[i];
        if (state === 'text') state = 'tag';
        else if (state !== 'tag') state = 'tag';
        else if (char === '>') state = 'text';
        else state = char === '"' ? '"' : "'";
      }
    },
  };
}
