import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { findBarriers } from '../support/barriers.ts';
import { launchChromium } from '../support/chromium.ts';
import { openFormsSite } from './forms-site.ts';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

/** A fresh site and a fresh page on its form; anything the browser complains of fails the test. */
async function open(options: BrowserContextOptions = {}, path = '/') {
  const site = await openFormsSite();
  const context = await browser.newContext({ viewport: { width: 1100, height: 1600 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('422')) {
      complaints.push(message.text());
    }
  });
  await page.goto(site.url + path);
  return {
    page,
    submitted: site.submitted,
    chosen: site.chosen,
    async [Symbol.asyncDispose]() {
      await context.close();
      await site[Symbol.asyncDispose]();
      assert.deepEqual(complaints, []);
    },
  };
}

const save = (page: Page) => page.getByRole('button', { name: 'Save' }).click();
const tags = async (page: Page) => {
  const boxes = await page.getByLabel('Name of the tag').all();
  return Promise.all(boxes.map((box) => box.inputValue()));
};
const focused = (page: Page) => page.locator(':focus').getAttribute('id');

describe('a form with scripts', () => {
  test('rows are moved with the keyboard alone, and Escape takes it back', async () => {
    await using shown = await open();
    const { page, submitted } = shown;
    const handle = page.getByRole('button', { name: 'Move “red”', exact: true });
    await handle.focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    assert.deepEqual(await tags(page), ['green', 'blue', 'red']);
    await page.getByText('“red” is now number 3 of 3.').waitFor();
    await page.keyboard.press('Space');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Escape');
    assert.deepEqual(await tags(page), ['green', 'blue', 'red']);
    await page.getByLabel('Title').fill('Colours');
    await save(page);
    await page.getByText('Saved.').waitFor();
    assert.deepEqual(submitted[0]?.['tags'], ['green', 'blue', 'red']);
  });

  test('rows are moved with the mouse', async () => {
    await using shown = await open();
    const { page } = shown;
    const from = await page.getByRole('button', { name: 'Move “blue”', exact: true }).boundingBox();
    const to = await page.getByRole('button', { name: 'Move “red”', exact: true }).boundingBox();
    assert.ok(from && to);
    await page.mouse.move(from.x + 5, from.y + 5);
    await page.mouse.down();
    await page.mouse.move(from.x + 5, to.y + 40, { steps: 5 });
    await page.mouse.move(from.x + 5, to.y - 5, { steps: 5 });
    await page.mouse.up();
    assert.deepEqual(await tags(page), ['blue', 'red', 'green']);
    await page.getByRole('button', { name: 'Move “blue” down' }).click();
    assert.deepEqual(await tags(page), ['red', 'blue', 'green']);
  });

  test('a row is added in the page, keeping what was typed and where it was moved', async () => {
    await using shown = await open();
    const { page, submitted } = shown;
    await page.evaluate(() => Object.assign(globalThis, { stayed: true }));
    await page.getByLabel('Title').fill('Colours');
    await page.getByLabel('Name of the tag').nth(1).fill('olive');
    await page.getByRole('button', { name: 'Move “red” down' }).click();
    await page.getByRole('button', { name: 'Add another tag' }).click();
    await page.getByLabel('Name of the tag').nth(3).waitFor();
    await page.locator('#demo-tags-3:focus').waitFor();
    await page.keyboard.type('violet');
    assert.deepEqual(await tags(page), ['olive', 'red', 'blue', 'violet']);
    assert.equal(await page.evaluate(() => 'stayed' in globalThis), true);

    await page.getByRole('button', { name: 'Remove “red”' }).click();
    await page.getByRole('button', { name: 'Remove “blue”' }).click();
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await save(page);
    await page.getByText('Saved.').waitFor();
    assert.deepEqual(submitted[0]?.['tags'], ['olive', 'red', 'violet']);
  });

  test('one record is found by typing and chosen with the arrow keys', async () => {
    await using shown = await open();
    const { page, submitted } = shown;
    await page.getByLabel('Title').fill('Who');
    const box = page.getByRole('combobox', { name: 'Author' });
    // Where keys come slowly, less than the whole name is asked for, too.
    const asked = page.waitForResponse((answer) => answer.url().endsWith('q=grace'));
    await box.pressSequentially('grace');
    await asked;
    await page.locator('[data-autocomplete][aria-busy]').waitFor({ state: 'detached' });
    await page.getByRole('option', { name: 'Grace Kelly' }).waitFor();
    assert.equal(await page.getByRole('option').count(), 2);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.equal(await box.inputValue(), 'Grace Kelly');
    await save(page);
    await page.getByText('Saved.').waitFor();
    assert.equal(submitted[0]?.['author'], 'id-2');
  });

  test('an element is shown while another has its value, and is not needed otherwise', async () => {
    await using shown = await open();
    const { page, submitted } = shown;
    const link = page.getByLabel('Link');
    assert.equal(await link.isVisible(), false);
    await page.getByLabel('Takes place online').check();
    assert.equal(await link.isVisible(), true);
    await page.getByLabel('Title').fill('Online');
    await save(page);
    await page.getByRole('alert').waitFor();
    assert.equal(await link.getAttribute('aria-invalid'), 'true');
    await page.getByLabel('Takes place online').uncheck();
    assert.equal(await link.isVisible(), false);
    await save(page);
    await page.getByText('Saved.').waitFor();
    assert.equal(submitted[0]?.['online'], false);
  });

  test('a machine name is proposed until somebody writes one', async () => {
    await using shown = await open();
    const { page } = shown;
    const name = page.getByLabel('Machine name');
    await page.getByLabel('Title').pressSequentially('Größe & Maß 2');
    assert.equal(await name.inputValue(), 'grosse_mass_2');
    await name.fill('size');
    await page.getByLabel('Title').pressSequentially('3');
    assert.equal(await name.inputValue(), 'size');
  });

  test('problems have the focus, lead to their elements, and keep what was entered', async () => {
    await using shown = await open();
    const { page } = shown;
    await page.getByLabel('Title').fill('Far too long for any title');
    await page.getByText('6 characters too many').waitFor();
    await page.getByLabel('Author').fill('Nobody');
    await save(page);
    await page.getByText('There are 2 problems.').waitFor();
    assert.equal(await focused(page), 'demo--problems');
    await page.getByRole('link', { name: /Nobody/ }).click();
    assert.equal(await focused(page), 'demo-author');
    assert.equal(await page.getByLabel('Author').inputValue(), 'Nobody');
    const described = await page.getByLabel('Author').getAttribute('aria-describedby');
    assert.equal(described, 'demo-author-help demo-author-problem');
    assert.deepEqual(await findBarriers(page, { include: 'form' }), []);
  });

  test('a file that was chosen is shown, sent with how far it is, and kept', async () => {
    await using shown = await open();
    const { page, submitted } = shown;
    const buffer = Buffer.alloc(3_000_000, 1);
    await page
      .getByLabel('Photo')
      .setInputFiles({ name: 'cat.png', mimeType: 'image/png', buffer });
    await page.getByText('2.9 MB', { exact: true }).waitFor();
    await save(page);
    await page.getByText('Title is required.').first().waitFor();
    await page.getByText('cat.png', { exact: true }).waitFor();
    await page.getByLabel('Title').fill('Cat');
    await save(page);
    await page.getByText('Saved.').waitFor();
    assert.equal(submitted[0]?.['photo'], 'id of cat.png');
  });

  test('leaving with changes asks first', async () => {
    await using shown = await open();
    const { page } = shown;
    await page.getByLabel('Title').pressSequentially('x');
    const asked = page.waitForEvent('dialog');
    const left = page.goto('about:blank');
    const dialog = await asked;
    assert.equal(dialog.type(), 'beforeunload');
    await dialog.accept();
    await left;
  });
});

