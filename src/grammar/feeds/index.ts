export type { Feed, FeedEntry } from './feed.ts';
export { writeAtom } from './write-atom.ts';
export { writeJsonFeed } from './write-json-feed.ts';
export { RSS, writeRss } from './write-rss.ts';
