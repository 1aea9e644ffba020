import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { findBarriers } from '../support/barriers.ts';
import { buildShippedPlugin } from '../support/shipped-plugin.ts';
import { launchChromium } from '../support/chromium.ts';
import { openTestKernel } from '../support/kernel.ts';

const PICTURES = join(import.meta.dirname, '../output/look');

let browser: Browser;
before(async () => {
  mkdirSync(PICTURES, { recursive: true });
  await buildShippedPlugin('blog');
  browser = await launchChromium();
});
after(() => browser.close());

test('on a phone somebody enables the blog, writes a post, and finds it in the list', async () => {
  await using site = await openTestKernel({ settings: { baseUrl: undefined } });
  const url = await site.app.listen({ port: 0, host: '127.0.0.1' });
  const { cookies } = await site.signIn({ name: 'Ada', isAdmin: true });
  const session = cookies.get('trovato_session') ?? '';
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 390, height: 844 },
    reducedMotion: 'reduce',
  });
  await context.addCookies([{ name: 'trovato_session', value: session, url }]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (said) => {
    if (said.type() === 'error') complaints.push(said.text());
  });

  await page.goto('/admin/plugins');
  await page.getByRole('link', { name: 'Enable Blog' }).click();
  await page.getByText('Read content that the person asking may see').waitFor();
  await page
    .getByRole('button', { name: /^Enable/ })
    .last()
    .click();
  await page.getByText('“Blog” is enabled.').waitFor();

  await page.goto('/blog');
  await page.getByRole('link', { name: 'Write the first post' }).click();
  await page.getByLabel('Title').fill('A harbour in January');
  await page.getByLabel('Summary').fill('What one hears when nobody else is up.');
  await page.locator('.ProseMirror').fill('Ropes.');
  await page.getByRole('button', { name: 'Save' }).first().click();
  await page.getByRole('link', { name: 'All posts' }).click();
  await page.getByRole('link', { name: 'A harbour in January' }).waitFor();
  await page.getByText('What one hears when nobody else is up.').waitFor();

  for (const [name, width, colorScheme] of [
    ['phone', 390, 'light'],
    ['desktop', 1280, 'light'],
    ['dark', 1280, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await page.goto('/blog');
    await page.screenshot({ path: join(PICTURES, `blog-${name}.png`), fullPage: true });
    assert.deepEqual(await findBarriers(page), []);
    const beside = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    assert.ok(Number(beside) <= 0, `${name} stands ${String(beside)} pixels out`);
  }
  await context.close();
  assert.deepEqual(complaints, []);
});
