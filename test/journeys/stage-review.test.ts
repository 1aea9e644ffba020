import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DRAFT } from '#base';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { type Hands, keyboard, mouse } from '../support/hands.ts';
import { checkAccess, openPage, openSite } from './stage-site.ts';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

const MAY = ['access content', 'edit any article content', 'use stages'];
const PEOPLE = {
  eve: { name: 'Eve', permissions: [...MAY, 'write in stage draft', 'write in stage autumn'] },
  rui: { name: 'Rui', permissions: [...MAY, 'approve in stage draft'] },
  pia: { name: 'Pia', permissions: [...MAY, 'publish stage draft'] },
};

const CHANGES = `/admin/stages/${DRAFT}`;

function inHands(page: Page, { press, write }: Hands) {
  return {
    page,
    go: (url: string) => page.goto(url),
    press: (name: string) => press(page.getByRole('button', { name, exact: true }).first()),
    follow: (name: string) => press(page.getByRole('link', { name, exact: true }).first()),
    write: (name: string, text: string) => write(page.getByRole('textbox', { name }), text),
    choose: (name: string) => press(page.getByRole('checkbox', { name, exact: true })),
    said: (text: string | RegExp) => page.getByText(text).first().waitFor(),
  };
}

/** An editor submits, is asked for more, submits again; it is approved, and only then published. */
async function wholePath(
  hands: (page: Page) => Hands,
  options: BrowserContextOptions,
  check: (page: Page) => Promise<void>,
): Promise<void> {
  await using open = await openSite();
  const { site, tides } = open;
  const { stages, system } = site;
  await stages.update(system, DRAFT, { approval: true });
  await stages.create(system, { name: 'autumn', label: 'Autumn' });
  await using first = await openPage(browser, open, PEOPLE.eve, options);
  await using second = await openPage(browser, open, PEOPLE.rui, options);
  await using third = await openPage(browser, open, PEOPLE.pia, options);
  const [eve, rui, pia] = [first, second, third].map(({ page }) => inHands(page, hands(page)));
  if (!eve || !rui || !pia) throw new Error('three people');
  const item = `/item/${tides.id}`;
  const reads = async () => (await site.browse().get(item)).text;

  await eve.go(`${item}/edit`);
  await eve.press('Stage: Live. Go to another one');
  await eve.press('Draft');
  await eve.said('You are in Draft');
  await eve.write('Title', 'High tides');
  await eve.press('Save');
  await eve.said('“High tides” was saved in Draft.');
  await check(eve.page);
  await eve.press('Submit for review');
  await eve.said('One change was submitted for review.');

  await rui.go(CHANGES);
  await rui.said('0 of 1 approved, 1 in review.');
  await check(rui.page);
  await rui.choose('Select High tides');
  await check(rui.page);
  await rui.press('Send back');
  await rui.write('What is to be done', 'Say which harbour.');
  await check(rui.page);
  await rui.press('Send back');
  await rui.said('One change was sent back to draft.');

  await pia.go(CHANGES);
  await pia.choose('Select High tides');
  await pia.press('Publish chosen');
  await pia.said('“High tides” is not. Nothing was published.');
  assert.doesNotMatch(await reads(), /High tides/);

  await eve.go(item);
  await eve.said('Sent back by Rui: Say which harbour.');
  await check(eve.page);
  await eve.follow('Edit');
  await eve.write('Title', 'High tides in Brest');
  await eve.press('Save');
  await eve.said('“High tides in Brest” was saved in Draft.');
  await eve.press('Submit for review');
  await eve.said('One change was submitted for review.');

  await rui.go(CHANGES);
  await rui.press('Approve all');
  await rui.said('One change was approved.');
  await check(rui.page);
  await pia.go(CHANGES);
  await pia.press('Publish all');
  await pia.said('One change was published from Draft to Live.');
  assert.match(await reads(), /High tides in Brest/);
}

describe('what an editor submits is sent back, changed, approved and published', () => {
  test('with the mouse', () => wholePath(mouse, {}, checkAccess));

  test('with the keyboard alone, on a phone, in the dark', () =>
    wholePath(
      keyboard,
      { viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
      checkAccess,
    ));

  test('without JavaScript', () =>
    wholePath(mouse, { javaScriptEnabled: false }, async () => undefined));
});

test('a change is moved to another stage, once it is decided what counts', async () => {
  await using open = await openSite();
  const { site, tides } = open;
  const { items, stages, system } = site;
  const { id: autumn } = await stages.create(system, { name: 'autumn', label: 'Autumn' });
  const { id: spring } = await stages.create(system, { name: 'spring', label: 'Spring' });
  await items.updateItem({ ...system, stage: DRAFT }, tides.id, 'current', { title: 'High tides' });
  await items.updateItem({ ...system, stage: autumn }, tides.id, 'current', { title: 'Low tides' });
  const rights = [...PEOPLE.eve.permissions, 'write in stage spring'];
  await using shown = await openPage(browser, open, { name: 'Eve', permissions: rights });
  const { page } = shown;
  const eve = inHands(page, mouse(page));
  await eve.go(CHANGES);
  await eve.choose('Select High tides');
  await eve.press('Move to …');
  await checkAccess(page);
  await page.getByRole('combobox', { name: 'Move to' }).selectOption('Autumn');
  await eve.press('Move');
  await eve.said('changed in Draft and for Autumn, in the same places');
  await checkAccess(page);
  await page.getByRole('radio', { name: 'As in Draft' }).check();
  await eve.press('Move with these decisions');
  await eve.said('One change was moved from Draft to Autumn.');
  await eve.follow('See what is changed in Autumn');
  await eve.said('High tides');
  await checkAccess(page);
  assert.equal((await items.getItem({ ...system, stage: autumn }, tides.id)).title, 'High tides');
  assert.equal((await items.getItem({ ...system, stage: spring }, tides.id)).title, 'Tides');
  assert.deepEqual(await stages.plan(system, DRAFT), []);
});
