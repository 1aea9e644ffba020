import { type SafeHtml, trusted } from '#grammar/render';

/**
 * `part` between comments that say which file made it and which templates were looked for; the
 * chosen one is marked. What comes from data can only be letters, digits, dots, dashes and
 * slashes in them, so that nothing ends a comment but its own end.
 */
export function commented(
  part: SafeHtml,
  path: string,
  suggestions: readonly string[],
  chosen: string,
): SafeHtml {
  const names = suggestions.map((name) => `${name === chosen ? '*' : ' '} ${harmless(name)}`);
  const before = `<!-- Template ${harmless(path)}, looked for:\n${names.join('\n')} -->`;
  const after = `<!-- End of ${harmless(path)} -->`;
  const text = part.toString();
  // A document begins with its type, whatever is said about it.
  const start = /^\s*<!doctype[^>]*>\s*/i.exec(text)?.[0] ?? '';
  return trusted(`${start}${before}\n${text.slice(start.length)}\n${after}\n`);
}

function harmless(name: string): string {
  return name.replaceAll(/[^\w./-]/g, '_');
}
