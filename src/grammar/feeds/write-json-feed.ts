import type { Feed, FeedEntry } from './feed.ts';

/** JSON Feed 1.1. */
export function writeJsonFeed(feed: Feed): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    description: feed.description || undefined,
    home_page_url: feed.page,
    feed_url: feed.self,
    next_url: feed.next,
    language: feed.language,
    items: feed.entries.map(item),
  });
}

function item({ id, url, title, summary, author, published, updated }: FeedEntry) {
  return {
    id,
    url,
    title,
    content_text: summary,
    authors: author === undefined ? undefined : [{ name: author }],
    date_published: published?.toISOString(),
    date_modified: updated.toISOString(),
  };
}
