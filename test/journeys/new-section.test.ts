import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { DRAFT } from '#base';
import { findBarriers } from '../support/barriers.ts';
import { launchChromium } from '../support/chromium.ts';
import { openBuilder } from '../support/gather-builder.ts';
import { openSampleSite } from '../support/sample-site.ts';

const PICTURES = join(import.meta.dirname, '../output/new-section');
const PRESSED = { exact: true } as const;

let browser: Browser;
let site: Awaited<ReturnType<typeof openSampleSite>>;
let url: string;

before(async () => {
  mkdirSync(PICTURES, { recursive: true });
  browser = await launchChromium();
  site = await openSampleSite();
  url = await site.app.listen({ port: 0, host: '127.0.0.1' });
});
after(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

async function newWindow(): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en-US',
    reducedMotion: 'reduce',
    baseURL: url,
  });
  return { context, page: await context.newPage() };
}

async function look(page: Page, name: string): Promise<void> {
  assert.deepEqual(await findBarriers(page), [], page.url());
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
}

/** Somebody who administers the site, and has gone to Draft. */
async function openEditor(): Promise<Page> {
  const { context, page } = await newWindow();
  const session = (await site.signIn({ isAdmin: true })).cookies.get('trovato_session') ?? '';
  await context.addCookies([{ name: 'trovato_session', value: session, url }]);
  await page.goto('/');
  await page.getByRole('button', { name: /^Stage: Live/ }).click();
  await page.getByRole('button', { name: 'Draft', ...PRESSED }).click();
  await page.getByText('You are in Draft').waitFor();
  return page;
}

/** Vocabulary with terms, item type with fields, two listings, another name: all on screens. */
async function makeSection(page: Page): Promise<void> {
  const button = (name: string) => page.getByRole('button', { name, ...PRESSED }).last();
  await page.goto('/admin/categories/add');
  await page.getByRole('textbox', { name: 'Name' }).first().fill('Rigs');
  await page.waitForFunction("document.querySelector('[name=name]').value === 'rigs'");
  await button('Add vocabulary').click();
  for (const name of ['Sail', 'Motor']) {
    await page.getByLabel('New term').fill(name);
    await button('Add term').click();
    await page.getByRole('button', { name: `Move “${name}”`, ...PRESSED }).waitFor();
  }
  await look(page, 'terms');

  await page.goto('/admin/structure/types/add');
  await page.getByRole('textbox', { name: 'Name' }).first().fill('Boat');
  await page.waitForFunction("document.querySelector('[name=type]').value === 'boat'");
  await button('Save and add fields').click();
  const addField = async (kind: string, label: string, more?: () => Promise<void>) => {
    await page.goto('/admin/structure/types/boat/fields/add');
    await page.getByRole('link', { name: kind, ...PRESSED }).click();
    await page.getByRole('textbox', { name: 'Label' }).first().fill(label);
    await more?.();
    await button('Add field').click();
    await page.getByText(`“${label}” was added to Boat.`).waitFor();
  };
  await addField('Whole number', 'Length');
  await addField('Reference', 'Rig', async () => {
    await page.getByLabel('Points to').selectOption({ label: 'Terms' });
    await page.getByLabel('Rigs', PRESSED).check();
  });
  await look(page, 'fields');

  const builder = openBuilder(page);
  await builder.add('Boats', { type: 'Boat', look: 'Table', path: '/boats', menu: true });
  await builder.field('Length');
  await page.getByLabel('On a page').fill('60');
  await builder.save();
  await builder.add('Long boats', { type: 'Boat', look: 'Titles', path: '/long-boats' });
  await builder.order('Length', 'Downwards');
  await builder.save();
  await look(page, 'listings');

  await page.goto('/admin/settings');
  await page.getByRole('textbox', { name: 'Name' }).fill('The Boat Gazette');
  await button('Save').click();
  await page
    .getByText(/was saved|were saved/)
    .first()
    .waitFor();
}

