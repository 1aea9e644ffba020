/**
 * HTML that is known to be safe. Plain strings are always escaped; only this class passes
 * unescaped, and only `trusted` makes one from a string. A test lists the files that may call it.
 */
export class SafeHtml {
  readonly #html: string;

  constructor(key: typeof mint, html: string) {
    if (key !== mint) throw new TypeError('SafeHtml is made by the renderer only');
    this.#html = html;
  }
  toString(): string {
    return this.#html;
  }
}

const mint = Symbol('mint');

/** Says that `html` is safe: for what sanitised it, or built it out of escaped parts. */
export function trusted(html: string): SafeHtml {
  return new SafeHtml(mint, html);
}

export const nothing: SafeHtml = trusted('');

const SPECIAL = /[&<>"'\r\0]/;
const EVERY_SPECIAL = /[&<>"'\r\0]/g;
const ESCAPED: { readonly [char: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // A parser turns a bare CR into LF, and may not see NUL at all.
  '\r': '&#13;',
  '\0': '',
};

/** Text as HTML, fit for content and for quoted attribute values. */
export function escapeHtml(text: string): string {
  // Most text has nothing to escape: testing first is three times as fast as replacing.
  return SPECIAL.test(text) ? text.replace(EVERY_SPECIAL, (char) => ESCAPED[char] ?? '') : text;
}

type Part = SafeHtml | string | number | undefined | false | null | readonly Part[];

function part(value: Part): string {
  if (value instanceof SafeHtml) return value.toString();
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  if (value === undefined || value === null || value === false) return '';
  return value.map(part).join('');
}

/** Writes HTML by hand: everything put in is escaped unless it is `SafeHtml` already. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): SafeHtml {
  let out = strings[0] ?? '';
  for (let i = 0; i < values.length; i++) out += part(values[i]) + (strings[i + 1] ?? '');
  return trusted(out);
}
