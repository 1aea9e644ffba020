import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { openTestKernel } from '../support/kernel.ts';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

test('a preview beside the settings of a theme follows what is entered, and warns', async () => {
  await using site = await openTestKernel({ settings: { baseUrl: undefined } });
  const url = await site.app.listen({ port: 0, host: '127.0.0.1' });
  const { cookies } = await site.signIn({ isAdmin: true });
  const context = await browser.newContext({ baseURL: url, reducedMotion: 'reduce' });
  const session = cookies.get('trovato_session') ?? '';
  await context.addCookies([{ name: 'trovato_session', value: session, url }]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));

  await page.goto('/admin/appearance/settings/base');
  const link = page.frameLocator('.theme-frame').getByRole('link', { name: 'the kettle' });
  await link.waitFor();
  const linkIs = async (colour: string): Promise<void> => {
    const style =
      "document.querySelector('.theme-frame').contentDocument.querySelector('main p a')";
    let now: unknown;
    for (let tries = 0; tries < 40 && now !== colour; tries += 1) {
      now = await page.evaluate(`getComputedStyle(${style}).color`);
      if (now !== colour) await setTimeout(50);
    }
    assert.equal(now, colour);
  };
  const warning = page.getByText('The accent is hard to read in the light look');
  assert.equal(await warning.isVisible(), false);

  await page.getByLabel('Light', { exact: true }).first().fill('#ffcc00');
  await warning.waitFor();
  await linkIs('rgb(255, 204, 0)');
  // What is tried on for the dark is shown in the dark.
  await page.getByLabel('Dark', { exact: true }).first().fill('#00ff88');
  const dark = page.getByRole('region', { name: 'Preview' }).getByRole('button', { name: 'Dark' });
  assert.equal(await dark.getAttribute('aria-pressed'), 'true');
  await linkIs('rgb(0, 255, 136)');
  // It is there to be looked at: its links lead nowhere.
  await link.click();
  assert.equal(
    await page.frameLocator('.theme-frame').locator('h1').innerText(),
    'An early hour at the harbour',
  );

  await page.getByLabel('Light', { exact: true }).first().fill('#005a9c');
  await warning.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Save', exact: true }).last().click();
  await page.getByText('The settings of Base were saved.').waitFor();
  await page.goto('/user/login');
  assert.match(
    String(
      await page.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--accent')",
      ),
    ),
    /#005a9c/,
  );
  assert.deepEqual(complaints, []);
  await context.close();
});
