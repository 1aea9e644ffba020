import type { Validated } from './field-type.ts';
import { cannotBeStored } from './text-check.ts';
import { accepted, isNow, refused, short } from './value-check.ts';

export type LinkKind = 'any' | 'external' | 'internal';

const MAX_LENGTH = 2048;
const SCHEME = /^([a-z][a-z0-9+.-]*):/i;

/** An address that may stand in a link: http, https, mailto, or a path of this site. */
export function checkUri(input: unknown, at: string, kind: LinkKind): Validated<string> {
  if (typeof input !== 'string') {
    return refused(
      'type',
      `Expected an address as text, e.g. "https://example.org/". ${isNow(input)}`,
      at,
    );
  }
  const uri = input.trim();
  if (uri === '') return accepted('');
  const broken = cannotBeStored(uri, /\p{Cc}/u, at);
  if (broken) return broken;
  if (uri.length > MAX_LENGTH) {
    return refused('too_long', `At most ${MAX_LENGTH} characters; this has ${uri.length}.`, at);
  }
  if (/[\s\\]/.test(uri)) {
    const message =
      'An address has no spaces or backslashes. Write a space as %20, e.g. https://example.org/New%20York.';
    return refused('format', message, at);
  }
  const wrong = SCHEME.test(uri) ? absoluteProblem(uri) : pathProblem(uri);
  if (wrong !== undefined) return refused('format', wrong, at);
  const internal = !SCHEME.test(uri);
  if (kind === 'external' && internal) {
    return refused(
      'not_allowed',
      'Expected an address of another site, e.g. https://example.org/.',
      at,
    );
  }
  if (kind === 'internal' && !internal) {
    return refused('not_allowed', 'Expected a page of this site, e.g. /about.', at);
  }
  return accepted(uri);
}

function absoluteProblem(uri: string): string | undefined {
  const scheme = SCHEME.exec(uri)?.[1]?.toLowerCase() ?? '';
  if (scheme === 'mailto') {
    return /^mailto:[^@]+@[^@]+$/i.test(uri)
      ? undefined
      : 'Expected mailto: and a mail address, e.g. mailto:ann@example.org.';
  }
  if (scheme !== 'http' && scheme !== 'https') {
    return `Addresses that begin with “${short(scheme)}:” are not allowed. Use https://, http://, mailto: or a path such as /about.`;
  }
  return /^https?:\/\/[^/?#]/i.test(uri) && URL.canParse(uri)
    ? undefined
    : 'That is not a whole address. Expected one such as https://example.org/page.';
}

function pathProblem(uri: string): string | undefined {
  if (uri.startsWith('//')) return 'Begin with https: before the two slashes.';
  return /^[/?#]/.test(uri)
    ? undefined
    : 'Begin with https://, or with / for a page of this site, e.g. https://example.org/ or /about.';
}

/**
 * What somebody meant who wrote or pasted an address: `example.org` gets its scheme, and what
 * browsers would encode is encoded. What is right already stays as it is, to the letter.
 */
export function uriFromText(text: string): string {
  const line = text.trim();
  const bare =
    /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(?=[/?#:]|$)/i.test(line) &&
    !/^[a-z.+-]+:(?!\d)/i.test(line);
  const uri = bare ? `https://${line}` : line;
  if (!/[\s\\"<>`{|}]/.test(uri)) return uri;
  if (/^https?:\/\//i.test(uri)) return URL.canParse(uri) ? new URL(uri).href : uri;
  if (!uri.startsWith('/') || uri.startsWith('//')) return uri;
  const { pathname, search, hash } = new URL(uri, 'https://site.invalid');
  return pathname + search + hash;
}
