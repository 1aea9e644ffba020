import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import ICAL from 'ical.js';
import { openTestKernel, type TestKernel } from '../../../../test/support/kernel.ts';
import { childrenOf, readXml, textIn } from '../../../../test/support/read-xml.ts';
import { HOSTILE, type MadeTalks, makeTalks, TALKS } from '../../../../test/support/talks.ts';

let site: TestKernel;
let made: MadeTalks;

before(async () => {
  site = await openTestKernel();
  made = await makeTalks(site);
  await site.gathers.create(site.system, TALKS);
});
after(() => site[Symbol.asyncDispose]());

const get = (url: string, headers: Record<string, string> = {}) =>
  site.app.inject({ url, headers: { host: 'site.test', ...headers } });

/** All entries of a feed, page by page. */
async function follow<Entry>(
  url: string,
  read: (body: string) => { readonly entries: readonly Entry[]; readonly next: string | undefined },
): Promise<readonly Entry[]> {
  const all: Entry[] = [];
  for (let next: string | undefined = url; next !== undefined;) {
    const page = read((await get(next.replace('http://site.test', ''))).body);
    all.push(...page.entries);
    next = page.next;
  }
  return all;
}

const nextOf = (links: ReturnType<typeof childrenOf>) =>
  links.find(({ attributes }) => attributes['rel'] === 'next')?.attributes['href'];

it('RSS has every talk once, the newest first, and none of it is markup', async () => {
  const answer = await get('/talks.xml');
  assert.equal(answer.headers['content-type'], 'application/rss+xml; charset=utf-8');
  const items = await follow('/talks.xml', (body) => {
    const [channel] = readXml(body).children;
    assert.ok(channel);
    assert.equal(textIn(channel, 'title'), 'New talks · Trovato');
    assert.equal(textIn(channel, 'link'), 'http://site.test/talks');
    return { entries: childrenOf(channel, 'item'), next: nextOf(childrenOf(channel, 'atom:link')) };
  });
  assert.equal(items.length, 12);
  assert.deepEqual(
    items.map((item) => textIn(item, 'title')),
    made.talks.map(({ title }) => title).toReversed(),
  );
  assert.ok(items.some((item) => textIn(item, 'title') === HOSTILE));
  const [first] = items;
  assert.ok(first);
  assert.match(textIn(first, 'link') ?? '', /^http:\/\/site\.test\/item\//);
  assert.match(textIn(first, 'description') ?? '', /City: Tromsø/);
  assert.equal(textIn(first, 'pubDate'), 'Wed, 01 Apr 2026 10:11:00 GMT');
});

it('Atom of a topic has what stands under it, and a JSON feed everything', async () => {
  const entries = await follow(`/talks/${made.topics.Sea}/feed`, (body) => {
    const feed = readXml(body);
    assert.equal(
      childrenOf(feed, 'link')[0]?.attributes['href'],
      `http://site.test/talks/${made.topics.Sea}`,
    );
    return { entries: childrenOf(feed, 'entry'), next: nextOf(childrenOf(feed, 'link')) };
  });
  assert.equal(entries.length, 8);
  assert.match(entries[0] ? (textIn(entries[0], 'id') ?? '') : '', /^urn:uuid:/);
  const items = await follow('/talks.feed.json', (body) => {
    const { items: entriesOf, next_url: next } = JSON.parse(body);
    return { entries: entriesOf, next };
  });
  assert.equal(items.length, 12);
});

it('a calendar has all talks with their days and places', async () => {
  const answer = await get('/talks.ics');
  assert.equal(answer.headers['content-type'], 'text/calendar; charset=utf-8');
  const events = new ICAL.Component(ICAL.parse(answer.body))
    .getAllSubcomponents('vevent')
    .map((one) => new ICAL.Event(one));
  assert.equal(events.length, 12);
  const hostile = events.find(({ summary }) => summary === HOSTILE);
  assert.ok(hostile);
  assert.equal(hostile.startDate.toString(), '2026-05-10');
  assert.equal(hostile.endDate.toString(), '2026-05-12');
  assert.equal(hostile.location, 'Bergen');
  assert.equal(new Set(events.map(({ uid }) => uid)).size, 12);
});

it('CSV has all talks, what is a formula elsewhere as text', async () => {
  const answer = await get('/talks.csv');
  assert.match(String(answer.headers['content-disposition']), /^attachment; filename="talks\.csv"/);
  const lines: Record<string, string>[] = parse(answer.body, { columns: true });
  assert.equal(lines.length, 12);
  assert.equal(lines.at(-1)?.['title'], `'${HOSTILE}`);
  assert.deepEqual(
    { ...lines[0], title: undefined },
    {
      title: undefined,
      city: 'Tromsø',
      day: '2026-05-21 to 2026-05-22',
      kind: 'Workshop',
      topic: 'Land',
      seats: '150',
    },
  );
});

it('JSON has values as they are stored, and the address of the next page', async () => {
  const answer = await get('/talks.json?city=Oslo');
  const page = answer.json();
  assert.deepEqual(page.rows[0].values.city, { value: 'Oslo' });
  assert.equal(page.rows.length, 4);
  assert.equal(page.next, undefined);
  const all = (await get('/talks.json')).json();
  assert.match(all.next, /^http:\/\/site\.test\/talks\.json\?after=/);
});

it('who has it already is told so, until something changes', async () => {
  for (const url of ['/talks.xml', '/talks.feed.json', '/talks.ics', '/talks.csv', '/talks.json']) {
    const { headers } = await get(url);
    const again = await get(url, { 'if-none-match': `"x", W/${String(headers.etag)}` });
    assert.equal(again.statusCode, 304, url);
    assert.equal(again.body, '', url);
    assert.equal((await get(url, { 'if-none-match': '"other"' })).statusCode, 200, url);
  }
  const { headers } = await get('/talks.csv');
  const [talk] = made.talks;
  assert.ok(talk);
  await site.items.updateItem(site.system, talk.id, 'current', {
    fields: { city: { value: 'Bodø' } },
  });
  assert.equal(
    (await get('/talks.csv', { 'if-none-match': String(headers.etag) })).statusCode,
    200,
  );
});

it('an argument that names nothing, and a page that does not follow, are answered clearly', async () => {
  assert.equal((await get('/talks/nothing/feed')).statusCode, 404);
  assert.equal((await get('/talks.xml?after=nonsense')).statusCode, 400);
  assert.equal((await get('/talks.xml', { method: 'POST' })).statusCode, 200);
  const { statusCode, headers } = await site.app.inject({ method: 'POST', url: '/talks.xml' });
  assert.deepEqual([statusCode, headers.allow], [405, 'GET, HEAD']);
});
