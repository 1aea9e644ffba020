import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { openTestKernel } from '../support/kernel.ts';
import { putPlugin } from '../support/plugin-folders.ts';
import { readGuest } from '../support/plugins.ts';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

/** A site with two plugins in its folder, and its administrator on the screen about plugins. */
async function openPlugins(javaScriptEnabled: boolean) {
  const site = await openTestKernel({ settings: { baseUrl: undefined } });
  const folder = join(site.settings.data, 'plugins');
  const taps = ['item_view'];
  const capabilities = ['variables', 'read_content'];
  await putPlugin(folder, 'places', readGuest('plain'), { taps, capabilities });
  await putPlugin(folder, 'maps', readGuest('plain'), { taps, dependencies: ['places'] });
  const url = await site.app.listen({ port: 0, host: '127.0.0.1' });
  const { cookies } = await site.signIn({ name: 'Ada', isAdmin: true });
  const context = await browser.newContext({
    baseURL: url,
    javaScriptEnabled,
    viewport: { width: 390, height: 844 },
  });
  const session = cookies.get('trovato_session') ?? '';
  await context.addCookies([{ name: 'trovato_session', value: session, url }]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto('/admin/plugins');
  return {
    page,
    site,
    state: async (name: string) => (await site.plugins.get(site.system, name)).state,
    async [Symbol.asyncDispose]() {
      await context.close();
      await site[Symbol.asyncDispose]();
      assert.deepEqual(complaints, []);
    },
  };
}

for (const scripts of [true, false]) {
  test(`on a phone ${scripts ? 'with' : 'without'} scripts, a plugin is enabled with what it needs, and goes again`, async () => {
    await using opened = await openPlugins(scripts);
    const { page, state } = opened;
    await page.getByRole('link', { name: 'Enable Maps' }).click();
    await page.getByText('Keep settings and counters of its own').waitFor();
    await page.getByRole('button', { name: 'Enable all' }).last().click();
    await page.getByText('“Maps” is enabled, and so is the plugin that it needs.').waitFor();
    assert.deepEqual([await state('maps'), await state('places')], ['enabled', 'enabled']);

    await page.goto('/admin/plugins');
    await page.getByRole('link', { name: 'Disable Places' }).click();
    await page.getByText('“Maps” needs “Places”. Disable it first.').waitFor();
    await page.goto('/admin/plugins');
    await page.getByRole('link', { name: 'Disable Maps' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Disable' }).last().press('Enter');
    await page.getByText('“Maps” is disabled.').waitFor();
    await page.getByRole('link', { name: 'Uninstall Maps' }).click();
    await page.getByRole('button', { name: 'Uninstall “Maps”' }).last().click();
    await page.getByText('“Maps” is uninstalled.').waitFor();
    assert.deepEqual([await state('maps'), await state('places')], ['found', 'enabled']);
  });
}

test('on a phone what can be done with a plugin stands beside its name, however long', async () => {
  await using opened = await openPlugins(true);
  const { page, site } = opened;
  const name = 'opening-hours-of-all-harbours';
  const folder = join(site.settings.data, 'plugins');
  await putPlugin(folder, name, readGuest('plain'), { taps: ['item_view'] });
  await site.plugins.enable(site.system, name, []);
  await site.plugins.stop(name, 'Low water.');
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto('/admin/plugins');
    const row = page.getByRole('row').filter({ hasText: 'Stopped' });
    const buttons = row.getByRole('link', { name: /^(Enable|Disable|Uninstall) / });
    assert.equal(await buttons.count(), 3);
    const box = await row.locator('.cell-title').boundingBox();
    for (const button of await buttons.all()) {
      const at = await button.boundingBox();
      assert.ok(box && at, 'both are drawn');
      const apart = at.y >= box.y + box.height || at.x >= box.x + box.width;
      assert.ok(apart, `${width}: ${await button.textContent()} lies over the name`);
      assert.ok(at.x >= 0 && at.x + at.width <= width, `${width}: ${await button.textContent()}`);
    }
  }
});
