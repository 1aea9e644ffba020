import { ownUrl, safeUrl } from '#grammar/render';

const ADDRESS =
  /\s(href|src|poster|cite|action|formaction|data|xlink:href)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;
/** What a reader may follow to any site; the rest is loaded from or sent to this one. */
const FOLLOWED = /^(?:href|cite)$/i;

/**
 * Leaves out the addresses of a drawn template that a page may not have: a template escapes what
 * it is given, which does not make `javascript:…` another address. `html` has whole tags.
 */
export function withSafeAddresses(html: string): string {
  return html.replace(ADDRESS, (whole, name: string, double?: string, single?: string) => {
    const url = unescaped(double ?? single ?? '');
    const safe = FOLLOWED.test(name) ? safeUrl(url) : ownUrl(url);
    return safe === undefined ? '' : whole;
  });
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  colon: ':',
  tab: '\t',
  newline: '\n',
  sol: '/',
  bsol: '\\',
};

/** A value as the browser reads it, as far as it matters to what kind of address it is. */
function unescaped(value: string): string {
  if (!value.includes('&')) return value;
  return value.replaceAll(
    /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]{2,8}));?/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0x10_ffff ? '' : String.fromCodePoint(code);
    },
  );
}
