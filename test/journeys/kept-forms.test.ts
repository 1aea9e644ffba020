import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { openTripSite } from './trip-site.ts';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

/** Somebody who is signed in, on a page of a fresh site. */
async function open(javaScriptEnabled: boolean, path: string) {
  const site = await openTripSite();
  const context = await browser.newContext({
    viewport: { width: 1000, height: 1400 },
    javaScriptEnabled,
    reducedMotion: 'reduce',
  });
  const signIn = async (token: string) => {
    await context.addCookies([{ name: 'trovato_session', value: token, url: site.url }]);
  };
  await signIn(site.session());
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(site.url + path);
  return {
    ...site,
    page,
    signIn,
    async [Symbol.asyncDispose]() {
      await context.close();
      await site[Symbol.asyncDispose]();
      assert.deepEqual(complaints, []);
    },
  };
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const MAP = { name: 'map.png', mimeType: 'image/png', buffer: Buffer.alloc(900, 7) };
const ENTERED = {
  title: 'Spring',
  guide: 'id-0',
  country: 'italy',
  city: 'turin',
  stops: ['Milan', 'Asti'],
  map: 'id of map.png',
  mail: 'ada@example.org',
  code: 'open sesame',
};

async function enterWho(page: Page, scripts: boolean) {
  await page.getByLabel('Title').fill('Spring');
  await page.getByLabel('Guide').fill('Ada Lovelace');
  if (scripts) await page.getByRole('option', { name: 'Ada Lovelace' }).click();
}

async function enterWhere(page: Page, scripts: boolean) {
  await page.getByLabel('Country', { exact: true }).selectOption('italy');
  if (!scripts) await press(page, 'Update what depends on “Country”');
  await page.getByLabel('Turin').check();
  await page.getByLabel('Name of the stop').fill('Milan');
  await press(page, 'Add a stop');
  await page.getByLabel('Name of the stop').nth(1).fill('Asti');
}

async function enterMore(page: Page) {
  await page.getByLabel('Map').setInputFiles(MAP);
  await page.getByLabel('Mail').fill('ada@example.org');
  await page.getByLabel('Code').fill('open sesame');
}

async function enterAll(page: Page, scripts: boolean) {
  await enterWho(page, scripts);
  await enterWhere(page, scripts);
  await enterMore(page);
}

/** What the page holds now, without what no page gives back. */
async function held(page: Page) {
  const stops = await page.getByLabel('Name of the stop').all();
  return {
    title: await page.getByLabel('Title').inputValue(),
    guide: await page.getByLabel('Guide').inputValue(),
    country: await page.getByLabel('Country', { exact: true }).inputValue(),
    city: await page.getByLabel('Turin').isChecked(),
    stops: await Promise.all(stops.map((one) => one.inputValue())),
    mail: await page.getByLabel('Mail').inputValue(),
  };
}

const HELD = {
  title: 'Spring',
  guide: 'Ada Lovelace',
  country: 'italy',
  city: true,
  stops: ['Milan', 'Asti'],
  mail: 'ada@example.org',
};

for (const scripts of [true, false]) {
  describe(`a form ${scripts ? 'with' : 'without'} scripts loses nothing`, () => {
    test('that was open for too long', async () => {
      await using trip = await open(scripts, '/trip');
      const { page, later, submitted } = trip;
      await enterAll(page, scripts);
      later(25);
      await press(page, 'Save');
      await page.getByText('This form was open for too long').first().waitFor();
      assert.deepEqual(await held(page), HELD);
      await page.getByText('map.png').waitFor();
      await page.getByLabel('Code').fill('open sesame');
      await press(page, 'Save');
      await page.getByText('Saved "Spring".').waitFor();
      assert.deepEqual(submitted, [ENTERED]);
    });

    test('when the session ended meanwhile', async () => {
      await using trip = await open(scripts, '/trip');
      const { page, newSession, signIn, submitted } = trip;
      await enterAll(page, scripts);
      const token = newSession();
      await press(page, 'Save');
      await page.getByText('You were signed out while you wrote').waitFor();
      await signIn(token);
      await press(page, 'Send it again');
      await page.getByText('Nothing is saved yet').first().waitFor();
      assert.deepEqual(await held(page), HELD);
      await enterMore(page);
      await press(page, 'Save');
      await page.getByText('Saved "Spring".').waitFor();
      assert.deepEqual(submitted, [ENTERED]);
    });

    test('when the session ended before a row was added, and says which files to choose again', async () => {
      await using trip = await open(scripts, '/trip');
      const { page, newSession, signIn } = trip;
      await enterWho(page, scripts);
      const add = () => press(page, 'Add a stop');
      const token = newSession();
      await add();
      await page.getByText('nothing is lost').waitFor();
      assert.equal(await page.getByText('choose them again').count(), 0, 'none was chosen');

      await signIn(token);
      await press(page, 'Send it again');
      await page.getByLabel('Map').setInputFiles(MAP);
      newSession();
      await add();
      await page.getByText('The files that you chose cannot be kept here').waitFor();
      await page.getByText('your text is kept').waitFor();
      assert.equal(await page.getByText('nothing is lost').count(), 0);
      assert.equal(await page.locator('main input[name^=map]:not([name$="[id]"])').count(), 0);
    });

    test('and does it once when its button is pressed twice', async () => {
      await using trip = await open(scripts, '/trip');
      const { page, slowBy, submitted } = trip;
      await enterAll(page, scripts);
      slowBy(400);
      await page.getByRole('button', { name: 'Save', exact: true }).dblclick();
      await page.getByText('Saved "Spring".').waitFor();
      assert.deepEqual(submitted, [ENTERED]);
    });

    test('when somebody goes back to it, and takes what is changed then as new', async () => {
      await using trip = await open(scripts, '/trip');
      const { page, submitted } = trip;
      await enterWho(page, scripts);
      await press(page, 'Save');
      await page.getByText('Saved "Spring".').waitFor();
      await page.goBack();
      assert.equal(await page.getByLabel('Title').inputValue(), 'Spring');
      assert.equal(await page.getByLabel('Guide').inputValue(), 'Ada Lovelace');
      await page.getByLabel('Title').fill('Summer');
      await press(page, 'Save');
      await page.getByText('Saved "Summer".').waitFor();
      assert.deepEqual(
        submitted.map(({ title, guide }) => [title, guide]),
        [
          ['Spring', 'id-0'],
          ['Summer', 'id-0'],
        ],
      );
    });
  });

  describe(`a form in steps ${scripts ? 'with' : 'without'} scripts`, () => {
    const toLast = async (page: Page) => {
      await enterWho(page, scripts);
      await press(page, 'Next');
      await page.getByText('Step 2 of 3').waitFor();
      await enterWhere(page, scripts);
      await press(page, 'Next');
      await page.getByText('Step 3 of 3').waitFor();
    };

    test('is gone through forwards, backwards and by the buttons of the browser', async () => {
      await using trip = await open(scripts, '/steps');
      const { page, submitted } = trip;
      await press(page, 'Next');
      await page.getByText('Title is required.').first().waitFor();
      await toLast(page);
      const now = page.locator('[aria-current=step]');
      assert.equal(await now.textContent(), 'More');
      await page.getByLabel('Mail').fill('not yet a mail');
      await press(page, 'Back');
      await page.getByText('Step 2 of 3').waitFor();
      assert.equal(await page.getByLabel('Turin').isChecked(), true);
      await page.reload();
      assert.equal(await page.getByLabel('Name of the stop').nth(1).inputValue(), 'Asti');
      await press(page, 'Next');
      assert.equal(await page.getByLabel('Mail').inputValue(), 'not yet a mail');
      await page.goBack();
      await page.getByText('Step 2 of 3').waitFor();
      await page.goForward();
      await page.getByText('Step 3 of 3').waitFor();
      await enterMore(page);
      await page.getByRole('button', { name: 'Save', exact: true }).dblclick();
      await page.getByText('Saved "Spring".').waitFor();
      assert.deepEqual(submitted, [ENTERED]);
    });

    test('goes on after the session ended', async () => {
      await using trip = await open(scripts, '/steps');
      const { page, newSession, signIn, submitted } = trip;
      await toLast(page);
      await enterMore(page);
      const token = newSession();
      await press(page, 'Save');
      await page.getByText('You were signed out while you wrote').waitFor();
      await signIn(token);
      await press(page, 'Send it again');
      await page.getByText('Nothing is saved yet').first().waitFor();
      assert.equal(await page.getByLabel('Mail').inputValue(), 'ada@example.org');
      await enterMore(page);
      await press(page, 'Save');
      await page.getByText('Saved "Spring".').waitFor();
      assert.deepEqual(submitted, [ENTERED]);
    });

    test('says when its other steps are too old, and keeps the one at hand', async () => {
      await using trip = await open(scripts, '/steps');
      const { page, later, submitted } = trip;
      await toLast(page);
      await enterMore(page);
      later(7);
      await press(page, 'Save');
      await page.getByText('The other steps are kept for six hours').waitFor();
      await toLast(page);
      assert.equal(await page.getByLabel('Mail').inputValue(), 'ada@example.org');
      await page.getByText('map.png').waitFor();
      await page.getByLabel('Code').fill('open sesame');
      await press(page, 'Save');
      await page.getByText('Saved "Spring".').waitFor();
      assert.deepEqual(submitted, [ENTERED]);
    });
  });
}
