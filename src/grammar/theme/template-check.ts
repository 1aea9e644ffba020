interface Refusal {
  readonly pattern: RegExp;
  readonly why: string;
}

/** What may not stand in the source of a template, and what to do instead. */
const IN_SOURCE: readonly Refusal[] = [
  {
    pattern: /\{%[-+]?\s*(?:end)?autoescape\b/,
    why: 'escaping cannot be switched off; what is safe already is never escaped twice',
  },
  {
    pattern: /\|\s*safe\b/,
    why: 'there is no "safe" filter; what is safe already is never escaped twice',
  },
];

/** Stands for a variable where only the HTML of a template is looked at. */
const VARIABLE = '\u0001';

/** What may not stand in its HTML. */
const IN_HTML: readonly Refusal[] = [
  {
    pattern: /<script\b(?![^>]*\bsrc\s*=)|<script\b[^>]*>\s*[^<\s]/i,
    why: 'pages run no inline scripts; put the script into a file and name it in theme.toml',
  },
  {
    pattern: /<style\b/i,
    why: 'pages take no inline styles; put them into a style sheet named in theme.toml',
  },
  {
    pattern: new RegExp(`</?[^\\s<>"']*${VARIABLE}`),
    why: 'the name of a tag cannot be a variable; write it out, with {% if %} where it differs',
  },
];

/** What may not stand in a tag, which is given without what is in quotes. */
const IN_TAG: readonly Refusal[] = [
  {
    pattern: /[\s"'/]style\s*=/i,
    why: 'pages take no inline styles; put them into a style sheet named in theme.toml',
  },
  {
    pattern: /[\s"'/]on[a-z]+\s*=/i,
    why: 'pages run no inline handlers; put the script into a file and name it in theme.toml',
  },
  {
    pattern: /[\s"'/]srcdoc\s*=/i,
    why: '"srcdoc" would run what is put into it; draw it in the page',
  },
  {
    pattern: new RegExp(VARIABLE),
    why: 'a variable in a tag needs quotes around it: title="{{ title }}"',
  },
];

const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^>"'])*>/gi;
const CODE_ADDRESS = /\s[a-z:]+\s*=\s*["']\s*(?:javascript|vbscript|data)\s*:/i;

/** The first thing in a template that is refused, with its line; undefined when all is well. */
export function refusedIn(
  source: string,
): { readonly line: number; readonly why: string } | undefined {
  const at = (index: number, why: string) => ({
    line: source.slice(0, index).split('\n').length,
    why,
  });
  for (const { pattern, why } of IN_SOURCE) {
    const found = pattern.exec(source);
    if (found !== null) return at(found.index, why);
  }
  const html = htmlOf(source);
  for (const { pattern, why } of IN_HTML) {
    const found = pattern.exec(html);
    if (found !== null) return at(found.index, why);
  }
  for (const { 0: tag, index } of html.matchAll(TAG)) {
    const bare = tag.replaceAll(/"[^"]*"|'[^']*'/g, '""');
    const refused = IN_TAG.find(({ pattern }) => pattern.test(bare));
    if (refused !== undefined) return at(index, refused.why);
    if (CODE_ADDRESS.test(tag)) {
      return at(index, 'pages run no code from an address; put the script into a file');
    }
  }
  return undefined;
}

/** The HTML of a template, each thing in its place: variables as marks, statements as spaces. */
function htmlOf(source: string): string {
  return source.replaceAll(/\{\{[^]*?\}\}|\{%[^]*?%\}|\{#[^]*?#\}/g, (part) => {
    const blank = part.replaceAll(/[^\n]/g, ' ');
    return part.startsWith('{{') ? VARIABLE + blank.slice(1) : blank;
  });
}
