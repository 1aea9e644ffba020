import type { Feed, FeedEntry } from './feed.ts';
import { tag, type XmlElement, xmlDocument } from './xml.ts';

/** Atom, RFC 4287; `next` as in RFC 5005. */
export function writeAtom(feed: Feed): string {
  return xmlDocument(
    tag(
      'feed',
      { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': feed.language },
      tag('id', feed.self),
      tag('title', feed.title),
      feed.description !== '' && tag('subtitle', feed.description),
      tag('updated', feed.updated.toISOString()),
      // Entries whose author is not said have that of the feed.
      tag('author', tag('name', feed.title)),
      tag('link', { href: feed.page, rel: 'alternate', type: 'text/html' }),
      tag('link', { href: feed.self, rel: 'self', type: 'application/atom+xml' }),
      feed.next !== undefined &&
        tag('link', { href: feed.next, rel: 'next', type: 'application/atom+xml' }),
      ...feed.entries.map(entry),
    ),
  );
}

function entry({ id, url, title, summary, author, published, updated }: FeedEntry): XmlElement {
  return tag(
    'entry',
    tag('id', id),
    tag('title', title),
    tag('updated', updated.toISOString()),
    published !== undefined && tag('published', published.toISOString()),
    author !== undefined && tag('author', tag('name', author)),
    url !== undefined && tag('link', { href: url, rel: 'alternate', type: 'text/html' }),
    // An entry without a link has to say something.
    (summary !== '' || url === undefined) && tag('summary', { type: 'text' }, summary),
  );
}
