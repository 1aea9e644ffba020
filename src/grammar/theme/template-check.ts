/** What may not stand in a template, and what to do instead. */
const REFUSED: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  {
    pattern: /\{%[-+]?\s*(?:end)?autoescape\b/,
    why: 'escaping cannot be switched off; what is safe already is never escaped twice',
  },
  {
    pattern: /\|\s*safe\b/,
    why: 'there is no "safe" filter; what is safe already is never escaped twice',
  },
  {
    pattern: /<script\b(?![^>]*\bsrc\s*=)/i,
    why: 'pages run no inline scripts; put the script into a file and name it in theme.toml',
  },
  {
    pattern: /<style\b|<[^>{]*\sstyle\s*=/i,
    why: 'pages take no inline styles; put them into a style sheet named in theme.toml',
  },
  {
    pattern: /<[^>{]*\son[a-z]+\s*=/i,
    why: 'pages run no inline handlers; put the script into a file and name it in theme.toml',
  },
];

/** The first thing in a template that is refused, with its line; undefined when all is well. */
export function refusedIn(
  source: string,
): { readonly line: number; readonly why: string } | undefined {
  for (const { pattern, why } of REFUSED) {
    const found = pattern.exec(source);
    if (found !== null) {
      return { line: source.slice(0, found.index).split('\n').length, why };
    }
  }
  return undefined;
}