describe('a list with scripts', () => {
  test('rows are chosen one by one, in a range and all at once', async () => {
    await using shown = await open({}, '/list');
    const { page, chosen } = shown;
    const publish = page.getByRole('button', { name: 'Publish' });
    assert.equal(await publish.isVisible(), false);
    await page.getByLabel('Choose Two').check();
    await page.getByLabel('Choose Four').click({ modifiers: ['Shift'] });
    await page.getByText('3 selected', { exact: true }).waitFor();
    assert.equal(await page.getByRole('row', { selected: true }).count(), 3);
    await page.getByLabel('Choose all').check();
    await page.getByText('4 selected', { exact: true }).waitFor();
    await page.getByLabel('Choose One').uncheck();
    await publish.click();
    await page.getByText('Done.').waitFor();
    assert.deepEqual(chosen, [['row-1', 'row-2', 'row-3']]);
    await page.getByRole('button', { name: 'Close this message' }).click();
    assert.equal(await page.getByText('Done.').count(), 0);
  });

  test('light or dark is chosen once for all pages', async () => {
    await using shown = await open({ colorScheme: 'light' }, '/list');
    const { page } = shown;
    const theme = () => page.locator('html').getAttribute('data-theme');
    assert.equal(await theme(), null);
    await page.getByRole('button', { name: 'Theme dark' }).click();
    assert.equal(await theme(), 'dark');
    await page.goto(new URL('/', page.url()).href);
    assert.equal(await theme(), 'dark');
    await page.goto(new URL('/list', page.url()).href);
    const button = page.getByRole('button', { name: 'Theme dark' });
    assert.equal(await button.getAttribute('aria-pressed'), 'true');
    await page.getByRole('button', { name: 'Theme auto' }).click();
    assert.equal(await theme(), null);
  });
});

