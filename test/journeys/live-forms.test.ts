import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { LIVE } from '#base';
import type { Browser, Page } from 'playwright-core';
import { findBarriers } from '../support/barriers.ts';
import { launchChromium } from '../support/chromium.ts';
import { openTestKernel } from '../support/kernel.ts';
import { openTripSite } from './trip-site.ts';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

/** A page of a fresh site; whatever the browser complains of fails the test. */
async function openPage(url: string, token: string, javaScriptEnabled = true) {
  const context = await browser.newContext({
    viewport: { width: 1000, height: 1400 },
    javaScriptEnabled,
    reducedMotion: 'reduce',
  });
  await context.addCookies([{ name: 'trovato_session', value: token, url }]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return {
    page,
    async [Symbol.asyncDispose]() {
      await context.close();
      assert.deepEqual(complaints, []);
    },
  };
}

/** The answers to what `about` asks for come late. */
const delay = (page: Page, about: string, milliseconds: number) =>
  page.route('**/trip', async (route) => {
    const isAbout = route.request().postData()?.includes(about) === true;
    if (isAbout) await new Promise((done) => setTimeout(done, milliseconds));
    await route.continue().catch(() => undefined);
  });

const focused = (page: Page) => page.locator(':focus').getAttribute('id');

describe('what depends on a choice', () => {
  test('comes in place, with the focus, the files and the passwords where they were', async () => {
    await using site = await openTripSite();
    await using shown = await openPage(site.url, site.session());
    const { page } = shown;
    await page.goto(`${site.url}/trip`);
    assert.equal(await page.getByRole('button', { name: /^Update/ }).count(), 0);
    await page.getByLabel('Title').fill('Spring');
    await page.getByLabel('Code').fill('open sesame');
    const map = { name: 'map.png', mimeType: 'image/png', buffer: Buffer.alloc(900, 7) };
    await page.getByLabel('Map').setInputFiles(map);
    const country = page.getByLabel('Country', { exact: true });
    await country.focus();
    await country.selectOption('japan');
    await page.getByLabel('Osaka').waitFor();
    assert.equal(await focused(page), 'trip-country');
    assert.equal(await page.getByLabel('Title').inputValue(), 'Spring');
    assert.equal(await page.getByLabel('Code').inputValue(), 'open sesame');
    // The file was not sent, and its drop still works.
    await page.locator('[data-chosen]').getByText('map.png').waitFor();
    await page.getByLabel('Osaka').check();
    await country.selectOption('italy');
    await page.getByLabel('Rome').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved "Spring".').waitFor();
    const [values] = site.submitted;
    assert.deepEqual(
      [values?.['country'], values?.['city'], values?.['map'], values?.['code']],
      ['italy', '', 'id of map.png', 'open sesame'],
    );
  });

  test('takes nothing back that is typed or chosen meanwhile', async () => {
    await using site = await openTripSite();
    await using shown = await openPage(site.url, site.session());
    const { page } = shown;
    await page.goto(`${site.url}/trip`);
    await delay(page, 'rebuild', 400);
    const country = page.getByLabel('Country', { exact: true });
    await country.selectOption('japan');
    await page.getByLabel('Title').pressSequentially('Typed', { delay: 30 });
    await country.selectOption('italy');
    await page.getByLabel('Title').pressSequentially(' twice', { delay: 80 });
    await page.getByLabel('Rome').waitFor();
    await page.waitForTimeout(600);
    assert.equal(await page.getByLabel('Title').inputValue(), 'Typed twice');
    assert.equal(await country.inputValue(), 'italy');
    assert.equal(await page.getByLabel('Rome').count(), 1);
    assert.equal(await focused(page), 'trip-title');
  });

  for (const scripts of [true, false]) {
    test(`shows the settings of a new part of a group ${scripts ? 'at once' : 'by a page'}`, async () => {
      await using site = await openTestKernel({ settings: { baseUrl: undefined } });
      const url = await site.app.listen({ port: 0, host: '127.0.0.1' });
      await site.items.createType(site.system, 'talk', { name: 'Talk' });
      const { cookies } = await site.signIn({ isAdmin: true });
      await using shown = await openPage(url, cookies.get('trovato_session') ?? '', scripts);
      const { page } = shown;
      await page.goto(`${url}/admin/structure/types/talk/fields/add/compound`);
      await page
        .getByLabel(/^Label/)
        .first()
        .fill('Speaker');
      await page.getByLabel('Machine name').first().fill('speaker');
      await page.getByRole('button', { name: 'Add a field' }).click();
      const row = page.locator('[data-row]').nth(1);
      await row.getByLabel(/^Label/).fill('Born');
      await row.getByLabel(/^Type/).selectOption({ label: 'Whole number' });
      if (!scripts) await row.getByRole('button', { name: /^Update/ }).click();
      await row.getByLabel('Before the number').fill('anno');
      assert.equal(await row.getByLabel(/^Label/).inputValue(), 'Born');
      await page.getByRole('button', { name: 'Add field', exact: true }).first().click();
      await page.getByText('“Speaker” was added to Talk.').waitFor();
      const [field] = site.items.getType({ stage: LIVE }, 'talk').fields;
      const parts = JSON.stringify(field?.settings['fields']);
      assert.match(parts, /"name":"born".*"prefix":"anno"/);
    });
  }
});

describe('what is wrong with an element', () => {
  test('is said when it is left, and taken back when it is right, while the focus goes on', async () => {
    await using site = await openTripSite();
    await using shown = await openPage(site.url, site.session());
    const { page } = shown;
    await page.goto(`${site.url}/trip`);
    const mail = page.getByLabel('Mail');
    await mail.fill('ada');
    await page.keyboard.press('Tab');
    await page.getByText('Write a mail address like name@example.org.', { exact: true }).waitFor();
    assert.equal(await focused(page), 'trip-code');
    assert.equal(await mail.getAttribute('aria-invalid'), 'true');
    assert.equal(await mail.getAttribute('aria-describedby'), 'trip-mail-problem');
    const said = page.getByRole('status').filter({ hasText: 'Mail: Write a mail address' });
    await said.waitFor({ state: 'attached' });
    assert.deepEqual(await findBarriers(page, { include: 'form' }), []);
    await mail.fill('ada@example.org');
    await page.getByLabel('Title').focus();
    await page.locator('#trip-mail-problem').waitFor({ state: 'detached' });
    assert.equal(await mail.getAttribute('aria-invalid'), null);
    assert.equal(await mail.getAttribute('aria-describedby'), null);
    assert.deepEqual(site.submitted, []);
  });

  test('is not that it is empty, as long as the form was not sent', async () => {
    await using site = await openTripSite();
    await using shown = await openPage(site.url, site.session());
    const { page } = shown;
    await page.goto(`${site.url}/trip`);
    let asked = 0;
    page.on('request', (request) => (asked += request.method() === 'POST' ? 1 : 0));
    await page.getByLabel('Title').fill('x');
    await page.getByLabel('Title').fill('');
    await page.getByLabel('Mail').focus();
    await page.waitForTimeout(600);
    assert.equal(asked, 0);
    assert.equal(await page.locator('.form-problem').count(), 0);
  });

  test('is said of a name that nobody has', async () => {
    await using site = await openTripSite();
    await using shown = await openPage(site.url, site.session());
    const { page } = shown;
    await page.goto(`${site.url}/trip`);
    await page.getByLabel('Guide').fill('Nobody');
    await page.keyboard.press('Tab');
    await page.locator('#trip-guide-problem').getByText('“Nobody” was found').waitFor();
    assert.equal(await page.getByLabel('Guide').inputValue(), 'Nobody');
  });

  test('takes nothing back that is typed while it is asked for', async () => {
    await using site = await openTripSite();
    await using shown = await openPage(site.url, site.session());
    const { page } = shown;
    await page.goto(`${site.url}/trip`);
    await delay(page, 'check', 500);
    await page.getByLabel('Mail').fill('ada');
    await page.getByLabel('Code').focus();
    await page.waitForTimeout(350);
    await page.getByLabel('Mail').fill('ada@example.org');
    await page.waitForTimeout(1_500);
    assert.equal(await page.getByLabel('Mail').inputValue(), 'ada@example.org');
    assert.equal(await page.locator('.form-problem').count(), 0);
  });
});
