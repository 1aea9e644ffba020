import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { DRAFT } from '#base';
import { findBarriers } from '../support/barriers.ts';
import { launchChromium } from '../support/chromium.ts';
import { openSampleSite } from '../support/sample-site.ts';

let browser: Browser;
let site: Awaited<ReturnType<typeof openSampleSite>>;
let url: string;

before(async () => {
  browser = await launchChromium();
  site = await openSampleSite();
  url = await site.app.listen({ port: 0, host: '127.0.0.1' });
  await prepareSection();
});
after(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

/** A section that the site does not have yet: a listing with a menu link, and what it lists. */
async function prepareSection(): Promise<void> {
  const draft = { ...site.ctx, stage: DRAFT };
  await site.gathers.create(draft, {
    name: 'boats',
    label: 'Boats',
    base: 'item',
    defaults: {
      filters: {
        match: 'all',
        filters: [{ id: 'title', column: 'title', operator: 'contains', value: 'Boat' }],
      },
      fields: [{ id: 'title', column: 'title', link: true }],
      pager: { kind: 'full', size: 60 },
    },
    displays: [
      { kind: 'page', id: 'page', path: '/boats', title: 'Our boats', menu: { label: 'Boats' } },
    ],
  });
  for (let i = 1; i <= 50; i += 1)
    await site.items.createItem(draft, 'story', { title: `Boat ${i}` });
}

async function newWindow(): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    baseURL: url,
  });
  return { context, page: await context.newPage() };
}

/** How many boats somebody finds at the address of the listing; undefined: no such page. */
async function countBoats(page: Page): Promise<number | undefined> {
  const answer = await page.goto('/boats');
  if (answer?.status() !== 200) return undefined;
  return page.getByRole('link', { name: /^Boat \d+$/ }).count();
}

test('a new section is shown to somebody by a link, published, and taken back', async () => {
  const editor = await newWindow();
  const session = (await site.signIn({ isAdmin: true })).cookies.get('trovato_session') ?? '';
  await editor.context.addCookies([{ name: 'trovato_session', value: session, url }]);
  await editor.page.goto(`/admin/stages/${DRAFT}/previews`);
  assert.deepEqual(await findBarriers(editor.page), []);
  await editor.page.getByRole('textbox', { name: 'Note' }).fill('For the board');
  await editor.page.keyboard.press('Enter');
  const code = editor.page.getByText(/\/preview\/[\w-]+\./);
  const link = (await code.textContent())?.trim() ?? '';
  assert.deepEqual(await findBarriers(editor.page), []);

  const reader = await newWindow();
  assert.equal(await countBoats(reader.page), undefined);

  const guest = await newWindow();
  await guest.page.goto(link);
  assert.equal(guest.page.url(), `${url}/`);
  await guest.page.getByText(/Preview of “Draft”, until/).waitFor();
  await guest.page.getByRole('link', { name: 'Boats', exact: true }).click();
  await guest.page.waitForURL('**/boats');
  assert.equal(await countBoats(guest.page), 50);
  assert.deepEqual(await findBarriers(guest.page), []);
  await guest.page.getByRole('link', { name: 'Boat 7', exact: true }).click();
  await guest.page.getByRole('heading', { name: 'Boat 7' }).waitFor();
  await guest.page.getByText(/Preview of “Draft”/).waitFor();

  await guest.page.getByRole('button', { name: 'Leave preview' }).click();
  await guest.page.waitForURL(`${url}/`);
  assert.equal(await guest.page.getByText(/Preview of/).count(), 0);
  assert.equal(await countBoats(guest.page), undefined);

  const { id, changes } = await site.stages.publish(site.ctx, DRAFT);
  assert.ok(id);
  assert.equal(changes, 51);
  await site.stages.documents.refresh();
  assert.equal(await countBoats(reader.page), 50);
  await site.stages.undo(site.ctx, id);
  await site.stages.documents.refresh();
  assert.equal(await countBoats(reader.page), undefined);
  await guest.page.goto(link);
  assert.equal(await countBoats(guest.page), 50, 'the link shows it again');
});
