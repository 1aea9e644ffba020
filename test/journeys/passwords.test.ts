import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBarriers } from '../support/barriers.ts';
import { launchChromium } from '../support/chromium.ts';
import { openTestKernel } from '../support/kernel.ts';

test('a password that is typed can be looked at, by mouse and keyboard; without scripts it is just typed', async () => {
  await using site = await openTestKernel({ settings: { baseUrl: undefined } });
  const url = await site.app.listen({ port: 0, host: '127.0.0.1' });
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({ baseURL: url, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await site.signIn({ name: 'Ada', isAdmin: true });
    await page.goto('/user/login');
    const box = page.locator('input[name=password]');
    const toggle = page.getByRole('button', { name: 'Show password', exact: true });
    await box.fill('correct horse');
    assert.equal(await box.getAttribute('type'), 'password');
    await toggle.click();
    assert.equal(await box.getAttribute('type'), 'text');
    assert.equal(await toggle.getAttribute('aria-pressed'), 'true');
    assert.deepEqual(await findBarriers(page), []);
    await toggle.press('Space');
    assert.equal(await box.getAttribute('type'), 'password');
    assert.equal(await box.inputValue(), 'correct horse');

    const plain = await browser.newPage({ baseURL: url, javaScriptEnabled: false });
    await plain.goto('/user/login');
    assert.equal(await plain.getByText('Show password').count(), 0);
    assert.equal(await plain.locator('input[type=password]').count(), 1);
  } finally {
    await browser.close();
  }
});
