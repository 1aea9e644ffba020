import sanitizeHtml from 'sanitize-html';

/** The tags that a format lets through, with the attributes of each. */
export interface AllowedTags {
  readonly [tag: string]: readonly string[];
}

const SCHEMES = ['http', 'https', 'mailto', 'tel'];

/** Leaves only `allowed` of some HTML. Whatever it is fed, what comes out is safe. */
export function limitTags(html: string, allowed: AllowedTags): string {
  return sanitizeHtml(html, {
    allowedTags: Object.keys(allowed),
    allowedAttributes: Object.fromEntries(
      Object.entries(allowed).map(([tag, names]) => [tag, [...names]]),
    ),
    allowedSchemes: SCHEMES,
    allowedSchemesByTag: { img: ['http', 'https'] },
    allowedSchemesAppliedToAttributes: ['href', 'src', 'cite', 'poster'],
    allowProtocolRelative: false,
    allowedClasses: { code: ['language-*'] },
    // Deeper than people write and shallow enough for every parser.
    nestingLimit: 50,
    transformTags: {
      a: (tagName, attribs) => ({
        tagName,
        attribs: /^https?:/i.test(attribs['href'] ?? '')
          ? { ...attribs, rel: 'noopener nofollow ugc' }
          : attribs,
      }),
      img: (tagName, attribs) => ({
        tagName,
        attribs: { alt: '', ...attribs, loading: 'lazy' },
      }),
    },
  });
}

/** The text of some HTML, with line breaks where blocks end. */
export function textOfHtml(html: string): string {
  const broken = html
    .replaceAll(/<br\s*\/?>/gi, '\n')
    .replaceAll(/<\/(?:p|div|li|h[1-6]|blockquote|pre|tr|dt|dd|figcaption)\s*>/gi, '\n$&');
  const text = sanitizeHtml(broken, { allowedTags: [], allowedAttributes: {} });
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll(/[ \t]*\n\s*\n\s*/g, '\n\n')
    .trim();
}
