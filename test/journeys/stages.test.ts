import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DRAFT } from '#base';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { type Hands, keyboard, mouse } from '../support/hands.ts';
import type { TestKernel } from '../support/kernel.ts';
import { checkAccess, openPage, openSite, type Site } from './stage-site.ts';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

const EDITS = [
  'access content',
  'create article content',
  'edit any article content',
  'delete any article content',
  'use stages',
];
const PUBLISHES = ['write in stage draft', 'publish stage draft'];

/** What readers who are not signed in find at the address of an item; undefined: nothing. */
async function readAs(site: TestKernel, id: string): Promise<string | undefined> {
  const { status, text } = await site.browse().get(`/item/${id}`);
  return status === 200 ? text : undefined;
}

/** Goes to Draft, changes, makes and deletes there, publishes, and takes it back. */
async function wholePath(
  { site, tides, winds }: Site,
  page: Page,
  { press, write }: Hands,
  check: (page: Page) => Promise<void>,
): Promise<void> {
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).first();
  const link = (name: string) => page.getByRole('link', { name, exact: true }).first();
  const box = (name: string) => page.getByRole('textbox', { name });
  const said = (text: string | RegExp) => page.getByText(text).first().waitFor();

  await page.goto(`/item/${tides.id}`);
  await press(button(/^Stage: Live/));
  await press(button('Draft'));
  await said('You are in Draft');
  assert.match(page.url(), new RegExp(tides.id));
  await check(page);
  await press(link('Edit'));
  await write(box('Title'), 'High tides');
  await press(button('Save'));
  await said('“High tides” was saved in Draft.');

  await page.goto('/item/add/article');
  await write(box('Title'), 'Stars');
  await press(button('Save'));
  await said('“Stars” was created in Draft.');
  const stars = page.url().split('/').at(-1) ?? '';
  await page.goto(`/item/${winds.id}/delete`);
  await press(button('Put in the trash'));
  await said('“Winds” is in the trash.');

  const reads = (id: string) => readAs(site, id);
  assert.doesNotMatch((await reads(tides.id)) ?? '', /High tides/);
  assert.match((await reads(winds.id)) ?? '', /Winds/);
  assert.equal(await reads(stars), undefined);

  await press(link('What is changed here'));
  await said('3 changes to be published to Live.');
  await check(page);
  await press(button('Publish all'));
  await said('3 changes were published from Draft to Live.');
  assert.match((await reads(tides.id)) ?? '', /High tides/);
  assert.equal(await reads(winds.id), undefined);
  assert.match((await reads(stars)) ?? '', /Stars/);

  await press(link('History'));
  await press(link('Take back'));
  await said('3 changes by Eve will be taken back.');
  await check(page);
  await press(button('Take back'));
  await said('The publish was taken back.');
  assert.doesNotMatch((await reads(tides.id)) ?? '', /High tides/);
  assert.match((await reads(winds.id)) ?? '', /Winds/);
  assert.equal(await reads(stars), undefined);

  await press(link('Changes'));
  await said('3 changes to be published to Live.');
  await press(button('Back to live'));
  await page.getByText('You are in Draft').waitFor({ state: 'detached' });
}

const EVE = { name: 'Eve', permissions: [...EDITS, ...PUBLISHES] };

describe('an editor prepares changes in Draft, publishes them, and takes that back', () => {
  test('with the mouse', async () => {
    await using open = await openSite();
    await using shown = await openPage(browser, open, EVE);
    await wholePath(open, shown.page, mouse(shown.page), checkAccess);
  });

  test('with the keyboard alone, on a phone, in the dark', async () => {
    await using open = await openSite();
    await using shown = await openPage(browser, open, EVE, {
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
    });
    await wholePath(open, shown.page, keyboard(shown.page), checkAccess);
  });

  test('without JavaScript', async () => {
    await using open = await openSite();
    await using shown = await openPage(browser, open, EVE, { javaScriptEnabled: false });
    await wholePath(open, shown.page, mouse(shown.page), async () => undefined);
  });
});

