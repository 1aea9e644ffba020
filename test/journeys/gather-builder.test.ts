import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { findBarriers } from '../support/barriers.ts';
import { launchChromium } from '../support/chromium.ts';
import { makeConferences } from '../support/conferences.ts';
import { openTestKernel, type TestKernel } from '../support/kernel.ts';
import { openBuilder } from '../support/gather-builder.ts';

const PICTURES = join(import.meta.dirname, '../output/gather-builder');

let browser: Browser;
let site: TestKernel;
let url: string;
let page: Page;
const complaints: string[] = [];

before(async () => {
  mkdirSync(PICTURES, { recursive: true });
  browser = await launchChromium();
  site = await openTestKernel({ settings: { baseUrl: undefined } });
  await makeConferences(site);
  url = await site.app.listen({ port: 0, host: '127.0.0.1' });
  const { cookies } = await site.signIn({ name: 'Ada', isAdmin: true });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    baseURL: url,
  });
  const session = cookies.get('trovato_session') ?? '';
  await context.addCookies([{ name: 'trovato_session', value: session, url }]);
  page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
});
after(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

const picture = (name: string) =>
  page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });

/** What a reader finds at an address. */
async function read(path: string) {
  const answer = await fetch(`${url}${path}`);
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    text: await answer.text(),
  };
}

/** Gives a gather every way to be reached, and looks at what readers find there. */
async function reachEveryWay(
  name: string,
  path: string,
  expected: string,
  sample = '',
): Promise<void> {
  const builder = openBuilder(page);
  for (const kind of ['Feed', 'Calendar', 'JSON', 'CSV', 'Tile']) {
    await builder.addDisplay(name, kind);
  }
  await builder.placeOnFront();
  await builder.save();
  const at = path.replace(/\{[a-z]+\}/, sample);
  const shown = await read(at);
  assert.equal(shown.status, 200, at);
  assert.ok(shown.text.includes(expected), `${at} shows ${expected}`);
  for (const [ending, type] of [
    ['/feed', /rss|xml/],
    ['/calendar.ics', /calendar/],
    ['/data.json', /json/],
    ['/table.csv', /csv/],
  ] as const) {
    const other = await read(`${at}${ending}`);
    assert.equal(other.status, 200, `${at}${ending}`);
    assert.match(other.type, type);
    assert.ok(other.text.includes(expected), `${at}${ending} has ${expected}`);
  }
  const api = await read(
    `/api/v1/gathers/${name}${sample === '' ? '' : `?argument[topic]=${sample}`}`,
  );
  assert.equal(api.status, 200, api.text);
  assert.ok(api.text.includes(expected), api.text);
}

test('upcoming conferences, the next ones first', async () => {
  const builder = openBuilder(page);
  await builder.add('Upcoming', {
    type: 'Conference',
    look: 'Table',
    path: '/upcoming',
    menu: true,
  });
  await builder.filter('Dates', 'is on or after', 'Today');
  await builder.withoutOrder();
  await builder.order('Dates', 'Upwards');
  await builder.field('Dates');
  await builder.field('City');
  await page.getByText('The SQL').click();
  await picture('upcoming');
  assert.deepEqual(await findBarriers(page), []);
  await reachEveryWay('upcoming', '/upcoming', 'Next Conf');
  const { text } = await read('/upcoming');
  assert.ok(!text.includes('Past Conf'));
  assert.ok(text.indexOf('Next Conf') < text.indexOf('Later Conf'));
  assert.ok((await read('/')).text.includes('href="/upcoming"'), 'stands in the main navigation');
});

test('open calls for papers, narrowed down by readers', async () => {
  const builder = openBuilder(page);
  await builder.add('Open calls', { type: 'Conference', look: 'Titles', path: '/calls' });
  await builder.filter('Papers are taken until', 'is on or after', 'Today');
  await builder.filter('Topics', 'is the term or one below it');
  await builder.expose('Topics');
  await reachEveryWay('open_calls', '/calls', 'Later Conf');
  const narrowed = await read(`/calls?topics=${await termId('Science')}`);
  assert.ok(narrowed.text.includes('Later Conf'));
  assert.ok(!(await read(`/calls?topics=${await termId('Cooking')}`)).text.includes('Later Conf'));
  assert.ok(!narrowed.text.includes('Past Conf'));
});

test('conferences about a topic and all below it', async () => {
  const builder = openBuilder(page);
  await builder.add('By topic', { type: 'Conference', look: 'Teasers', path: '/about' });
  await builder.argument('topic', 'Topics', 'is the term or one below it');
  await builder.address('by_topic', '/about/{topic}');
  await reachEveryWay('by_topic', '/about/{topic}', 'Past Conf', await termId('Science'));
  assert.ok(!(await read(`/about/${await termId('Cooking')}`)).text.includes('Past Conf'));
  assert.equal((await read('/about/nothing')).status, 404);
});

test('conferences by country and city', async () => {
  const builder = openBuilder(page);
  await builder.add('By place', { type: 'Conference', look: 'Titles', path: '/places' });
  await builder.withoutOrder();
  await builder.order('Country', 'Upwards');
  await builder.order('City', 'Upwards');
  await builder.field('City');
  await builder.field('Country');
  await builder.style('List under headings', 'Country');
  await builder.filter('Country', 'is');
  await builder.expose('Country');
  await reachEveryWay('by_place', '/places', 'Next Conf');
  const { text } = await read('/places');
  assert.ok(text.indexOf('Ireland') < text.indexOf('Norway'));
  assert.ok(!(await read('/places?country=Norway')).text.includes('Next Conf'));
});

test('speakers, with the conferences that they speak at', async () => {
  const builder = openBuilder(page);
  await builder.add('Speakers', { type: 'Speaker', look: 'Table', path: '/speakers' });
  await builder.connection('Speaks at');
  await builder.field('Speaks at: Title');
  await builder.field('Speaks at: Dates');
  await picture('speakers');
  await reachEveryWay('speakers', '/speakers', 'Grace');
  assert.match((await read('/speakers')).text, /Grace[\s\S]*Next Conf/);
});

test('a change is undone with the keyboard, on a phone and in the dark', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/admin/gathers/upcoming/edit');
  await page.getByLabel('At most on a page').fill('1');
  await page.getByRole('status').filter({ hasText: 'One row' }).waitFor();
  await picture('phone-dark');
  await page.getByRole('button', { name: 'Undo', exact: true }).last().focus();
  await page.keyboard.press('Enter');
  const undone = page.locator('input[name=size][value="10"]');
  await undone.waitFor();

  // What was typed a moment before is no change that comes after.
  await page.getByLabel('At most on a page').fill('1');
  await page.getByRole('status').filter({ hasText: 'One row' }).waitFor();
  await page.getByLabel('At most on a page').fill('2');
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await undone.waitFor();
  await page.waitForTimeout(600);
  await page.reload();
  await undone.waitFor();
  assert.deepEqual(complaints, []);
});

async function termId(name: string): Promise<string> {
  const { terms } = await site.categories.listTerms(site.system, 'topic', { limit: 50 });
  const found = terms.find((term) => term.name === name);
  assert.ok(found);
  return found.id;
}
