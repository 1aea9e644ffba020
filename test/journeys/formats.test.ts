import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { openTestKernel } from '../support/kernel.ts';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

/** A site that listens, and its administrator on the screen of a format. */
async function openFormat(name: string, javaScriptEnabled = true) {
  const site = await openTestKernel({ settings: { baseUrl: undefined } });
  const url = await site.app.listen({ port: 0, host: '127.0.0.1' });
  const { cookies } = await site.signIn({ name: 'Ada', isAdmin: true });
  const context = await browser.newContext({
    baseURL: url,
    reducedMotion: 'reduce',
    javaScriptEnabled,
  });
  const session = cookies.get('trovato_session') ?? '';
  await context.addCookies([{ name: 'trovato_session', value: session, url }]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`/admin/formats/${name}/edit`);
  return {
    site,
    page,
    filters: () => site.formats.all().find((one) => one.name === name)?.filters ?? [],
    async [Symbol.asyncDispose]() {
      await context.close();
      await site[Symbol.asyncDispose]();
      assert.deepEqual(complaints, []);
    },
  };
}

const preview = (page: Page) => page.locator('#format-preview');
const filter = (page: Page, name: string) => page.getByRole('switch', { name });

test('the preview follows what one changes, and nothing is saved before it is', async () => {
  await using opened = await openFormat('filtered_html');
  const { page, filters } = opened;
  const before = filters();
  await page.getByLabel('A text to try').fill('one <em>two</em> https://example.org/a/long/path');
  await preview(page).getByRole('link').waitFor();

  const shorten = page.getByLabel('Shorten addresses to');
  await shorten.fill('12');
  await preview(page).getByText('https://exa…').waitFor();
  await filter(page, 'Links from addresses').uncheck();
  assert.equal(await shorten.isVisible(), false);
  await preview(page).getByText('https://example.org/a/long/path').waitFor();
  await page.getByLabel('Allowed tags').fill('<p> <script>');
  await preview(page).getByText('<script> can never be allowed').waitFor();
  assert.equal(filters(), before);

  await page.getByRole('button', { name: 'Save', exact: true }).last().click();
  await page.getByText('<script> can never be allowed').last().waitFor();
  await page.getByLabel('Allowed tags').fill('<p> <em> <code class>');
  await page.getByRole('button', { name: 'Save', exact: true }).last().click();
  await page.getByText('“Filtered HTML” was saved.').waitFor();
  assert.deepEqual(
    filters().map(({ name }) => name),
    ['line_breaks', 'code_highlight', 'limit_tags'],
  );
});

test('filters are put in order with the keyboard alone', async () => {
  await using opened = await openFormat('full_html');
  const { page, filters } = opened;
  await page.getByRole('button', { name: 'Move “Colours in code”', exact: true }).focus();
  for (const key of ['Space', 'ArrowUp', 'Space']) await page.keyboard.press(key);
  await page.getByLabel('Name').first().focus();
  await page.keyboard.press('Enter');
  await page.getByText('“Full HTML” was saved.').waitFor();
  assert.deepEqual(
    filters().map(({ name }) => name),
    ['code_highlight', 'image_captions'],
  );
});

test('all of it works without JavaScript', async () => {
  await using opened = await openFormat('full_html', false);
  const { page, filters } = opened;
  await page.getByLabel('A text to try').fill('one\n\ntwo');
  await filter(page, 'Paragraphs and line breaks').check();
  await page.getByRole('button', { name: 'Preview' }).click();
  assert.equal(await preview(page).locator('p').count(), 2);
  await page
    .getByRole('button', { name: 'Move “Paragraphs and line breaks from lines” up' })
    .click();
  assert.ok(await filter(page, 'Paragraphs and line breaks').isChecked());
  await page.getByRole('button', { name: 'Save', exact: true }).last().click();
  await page.getByText('“Full HTML” was saved.').waitFor();
  assert.deepEqual(
    filters().map(({ name }) => name),
    ['image_captions', 'code_highlight', 'line_breaks'],
  );
});