test('an editor who never heard of stages saves a draft and publishes it', async () => {
  await using open = await openSite();
  await using shown = await openPage(browser, open, EVE);
  const { site, tides } = open;
  const { page } = shown;
  await page.goto(`/item/${tides.id}/edit`);
  await page.getByRole('textbox', { name: 'Title' }).fill('High tides');
  await page.getByRole('button', { name: 'Save draft', exact: true }).first().click();
  await page.getByText('A draft of “High tides” was saved.').waitFor();
  await checkAccess(page);
  assert.doesNotMatch((await readAs(site, tides.id)) ?? '', /High tides/);
  await page.goto(`/admin/stages/${DRAFT}`);
  await page.getByRole('button', { name: 'High tides', exact: true }).click();
  await page.getByText('You are in Draft').waitFor();
  await page.getByRole('heading', { level: 1, name: 'High tides' }).waitFor();
  await page.getByRole('button', { name: 'Back to live' }).click();
  await page.getByRole('heading', { level: 1, name: 'Tides', exact: true }).waitFor();
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await page.getByText('There is a draft of this').waitFor();
  await checkAccess(page);
  await page.getByRole('button', { name: 'Publish draft' }).click();
  await page.getByText('One change was published from Draft to Live.').waitFor();
  assert.match((await readAs(site, tides.id)) ?? '', /High tides/);
});

test('of two who change the same in two stages, the second to publish decides what counts', async () => {
  await using open = await openSite();
  const { site, tides } = open;
  const { items, stages, system } = site;
  const { id: autumn } = await stages.create(system, { name: 'autumn', label: 'Autumn' });
  await using first = await openPage(browser, open, EVE);
  await using second = await openPage(browser, open, {
    name: 'Finn',
    permissions: [...EDITS, 'write in stage autumn', 'publish stage autumn'],
  });

  const change = async (page: Page, stage: string, title: string, place?: string) => {
    await page.goto(`/item/${tides.id}/edit`);
    await page.getByRole('button', { name: /^Stage: Live/ }).click();
    await page.getByRole('button', { name: stage, exact: true }).click();
    await page.getByText(`You are in ${stage}`).waitFor();
    await page.getByRole('textbox', { name: 'Title' }).fill(title);
    if (place !== undefined) await page.getByRole('textbox', { name: 'Place' }).fill(place);
  };
  await change(first.page, 'Draft', 'High tides');
  await change(second.page, 'Autumn', 'Autumn tides', 'Calais');
  await second.page.getByRole('button', { name: 'Save', exact: true }).first().click();
  await second.page.getByText('“Autumn tides” was saved in Autumn.').waitFor();
  await first.page.getByRole('button', { name: 'Publish', exact: true }).first().click();
  await first.page.getByText('One change was published from Draft to Live.').waitFor();
  const { page } = second;
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await page.getByRole('button', { name: 'Publish', exact: true }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Decide what is published' }).waitFor();
  await checkAccess(page);
  const versions = await page.locator('.versions').allInnerTexts();
  assert.equal(versions.length, 1);
  assert.match(
    versions[0] ?? '',
    /Before both\s+Tides\s+Autumn\s+TidesAutumn tides\s+Live\s+TidesHigh tides/,
  );
  await page.getByText('merged by itself: Place (Autumn)').waitFor();
  assert.match((await readAs(site, tides.id)) ?? '', /High tides/);

  await page.getByRole('radio', { name: 'As in Autumn' }).check();
  await page.getByRole('button', { name: 'Publish with these decisions' }).click();
  await page.getByText('One change was published from Autumn to Live.').waitFor();
  const read = (await readAs(site, tides.id)) ?? '';
  assert.match(read, /Autumn tides/);
  assert.match(read, /Calais/);
  const { revisions } = await items.listRevisions(system, tides.id, { limit: 10, offset: 0 });
  assert.ok(revisions.some(({ title }) => title === 'High tides'));
  assert.equal((await stages.plan(system, autumn)).length, 0);
});
