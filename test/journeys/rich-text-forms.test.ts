import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { ADD, checkAccess, openNotes, save } from './rich-text-site.ts';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

describe('the form around an editor', () => {
  test('says beside it what is wrong, and leads there', async () => {
    await using shown = await openNotes(browser);
    const { page, body } = shown;
    await page.goto(ADD);
    await page.getByRole('textbox', { name: 'Title' }).fill('Long');
    await body.editor.click();
    await page.keyboard.insertText('word '.repeat(500));
    await body.frame.locator('..').getByText('characters too many').waitFor();
    await page.getByRole('textbox', { name: 'Title' }).focus();
    const wrong = page.locator('[contenteditable][aria-invalid=true]');
    await wrong.waitFor();
    const described = (await wrong.getAttribute('aria-describedby')) ?? '';
    assert.match(await page.locator(`#${described.split(' ').at(-1)}`).innerText(), /2,?000/);
    await save(page);
    await page.locator('.problem-summary a').first().click();
    assert.equal(await page.locator(':focus').getAttribute('contenteditable'), 'true');
    assert.match(await body.sent(), /word word/);
  });

  test('asks before a text is lost, and not before', async () => {
    await using shown = await openNotes(browser);
    const { page, body } = shown;
    await page.goto(`${await shown.addNote('<p>Kept</p>')}/edit`);
    await body.editor.click();
    const asked: string[] = [];
    page.on('dialog', async (dialog) => {
      asked.push(dialog.type());
      await dialog.accept();
    });
    await page.goto('/');
    assert.deepEqual(asked, []);
    await page.goBack();
    await body.editor.click();
    await page.keyboard.type('Not ');
    await page.goto('/');
    assert.deepEqual(asked, ['beforeunload']);
  });

  test('gives added rows an editor, and keeps what is in the others', async () => {
    await using shown = await openNotes(browser);
    const { page, body } = shown;
    await page.goto(ADD);
    await page.getByRole('textbox', { name: 'Title' }).fill('Rows');
    await body.editor.fill('Body');
    const rows = page.locator('[data-rows] [contenteditable]');
    await rows.first().click();
    await page.keyboard.type('one');
    await page.getByRole('button', { name: 'Add to More' }).click();
    await rows.nth(1).click();
    await page.keyboard.type('two');
    assert.equal(await rows.first().innerText(), 'one');
    await page
      .getByRole('button', { name: /^Move .* up$/ })
      .last()
      .click();
    assert.equal(await rows.first().innerText(), 'two');
    await rows.first().click();
    await page.keyboard.press('End');
    await page.keyboard.type('!');
    await save(page);
    await page.getByText('“Rows” was created.').waitFor();
    const said = await page.locator('article.item').innerText();
    assert.ok(said.indexOf('two!') < said.indexOf('one') && said.includes('two!'), said);
    await page.getByRole('link', { name: 'Edit', exact: true }).first().click();
    await page.getByRole('button', { name: 'Move “two!” down' }).waitFor();
  });

  test('shows what is written before it is saved, and goes on with it', async () => {
    await using shown = await openNotes(browser);
    const { page, body } = shown;
    await page.goto(ADD);
    await page.getByRole('textbox', { name: 'Title' }).fill('Draft');
    await body.editor.click();
    await page.keyboard.press('Control+i');
    await page.keyboard.type('Slanted');
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.locator('article.item em', { hasText: 'Slanted' }).waitFor();
    await body.editor.locator('em', { hasText: 'Slanted' }).waitFor();
    await save(page);
    await page.getByText('“Draft” was created.').waitFor();
  });

  test('works on a phone', async () => {
    await using shown = await openNotes(browser, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    const { page, body } = shown;
    await page.goto(ADD);
    await page.getByRole('textbox', { name: 'Title' }).fill('Phone');
    await body.editor.tap();
    await body.tool('Bold').tap();
    await page.keyboard.type('Strong');
    await body.tool('Numbered list').tap();
    assert.equal(await body.sent(), '<ol><li><strong>Strong</strong></li></ol>');
    const over = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    assert.equal(over, 0);
    await checkAccess(page);
    await save(page);
    await page.locator('article.item ol strong', { hasText: 'Strong' }).waitFor();
  });

  test('has a text area where no script runs', async () => {
    await using shown = await openNotes(browser, { javaScriptEnabled: false });
    const { page } = shown;
    await page.goto(ADD);
    await page.getByRole('textbox', { name: 'Title' }).fill('Plain');
    await page.getByLabel('Body').fill('One\n\n<strong>Two</strong>');
    await save(page);
    await page.locator('article.item p strong', { hasText: 'Two' }).waitFor();
  });
});
