import { escapeHtml } from '#grammar/render';
import type { Feed, FeedEntry } from './feed.ts';
import { tag, type XmlElement, xmlDocument } from './xml.ts';

/** The type of such feeds. */
export const RSS = 'application/rss+xml';

/** RSS 2.0, with where the feed is and who wrote, as most readers of feeds understand it. */
export function writeRss(feed: Feed): string {
  return xmlDocument(
    tag(
      'rss',
      {
        version: '2.0',
        'xmlns:atom': 'http://www.w3.org/2005/Atom',
        'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
      },
      tag(
        'channel',
        tag('title', feed.title),
        tag('link', feed.page),
        tag('description', feed.description),
        tag('language', feed.language),
        tag('lastBuildDate', feed.updated.toUTCString()),
        tag('atom:link', { href: feed.self, rel: 'self', type: RSS }),
        feed.next !== undefined && tag('atom:link', { href: feed.next, rel: 'next', type: RSS }),
        ...feed.entries.map(item),
      ),
    ),
  );
}

function item({ id, url, title, summary, author, published, updated }: FeedEntry): XmlElement {
  return tag(
    'item',
    tag('title', title),
    url !== undefined && tag('link', url),
    // HTML is what stands in a description: text is escaped twice.
    summary !== '' && tag('description', escapeHtml(summary)),
    author !== undefined && tag('dc:creator', author),
    tag('guid', { isPermaLink: 'false' }, id),
    tag('pubDate', (published ?? updated).toUTCString()),
  );
}