/** Fifty boats, half of them sailing; the first is written on the form. */
async function makeBoats(page: Page): Promise<void> {
  await page.goto('/item/add/boat');
  await page.getByRole('textbox', { name: 'Title' }).fill('Boat 1');
  await page.getByLabel('Length').fill('7');
  await page
    .getByRole('button', { name: 'Save', ...PRESSED })
    .first()
    .click();
  await page.getByText('“Boat 1” was created in Draft.').waitFor();
  const draft = { ...site.ctx, stage: DRAFT };
  const { terms } = await site.categories.listTerms(draft, 'rigs', { limit: 10 });
  for (let i = 2; i <= 50; i += 1) {
    const rig = terms.find(({ name }) => name === (i % 2 === 0 ? 'Sail' : 'Motor'));
    assert.ok(rig);
    const fields = { length: { value: i }, rig: { target_type: 'term', target_id: rig.id } };
    await site.items.createItem(draft, 'boat', { title: `Boat ${i}`, status: true, fields });
  }
}

/** What somebody finds of the section: how many boats, under which name; undefined: no such page. */
async function visit(page: Page): Promise<readonly [number, string] | undefined> {
  const answer = await page.goto('/boats');
  if (answer?.status() !== 200) return undefined;
  const boats = await page.getByRole('link', { name: /^Boat \d+$/ }).count();
  return [boats, (await page.locator('.site-name').first().innerText()).trim()];
}

test('a whole new section is made in a stage, shown to somebody by a link, published, and taken back', async () => {
  const editor = await openEditor();
  await makeSection(editor);
  await makeBoats(editor);

  await editor.goto(`/admin/stages/${DRAFT}/previews`);
  await editor.getByRole('textbox', { name: 'Note' }).fill('For the board');
  await editor.keyboard.press('Enter');
  const code = editor.getByText(/\/preview\/[\w-]+\./);
  const link = (await code.textContent())?.trim() ?? '';
  assert.deepEqual(await findBarriers(editor), []);

  const reader = await newWindow();
  assert.equal(await visit(reader.page), undefined);

  const { page: guest } = await newWindow();
  await guest.goto(link);
  assert.equal(guest.url(), `${url}/`);
  await guest.getByText(/Preview of “Draft”, until/).waitFor();
  await guest.getByRole('link', { name: 'Boats', ...PRESSED }).click();
  await guest.waitForURL('**/boats');
  assert.deepEqual(await visit(guest), [50, 'The Boat Gazette']);
  await guest.getByRole('columnheader', { name: 'Length' }).waitFor();
  await look(guest, 'preview');
  assert.equal((await guest.goto('/long-boats'))?.status(), 200);
  await guest.getByRole('link', { name: 'Boat 50', ...PRESSED }).click();
  await guest.getByRole('heading', { name: 'Boat 50' }).waitFor();
  await guest.getByRole('link', { name: 'Sail', ...PRESSED }).click();
  await guest.getByRole('heading', { level: 1, name: 'Sail' }).waitFor();
  const term = guest.url();
  await guest.getByRole('link', { name: 'Boat 48', ...PRESSED }).waitFor();
  assert.equal((await reader.page.goto(term))?.status(), 404);

  await guest.getByRole('button', { name: 'Leave preview' }).click();
  await guest.getByText(/Preview of/).waitFor({ state: 'detached' });
  assert.equal(await visit(guest), undefined);

  await editor.goto(`/admin/stages/${DRAFT}`);
  await look(editor, 'changes');
  await editor.getByRole('button', { name: 'Publish all' }).click();
  await editor.getByText(/changes were published from Draft to Live/).waitFor();
  assert.deepEqual(await visit(reader.page), [50, 'The Boat Gazette']);
  assert.equal((await reader.page.goto(term))?.status(), 200);
  await reader.page.getByRole('link', { name: 'Boat 48', ...PRESSED }).waitFor();

  await editor.getByRole('link', { name: 'History', ...PRESSED }).click();
  await editor.getByRole('link', { name: 'Take back', ...PRESSED }).click();
  await editor.getByRole('button', { name: 'Take back', ...PRESSED }).click();
  await editor.getByText('The publish was taken back.').waitFor();
  assert.equal(await visit(reader.page), undefined);
  assert.equal((await reader.page.goto(term))?.status(), 404);
  assert.equal((await reader.page.goto('/'))?.status(), 200);
  await reader.page.getByText('The Harbour Gazette').first().waitFor();
  await guest.goto(link);
  assert.deepEqual(await visit(guest), [50, 'The Boat Gazette'], 'the link shows it again');
});
