import sanitizeHtml from 'sanitize-html';
import { asBrowsersRead } from './as-browsers-read.ts';
import { type AllowedTags, together } from './safe-tags.ts';

const SCHEMES = ['http', 'https', 'mailto', 'tel'];

/**
 * Stands before every id in a text, and before what points to it: nothing that somebody writes has
 * the id of a part of the page.
 */
const ID_PREFIX = 'in-text-';

/** What a table of contents is called. */
export const CONTENTS = 'Contents';

/** The only classes there are, where a class is allowed. */
const CLASSES: Readonly<Record<string, readonly string[]>> = {
  code: ['language-*', 'hljs'],
  span: ['hljs-*'],
  figure: ['figure', 'figure-left', 'figure-center', 'figure-right'],
  nav: ['table-of-contents'],
};

/** The only values that some attributes may have: those that filters give them. */
const VALUES: Readonly<Record<string, string>> = { target: '_blank', 'aria-label': CONTENTS };

/** What the sanitiser itself puts into tags, where those are allowed. */
const OWN: AllowedTags = { a: ['rel'], img: ['alt', 'loading'] };

/** Makes the function that leaves only `tags`. Whatever it is fed, what comes out is safe. */
export function createSanitiser(tags: AllowedTags): (html: string) => string {
  const own = Object.entries(OWN).filter(([tag]) => Object.hasOwn(tags, tag));
  const allowed = together([tags, Object.fromEntries(own)]);
  const options: sanitizeHtml.IOptions = {
    allowedTags: Object.keys(allowed),
    allowedAttributes: Object.fromEntries(
      Object.entries(allowed).map(([tag, names]) => [
        tag,
        names
          .filter((name) => name !== 'class')
          .map((name) => {
            const only = VALUES[name];
            return only === undefined ? name : { name, multiple: false, values: [only] };
          }),
      ]),
    ),
    allowedSchemes: SCHEMES,
    allowedSchemesByTag: { img: ['http', 'https'] },
    allowedSchemesAppliedToAttributes: ['href', 'src', 'cite', 'poster'],
    allowProtocolRelative: false,
    allowedClasses: Object.fromEntries(
      Object.entries(CLASSES)
        .filter(([tag]) => allowed[tag]?.includes('class'))
        .map(([tag, names]) => [tag, [...names]]),
    ),
    // Deeper than people write and shallow enough for every parser.
    nestingLimit: 50,
    transformTags: {
      // The one for all tags is asked after the one for a tag.
      '*': (tagName, attribs) => ({ tagName, attribs: withOwnIds(attribs) }),
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
  };
  return (html) => asBrowsersRead(sanitizeHtml(html, options));
}

function withOwnIds(attribs: sanitizeHtml.Attributes): sanitizeHtml.Attributes {
  const { id, headers, href } = attribs;
  return {
    ...attribs,
    ...(id === undefined ? {} : { id: ownId(id) }),
    ...(headers === undefined ? {} : { headers: headers.split(/\s+/).map(ownId).join(' ') }),
    ...(href?.startsWith('#') && href !== '#' ? { href: `#${ownId(href.slice(1))}` } : {}),
  };
}

function ownId(name: string): string {
  return name.startsWith(ID_PREFIX) ? name : ID_PREFIX + name;
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
