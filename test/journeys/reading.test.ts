import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { openSampleSite } from '../support/sample-site.ts';

let browser: Browser;
let site: Awaited<ReturnType<typeof openSampleSite>>;
let url: string;

before(async () => {
  browser = await launchChromium();
  site = await openSampleSite();
  url = await site.app.listen({ port: 0, host: '127.0.0.1' });
});
after(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

async function openPage(address: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${url}${address}`);
  return page;
}

async function box(page: Page, selector: string) {
  const found = await page.locator(selector).last().boundingBox();
  assert.ok(found, `nothing is drawn at ${selector}`);
  return found;
}

test('what follows a picture at the side stands beside it, not under it', async () => {
  const picture = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"/>')}`;
  for (const side of ['left', 'right']) {
    for (const [name, after] of [
      ['pre', '<pre>One line of code\nand another</pre>'],
      ['blockquote', '<blockquote><p>What somebody said once.</p></blockquote>'],
      ['hr', '<hr>'],
    ] as const) {
      const item = await site.items.createItem(site.ctx, 'story', {
        title: 'A picture at the side',
        fields: {
          text: {
            format: 'full_html',
            value: `<p><img src="${picture}" alt="" width="400" height="400" data-align="${side}"></p>${after}`,
          },
        },
      });
      const page = await openPage(`/item/${item.id}`);
      const figure = await box(page, `.figure-${side}`);
      const next = await box(page, `.prose > ${name}`);
      const apart = next.x >= figure.x + figure.width || next.x + next.width <= figure.x;
      const below = next.y >= figure.y + figure.height;
      assert.ok(apart || below, `${name} lies under a picture at the ${side}`);
      await page.close();
    }
  }
});

test('the pager keeps its distance from the last entry of the front page', async () => {
  for (let count = 0; count < 12; count += 1) {
    await site.items.createItem(site.ctx, 'story', { title: `Entry ${count}`, promote: true });
  }
  const page = await openPage('/');
  const last = await box(page, '.teasers > .item');
  const pager = await box(page, '.pager');
  assert.ok(pager.y - (last.y + last.height) >= 32, 'the pager is too near');
});
