import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { openTripSite } from './trip-site.ts';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

const MB = 1024 * 1024;
const MAP = { name: 'map.png', mimeType: 'image/png', buffer: Buffer.alloc(20 * MB, 7) };

/** A form with everything entered and a file of 20 MB chosen, on a line of so many bytes a second. */
async function open(bytesPerSecond: number) {
  const site = await openTripSite();
  const context = await browser.newContext({
    viewport: { width: 1000, height: 1400 },
    reducedMotion: 'reduce',
  });
  const signIn = (token: string) =>
    context.addCookies([{ name: 'trovato_session', value: token, url: site.url }]);
  await signIn(site.session());
  const page = await context.newPage();
  await page.goto(`${site.url}/trip`);
  await page.getByLabel('Title').fill('Spring');
  await page.getByLabel('Code').fill('open sesame');
  await page.getByLabel('Map').setInputFiles(MAP);
  await page.getByText('20.0 MB', { exact: true }).waitFor();
  const devtools = await context.newCDPSession(page);
  const setLine = (speed: number) =>
    devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 20,
      downloadThroughput: 10 * MB,
      uploadThroughput: speed,
    });
  await setLine(bytesPerSecond);
  return {
    ...site,
    page,
    signIn,
    setLine,
    save: () => page.getByRole('button', { name: 'Save', exact: true }).click(),
    async [Symbol.asyncDispose]() {
      await context.close();
      await site[Symbol.asyncDispose]();
    },
  };
}

describe('a big file on a slow line', () => {
  test('shows how far it is, and the form is not sent a second time meanwhile', async () => {
    await using trip = await open(1.6 * MB);
    const { page, submitted } = trip;
    let posts = 0;
    page.on('request', (request) => (posts += request.method() === 'POST' ? 1 : 0));
    await trip.save();
    await page.getByRole('progressbar', { name: 'Uploading' }).waitFor();
    const seen: number[] = [];
    for (let looks = 0; looks < 11; looks += 1) {
      await page.waitForTimeout(1_000);
      const now = await page.evaluate('document.querySelector("progress")?.value');
      if (typeof now === 'number') seen.push(now);
      // Enter in a text box would send it too.
      if (looks < 9) await page.getByLabel('Title').press('Enter');
    }
    await page.getByText('Saved "Spring".').waitFor();
    assert.ok(seen.length >= 8, `${seen.length} looks`);
    assert.deepEqual(
      seen,
      seen.toSorted((a, b) => a - b),
    );
    assert.ok(
      seen.some((share) => share > 10 && share < 60),
      String(seen),
    );
    assert.equal(posts, 1);
    assert.equal(submitted[0]?.['map'], 'id of map.png');
  });

  test('can be stopped, and sent after all', async () => {
    await using trip = await open(MB);
    const { page, submitted, setLine } = trip;
    await trip.save();
    await page.waitForTimeout(800);
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByRole('progressbar').waitFor({ state: 'detached' });
    assert.equal(await page.locator(':focus').textContent(), 'Save');
    assert.deepEqual(submitted, []);
    assert.equal(await page.getByLabel('Title').inputValue(), 'Spring');
    await setLine(100 * MB);
    await trip.save();
    await page.getByText('Saved "Spring".').waitFor();
    assert.equal(submitted[0]?.['map'], 'id of map.png');
  });

  test('says so when the line breaks, and is sent again with everything', async () => {
    await using trip = await open(MB);
    const { page, submitted, setLine, cut } = trip;
    await trip.save();
    // A browser tries once more by itself, on a fresh line.
    for (let cuts = 0; cuts < 2; cuts += 1) {
      await page.waitForTimeout(800);
      cut();
    }
    await page.getByText('The connection broke off. Everything is still here.').waitFor();
    await setLine(100 * MB);
    await trip.save();
    await page.getByText('Saved "Spring".').waitFor();
    assert.deepEqual(
      [submitted[0]?.['map'], submitted[0]?.['code']],
      ['id of map.png', 'open sesame'],
    );
  });

  test('stays chosen when the session ended and when something else is wrong', async () => {
    await using trip = await open(100 * MB);
    const { page, submitted, newSession, signIn } = trip;
    const token = newSession();
    await trip.save();
    await page.getByText('You were signed out.').waitFor();
    await page.getByRole('link', { name: 'Sign in in a new tab' }).waitFor();
    await signIn(token);
    await trip.save();
    await page.getByText('This form was open for too long').first().waitFor();
    await page.getByLabel('Title').fill('');
    await trip.save();
    await page.getByText('Title is required.').first().waitFor();
    await page.locator('.file').getByText('map.png').waitFor();
    assert.equal(await page.getByLabel('Code').inputValue(), 'open sesame');
    await page.getByLabel('Title').fill('Spring');
    await trip.save();
    await page.getByText('Saved "Spring".').waitFor();
    assert.equal(submitted[0]?.['map'], 'id of map.png');
  });
});
