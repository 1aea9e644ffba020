import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { applyRecipeFolder } from '#install';
import type { Page } from 'playwright-core';
import { findBarriers } from '../support/barriers.ts';
import { launchChromium } from '../support/chromium.ts';
import { openTestKernel } from '../support/kernel.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DATA = fileURLToPath(new URL('../../../shared/data/conferences', import.meta.url));
const SIZES = [
  { width: 360, height: 740 },
  { width: 1280, height: 900 },
];

test(
  'a reader finds a conference among thousands, on a phone and at a desk',
  { skip: !existsSync(DATA) && 'the conferences are not here' },
  async () => {
    await using site = await openTestKernel({ settings: { baseUrl: undefined } });
    const ctx = site.system;
    await applyRecipeFolder(site, ctx, 'examples/conferences', ROOT);
    const summary = await site.transfer.importItems(ctx, {
      files: [DATA],
      folder: ROOT,
      mapping: await readFile(`${ROOT}examples/conferences/map.yml`, 'utf8'),
      type: 'conference',
    });
    assert.equal(summary.refused, 0);
    const url = await site.app.listen({ port: 0, host: '127.0.0.1' });

    const browser = await launchChromium();
    try {
      for (const viewport of SIZES) {
        const context = await browser.newContext({
          viewport,
          baseURL: url,
          reducedMotion: 'reduce',
        });
        const page = await context.newPage();
        const complaints: string[] = [];
        page.on('pageerror', (error) => complaints.push(error.message));
        await look(page);
        assert.deepEqual(complaints, []);
        await context.close();
      }
    } finally {
      await browser.close();
    }
  },
);

/** From the front page to a conference, and by its topic to others. */
async function look(page: Page): Promise<void> {
  await page.goto('/');
  assert.equal(await page.locator('article').count(), 10);
  await checkPage(page);

  const first = page.locator('article h2 a').first();
  const title = await first.innerText();
  await first.click();
  await page.waitForURL('**/item/*');
  assert.equal(await page.locator('h1').innerText(), title);
  const website = page.locator('[data-name="website"] a');
  assert.match((await website.getAttribute('href')) ?? '', /^https?:\/\//);
  assert.match(await page.locator('[data-name="dates"]').innerText(), /\b20\d\d\b/);
  await checkPage(page);

  const topic = page.locator('[data-name="topics"] a').first();
  const name = await topic.innerText();
  await topic.click();
  await page.waitForURL('**/term/*');
  assert.equal(await page.locator('h1').innerText(), name);
  assert.equal(await page.locator('article').count(), 10);
  await checkPage(page);
}

/** Nothing on the page keeps anybody out, and nothing stands out of it sideways. */
async function checkPage(page: Page): Promise<void> {
  assert.deepEqual(await findBarriers(page), [], page.url());
  const wide = await page.evaluate<boolean>(
    'document.documentElement.scrollWidth > document.documentElement.clientWidth',
  );
  assert.equal(wide, false, `${page.url()} is wider than the window.`);
}
