import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { findBarriers } from '../support/barriers.ts';
import { launchChromium } from '../support/chromium.ts';
import { openTestKernel, type TestKernel } from '../support/kernel.ts';
import { makeTalks, TALKS } from '../support/talks.ts';

const PICTURES = join(import.meta.dirname, '../output/listings');
const PHONE = { width: 390, height: 844 };

let browser: Browser;
let site: TestKernel;
let url: string;

before(async () => {
  mkdirSync(PICTURES, { recursive: true });
  browser = await launchChromium();
  site = await openTestKernel({ settings: { baseUrl: undefined } });
  await makeTalks(site);
  await site.gathers.create(site.system, TALKS);
  url = await site.app.listen({ port: 0, host: '127.0.0.1' });
});
after(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

async function open(address: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    baseURL: url,
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(address);
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
}

test('a reader narrows a table down, sorts it, and comes back to the same address', async () => {
  await using shown = await open('/talks');
  const { page } = shown;
  await picture(page, 'table');
  await page.getByLabel('City', { exact: true }).fill('Oslo');
  await page.getByLabel('Workshop', { exact: true }).check();
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('status').getByText('2 results').waitFor();
  await picture(page, 'table-filtered');
  await page.getByRole('columnheader', { name: 'Seats' }).getByRole('link').focus();
  await page.keyboard.press('Enter');
  await page.locator('th[aria-sort="ascending"]').waitFor();
  const address = page.url();
  assert.match(address, /city=Oslo.*sort=seats/);
  assert.deepEqual(await page.locator('td[data-label="Seats"]').allTextContents(), ['50', '110']);
  await page.getByRole('link', { name: 'Reset' }).click();
  await page.getByRole('status').getByText('12 results').waitFor();
  await page.goto(address);
  await page.getByRole('status').getByText('2 results').waitFor();
  assert.deepEqual(shown.complaints, []);
});

test('on a phone the filters are folded and the rows are cards', async () => {
  await using shown = await open('/talks', { viewport: PHONE });
  const { page } = shown;
  await picture(page, 'table-phone');
  const city = page.getByLabel('City', { exact: true });
  assert.equal(await city.isVisible(), false);
  await page.getByText('Filter', { exact: true }).click();
  await city.fill('Oslo');
  await picture(page, 'table-phone-filters');
  await city.press('Enter');
  await page.getByText('Filter (1)').waitFor();
  assert.equal(await page.getByLabel('City', { exact: true }).isVisible(), false);
  await using wide = await open('/talks');
  assert.ok(await wide.page.getByLabel('City', { exact: true }).isVisible());
});

test('more cards come below those that are there, and the keyboard goes on with them', async () => {
  await using shown = await open('/cards', { viewport: PHONE });
  const { page } = shown;
  await picture(page, 'cards-phone');
  const cards = page.locator('.gather-cards > .card');
  assert.equal(await cards.count(), 4);
  const more = page.getByRole('link', { name: 'Show more' });
  await more.press('Enter');
  await cards.nth(7).waitFor();
  assert.equal(await cards.count(), 8);
  assert.ok(page.url().endsWith('/cards'));
  assert.equal(
    await page.evaluate('document.activeElement.textContent'),
    await cards.nth(4).locator('a').first().textContent(),
  );
  await more.click();
  await cards.nth(11).waitFor();
  assert.equal(await more.count(), 0);
  assert.deepEqual(shown.complaints, []);
});

test('without scripts the same link opens the page that has the next', async () => {
  await using shown = await open('/cards', { javaScriptEnabled: false });
  await shown.page.getByRole('link', { name: 'Show more' }).click();
  await shown.page.waitForURL('**/cards?page=1');
  assert.equal(await shown.page.locator('.gather-cards > .card').count(), 4);
});

test('listings are for everybody, in light and dark, from 320 pixels on', async () => {
  const found: string[] = [];
  for (const address of [
    '/talks?seats=many&seats=',
    '/cards',
    '/teasers',
    '/by-city',
    '/plain',
    '/talks?city=zzz',
    '/',
  ]) {
    await using shown = await open(address);
    const { page } = shown;
    found.push(...(await findBarriers(page)).map((one) => `${address}: ${one}`));
    await page.emulateMedia({ colorScheme: 'dark' });
    found.push(...(await findBarriers(page)).map((one) => `${address}, dark: ${one}`));
    await picture(page, `dark${address.replaceAll(/\W+/g, '-')}`);
    for (const width of [320, 640]) {
      await page.setViewportSize({ width, height: 700 });
      const over = Number(
        await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        ),
      );
      if (over > 0) found.push(`${address}: ${over} px too wide at ${width} px`);
    }
    found.push(...shown.complaints);
  }
  assert.deepEqual(found, []);
});

/** Feeds as the reader of another program takes them: strictly. */
test('a browser reads the feeds as well-formed XML', async () => {
  await using shown = await open('/talks');
  for (const feed of ['/talks.xml']) {
    const answer = await shown.page.evaluate(`fetch('${feed}').then((answer) => answer.text())
      .then((text) => new DOMParser().parseFromString(text, 'application/xml'))
      .then((read) => [read.querySelectorAll('parsererror').length, read.querySelectorAll('item').length])`);
    assert.deepEqual(answer, [0, 5], feed);
  }
});