describe('a form without scripts', () => {
  const plain = { javaScriptEnabled: false };

  test('rows are added, moved and removed by whole pages, and nothing is lost', async () => {
    await using shown = await open(plain);
    const { page, submitted } = shown;
    await page.getByLabel('Title').fill('Colours');
    await page.getByRole('group', { name: 'Kinds' }).getByLabel('Party').check();
    await page.getByRole('button', { name: 'Add another tag' }).click();
    await page.getByLabel('Name of the tag').nth(3).fill('violet');
    await page.getByRole('button', { name: 'Move Tag 4 up' }).click();
    await page.getByRole('button', { name: 'Remove “red”' }).click();
    await page.getByLabel('Published').uncheck();
    await save(page);
    await page.getByText('Saved.').waitFor();
    const [values] = submitted;
    assert.deepEqual(values?.['tags'], ['green', 'violet', 'blue']);
    assert.deepEqual(values?.['kinds'], ['party']);
    assert.equal(values?.['published'], false);
  });

  test('Enter sends the form and presses no button of a row', async () => {
    await using shown = await open(plain);
    const { page, submitted } = shown;
    await page.getByLabel('Title').fill('Colours');
    await page.getByLabel('Name of the tag').first().press('Enter');
    await page.getByText('Saved.').waitFor();
    assert.deepEqual(submitted[0]?.['tags'], ['red', 'green', 'blue']);
  });

  test('a name that was typed is looked up, and what depends on others is there to be filled', async () => {
    await using shown = await open(plain);
    const { page, submitted } = shown;
    await page.getByLabel('Title').fill('Online');
    await page.getByLabel('Author').fill('Ada Lovelace');
    await page.getByLabel('Takes place online').check();
    await page.getByLabel('Link').fill('https://example.org');
    await save(page);
    await page.getByText('Saved.').waitFor();
    assert.equal(submitted[0]?.['author'], 'id-0');
    assert.equal(submitted[0]?.['link'], 'https://example.org');
  });
});
