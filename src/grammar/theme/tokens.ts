import { randomInt } from 'node:crypto';
import { escapeHtml, type SafeHtml } from '#grammar/render';

/*
 * HTML that is safe already does not travel through the template engine: an opaque token stands
 * for it and is replaced in what the template made. A 10 KB body then costs nothing to pass, the
 * engine escapes everything it is given, and there is no value in a template that could be raw
 * HTML. Tokens cannot be forged: they begin with a noncharacter (U+FDD0, which no text may carry
 * in interchange) that is stripped from every other value, and hold a number that is drawn anew
 * for each process. Digits and a colon only, so that `upper` or `title` in a template do them no harm.
 */
const START = '\uFDD0';
const END = '\uFDD1';
const NONCE = String(randomInt(1e12, 9e12));
const MARKS = /[\uFDD0\uFDD1]/;
const EVERY_MARK = /[\uFDD0\uFDD1]/g;
const TOKEN = /\uFDD0(\d+):(\d+)\uFDD1/g;

/** `text` without what tokens are made of. */
export function withoutMarks(text: string): string {
  return MARKS.test(text) ? text.replaceAll(EVERY_MARK, '') : text;
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
      if (!MARKS.test(output)) return output;
      const place = createPlace();
      let out = '';
      let at = 0;
      for (const match of output.matchAll(TOKEN)) {
        const before = output.slice(at, match.index);
        at = match.index + match[0].length;
        out += before;
        place.pass(before);
        const html = match[1] === NONCE ? held[Number(match[2])] : undefined;
        if (html !== undefined) out += place.inTag() ? textOf(html) : html;
      }
      // What a template cut in two (`truncate`, `reverse`) is no token any more.
      return withoutMarks(out + output.slice(at));
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
