import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { findBarriers } from '../support/barriers.ts';
import { launchChromium } from '../support/chromium.ts';
import { openTestKernel, type TestKernel } from '../support/kernel.ts';

const COMPONENTS = '/admin/appearance/components';

let browser: Browser;
let site: TestKernel;
let origin: string;
let cookies: { name: string; value: string; url: string }[];

before(async () => {
  browser = await launchChromium();
  site = await openTestKernel({ settings: { baseUrl: undefined } });
  await site.app.listen({ port: 0, host: '127.0.0.1' });
  // A server that listens on a port has an address with one.
  const { port } = site.app.server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  const ada = await site.signIn({ isAdmin: true });
  cookies = [...ada.cookies].map(([name, value]) => ({ name, value, url: origin }));
});
after(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

/** The page of components; whatever the browser complains of is collected. */
async function open(options: BrowserContextOptions) {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  await context.addCookies(cookies);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  const answer = await page.goto(origin + COMPONENTS);
  assert.equal(answer?.status(), 200);
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 390]) {
    test(`axe finds nothing on the components, ${colorScheme}, ${width} px wide`, async () => {
      await using shown = await open({ colorScheme, viewport: { width, height: 800 } });
      assert.deepEqual(await findBarriers(shown.page), []);
      // Nothing is refused by the content security policy, and no asset is missing.
      assert.deepEqual(shown.complaints, []);
    });
  }
}

test('the layout holds from 320 to 2560 pixels', async () => {
  await using shown = await open({ viewport: { width: 320, height: 700 } });
  for (const width of [320, 480, 720, 1024, 1440, 2560]) {
    await shown.page.setViewportSize({ width, height: 700 });
    const over = await shown.page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    assert.ok(Number(over) <= 0, `${width} px: ${Number(over)} too wide`);
  }
});

test('on a phone the navigation opens behind its button, without scripts', async () => {
  await using shown = await open({
    viewport: { width: 390, height: 800 },
    javaScriptEnabled: false,
  });
  const navigation = shown.page.getByRole('navigation', { name: 'Administration' });
  assert.equal(await navigation.isVisible(), false);
  await shown.page.getByRole('button', { name: 'Menu' }).click();
  assert.equal(await navigation.isVisible(), true);
});

test('fonts arrive without moving the text', async () => {
  await using shown = await open({ viewport: { width: 1280, height: 800 } });
  const shift = await shown.page.evaluate(`new Promise((answer) => {
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) sum += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    document.fonts.ready.then(() => setTimeout(() => answer(sum), 100));
  })`);
  assert.ok(Number(shift) < 0.02, `shifted by ${Number(shift)}`);
});
