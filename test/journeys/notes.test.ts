import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { buildShippedPlugin } from '../support/shipped-plugin.ts';
import { launchChromium } from '../support/chromium.ts';
import { openTestKernel } from '../support/kernel.ts';

const WRITES = ['access content', 'write notes'];

let browser: Browser;
before(async () => {
  await buildShippedPlugin('notes');
  browser = await launchChromium();
});
after(() => browser.close());

/** A site with the plugin “notes”, on which people sign in. */
async function openSite() {
  const site = await openTestKernel({ settings: { baseUrl: undefined } });
  await site.plugins.enable(site.system, 'notes', []);
  const url = await site.app.listen({ port: 0, host: '127.0.0.1' });
  const complaints: string[] = [];
  return {
    site,
    async enter(name: string, permissions: readonly string[], javaScriptEnabled = true) {
      const { cookies } = await site.signIn({ name, permissions });
      const context = await browser.newContext({
        baseURL: url,
        javaScriptEnabled,
        viewport: { width: 390, height: 844 },
      });
      const session = cookies.get('trovato_session') ?? '';
      await context.addCookies([{ name: 'trovato_session', value: session, url }]);
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto('/notes');
      return page;
    },
    async [Symbol.asyncDispose]() {
      await site[Symbol.asyncDispose]();
      assert.deepEqual(complaints, []);
    },
  };
}

async function add(page: Page, title: string, text: string): Promise<void> {
  await page.goto('/notes/add');
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Text').fill(text);
  await page.getByRole('button', { name: 'Add the note' }).last().click();
  await page.getByText(`“${title}” was added.`).waitFor();
}

for (const scripts of [true, false]) {
  test(`on a phone ${scripts ? 'with' : 'without'} scripts a note is written, mended, changed and deleted`, async () => {
    await using opened = await openSite();
    const page = await opened.enter('Ada', WRITES, scripts);
    await page.getByText('No notes yet').waitFor();
    await page.getByRole('link', { name: 'Write the first note' }).click();
    await page.getByLabel('Title').fill('Boat');
    await page.getByLabel('Text').fill('Paint the <b>hull</b>\nbefore May.');
    await page.getByLabel('Keep until').fill('2020-01-01');
    await page.getByRole('button', { name: 'Add the note' }).last().click();
    await page.getByText('That day is over.').first().waitFor();
    assert.equal(await page.getByLabel('Title').inputValue(), 'Boat');
    await page.getByLabel('Keep until').fill('2999-12-31');
    await page.getByRole('button', { name: 'Add the note' }).last().click();
    await page.getByText('“Boat” was added.').waitFor();
    await page.getByText(/Kept until .*2999/).waitFor();
    await page.getByText('Paint the <b>hull</b>').waitFor();

    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByLabel('Title').fill('The boat');
    await page.getByRole('button', { name: 'Save' }).last().click();
    await page.getByText('“The boat” was saved.').waitFor();
    await page.goto('/notes');
    await page.getByRole('link', { name: 'The boat' }).click();
    await page.getByRole('link', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Keep it' }).last().click();
    await page.getByRole('heading', { name: 'The boat' }).waitFor();
    await page.getByRole('link', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete the note' }).last().click();
    await page.getByText('“The boat” was deleted.').waitFor();
    await page.getByText('No notes yet').waitFor();
  });
}

test('notes are for who wrote them, and for who administers notes', async () => {
  await using opened = await openSite();
  const ada = await opened.enter('Ada', WRITES);
  await add(ada, 'Secret', 'The key lies under the mat.');
  const { pathname } = new URL(ada.url());
  const ben = await opened.enter('Ben', WRITES);
  await ben.getByText('No notes yet').waitFor();
  for (const path of [pathname, `${pathname}/edit`, `${pathname}/delete`, '/notes/0', '/notes/x']) {
    assert.equal((await ben.goto(path))?.status(), 404, path);
  }
  const eve = await opened.enter('Eve', [...WRITES, 'administer notes']);
  await eve.getByText('No notes yet').waitFor();
  await eve.getByRole('link', { name: 'Everybody’s' }).click();
  await eve.getByText('Ada,').waitFor();
  await eve.getByRole('link', { name: 'Secret' }).click();
  await eve.getByText('under the mat').waitFor();
  const nobody = opened.site.browse();
  assert.match((await nobody.get('/notes')).text, /Sign in/);
});

test('what another window saved meanwhile is not overwritten', async () => {
  await using opened = await openSite();
  const page = await opened.enter('Ada', WRITES);
  await add(page, 'List', 'Bread');
  const { pathname } = new URL(page.url());
  const other = await page.context().newPage();
  await page.goto(`${pathname}/edit`);
  await other.goto(`${pathname}/edit`);
  await other.getByLabel('Text').fill('Bread, tea');
  await other.getByRole('button', { name: 'Save' }).last().click();
  await other.getByText('“List” was saved.').waitFor();
  await page.getByLabel('Text').fill('Milk');
  await page.getByRole('button', { name: 'Save' }).last().click();
  await page.getByText('The note was changed meanwhile').first().waitFor();
  assert.equal(await page.getByLabel('Text').inputValue(), 'Milk');
  await other.reload();
  await other.getByText('Bread, tea').waitFor();
});
