import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { childrenOf, readXml, textIn } from '../../../test/support/read-xml.ts';
import type { Feed, FeedEntry } from './feed.ts';
import { writeAtom } from './write-atom.ts';
import { writeJsonFeed } from './write-json-feed.ts';
import { writeRss } from './write-rss.ts';

const HOSTILE = `]]></title><script>alert("1")</script>&amp; 'quotes' <!-- \u0000\u0008\ufffe\ud800é😀`;
/** What is left of it where XML cannot have all. */
const READ = `]]></title><script>alert("1")</script>&amp; 'quotes' <!-- \ufffdé😀`;

function feedOf(entry: Partial<FeedEntry> = {}, feed: Partial<Feed> = {}): Feed {
  return {
    title: 'Talks',
    description: '',
    page: 'https://site.test/talks',
    self: 'https://site.test/talks.xml?topic=sea&city=Oslo',
    language: 'en',
    updated: new Date('2026-05-12T10:00:00Z'),
    entries: [
      {
        id: 'urn:uuid:0198c7a2-5b1e-7c44-9a53-2f6f0c1d7e90',
        url: 'https://site.test/item/1?a=1&b="2"',
        title: 'The quiet hour',
        summary: 'By the sea\nand back',
        author: 'Ada',
        published: new Date('2026-05-11T08:30:00Z'),
        updated: new Date('2026-05-12T10:00:00Z'),
        ...entry,
      },
    ],
    ...feed,
  };
}

test('RSS says of each entry what it is, where it is, who wrote it and when', () => {
  const rss = readXml(writeRss(feedOf({}, { next: 'https://site.test/talks.xml?after=x&y=1' })));
  assert.deepEqual([rss.name, rss.attributes['version']], ['rss', '2.0']);
  const [channel] = rss.children;
  assert.ok(channel);
  assert.equal(textIn(channel, 'title'), 'Talks');
  assert.equal(textIn(channel, 'lastBuildDate'), 'Tue, 12 May 2026 10:00:00 GMT');
  assert.deepEqual(
    childrenOf(channel, 'atom:link').map(({ attributes }) => [
      attributes['rel'],
      attributes['href'],
    ]),
    [
      ['self', 'https://site.test/talks.xml?topic=sea&city=Oslo'],
      ['next', 'https://site.test/talks.xml?after=x&y=1'],
    ],
  );
  const [item] = childrenOf(channel, 'item');
  assert.ok(item);
  assert.equal(textIn(item, 'link'), 'https://site.test/item/1?a=1&b="2"');
  assert.equal(textIn(item, 'dc:creator'), 'Ada');
  assert.equal(textIn(item, 'pubDate'), 'Mon, 11 May 2026 08:30:00 GMT');
  assert.equal(childrenOf(item, 'guid')[0]?.attributes['isPermaLink'], 'false');
});

test('Atom has all that its standard asks for', () => {
  const atom = readXml(writeAtom(feedOf({}, { description: 'All of them' })));
  assert.equal(atom.attributes['xmlns'], 'http://www.w3.org/2005/Atom');
  for (const name of ['id', 'title', 'updated', 'author', 'subtitle']) {
    assert.equal(childrenOf(atom, name).length, 1, name);
  }
  const [entry] = childrenOf(atom, 'entry');
  assert.ok(entry);
  assert.equal(textIn(entry, 'id'), 'urn:uuid:0198c7a2-5b1e-7c44-9a53-2f6f0c1d7e90');
  assert.equal(textIn(entry, 'updated'), '2026-05-12T10:00:00.000Z');
  assert.equal(textIn(entry, 'summary'), 'By the sea\nand back');
});

test('an entry without a page of its own still says something', () => {
  const { url: _url, ...bare } = feedOf({ summary: '' }).entries[0] ?? assert.fail();
  const feed = feedOf({}, { entries: [bare] });
  const [entry] = childrenOf(readXml(writeAtom(feed)), 'entry');
  assert.equal(entry && childrenOf(entry, 'summary').length, 1);
  assert.equal(JSON.parse(writeJsonFeed(feed)).items[0].content_text, '');
});

test('JSON Feed has its version, and texts as they are', () => {
  const feed = JSON.parse(
    writeJsonFeed(feedOf({ title: HOSTILE }, { next: 'https://site.test/n' })),
  );
  assert.equal(feed.version, 'https://jsonfeed.org/version/1.1');
  assert.equal(feed.next_url, 'https://site.test/n');
  assert.equal(feed.items[0].title, HOSTILE);
  assert.deepEqual(feed.items[0].authors, [{ name: 'Ada' }]);
  assert.equal(feed.items[0].date_published, '2026-05-11T08:30:00.000Z');
});

test('hostile titles are text, in a feed as everywhere', () => {
  const feed = feedOf({ title: HOSTILE, summary: HOSTILE, author: HOSTILE }, { title: HOSTILE });
  const [entry] = childrenOf(readXml(writeAtom(feed)), 'entry');
  assert.equal(entry && textIn(entry, 'title'), READ);
  const [channel] = readXml(writeRss(feed)).children;
  const [item] = channel ? childrenOf(channel, 'item') : [];
  assert.equal(item && textIn(item, 'title'), READ);
  // Readers of RSS take a description for HTML: there it is text once more.
  assert.match(item ? (textIn(item, 'description') ?? '') : '', /&lt;script&gt;alert/);
});

test('any text at all makes a document that can be read', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (units) => {
      const text = String.fromCharCode(...units);
      const feed = feedOf({ title: text, summary: text, author: text, url: `https://a/${text}` });
      readXml(writeRss(feed));
      readXml(writeAtom(feed));
    }),
  );
});
