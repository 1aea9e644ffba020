const SPACE = String.raw`[ \t\n\r\f]*`;
const AFTER_BACKSLASH = String.raw`\\(?:\r\n|[\s\S])`;
const inQuotes = (quote: string) => {
  const plain = String.raw`[^${quote}\\\n\r\f]*`;
  return `${quote}${plain}(?:${AFTER_BACKSLASH}${plain})*${quote}`;
};

/** What holds no brackets: comments, text in quotes, escaped signs, and everything else. */
const PLAIN = new RegExp(
  [
    String.raw`\/\*[\s\S]*?\*\/`,
    inQuotes('"'),
    inQuotes("'"),
    String.raw`\\[^0-9a-z\s]`,
    String.raw`\/(?!\*)`,
    String.raw`[^"'\\\/(){}[\]]+`,
  ].join('|'),
  'iy',
);
/** What follows `url(`, where browsers read brackets and comments otherwise than elsewhere. */
const ADDRESS = new RegExp(String.raw`${SPACE}(?:["']|[^\s"'(){}[\]\\*]*${SPACE}\))`, 'y');

const CLOSED_BY: { readonly [open: string]: string } = { '{': '}', '(': ')', '[': ']' };

const WHAT: { readonly [sign: string]: string } = {
  '/': 'a comment that starts here is not closed',
  '"': 'text in quotes that starts here does not end on its line',
  "'": 'text in quotes that starts here does not end on its line',
  '\\': 'outside of quotes, only signs that are neither letters nor digits may be escaped',
};

/**
 * Why the style sheet of a plugin is refused; undefined: it is fine. What is not balanced could end
 * the cascade layer that stands around it, or go on beyond it.
 */
export function pluginStyleRefusal(css: string): string | undefined {
  const open: { readonly closer: string; readonly at: number }[] = [];
  const refusal = (at: number, why: string) =>
    `:${css.slice(0, at).split('\n').length}: ${why}. A style sheet must be whole by itself.`;
  let at = 0;
  while (at < css.length) {
    const plain = endOf(PLAIN, css, at);
    if (plain !== undefined) {
      at = plain;
      continue;
    }
    const sign = css.charAt(at);
    const closer = CLOSED_BY[sign];
    if (closer !== undefined) {
      if (sign === '(' && /url$/i.test(css.slice(Math.max(0, at - 3), at))) {
        if (endOf(ADDRESS, css, at + 1) === undefined)
          return refusal(at, 'an address with such signs in url() must stand in quotes');
      }
      open.push({ closer, at });
    } else if (WHAT[sign] !== undefined) {
      return refusal(at, WHAT[sign]);
    } else if (open.pop()?.closer !== sign) {
      return refusal(at, `“${sign}” closes nothing that is open`);
    }
    at += 1;
  }
  const [left] = open.slice(-1);
  return left && refusal(left.at, `“${css.charAt(left.at)}” is not closed`);
}

function endOf(expression: RegExp, text: string, at: number): number | undefined {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : undefined;
}
