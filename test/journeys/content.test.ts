import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { findBarriers } from '../support/barriers.ts';
import { launchChromium } from '../support/chromium.ts';
import { type Hands, keyboard, mouse } from '../support/hands.ts';
import { openTestKernel } from '../support/kernel.ts';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

/** A site that listens, and a page in which its administrator is signed in. */
async function open(options: BrowserContextOptions = {}) {
  const site = await openTestKernel({ settings: { baseUrl: undefined } });
  const url = await site.app.listen({ port: 0, host: '127.0.0.1' });
  const { cookies } = await site.signIn({ name: 'Ada', isAdmin: true });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en-US',
    // A busy machine gives up a transition between pages, and says so.
    reducedMotion: 'reduce',
    baseURL: url,
    ...options,
  });
  const session = cookies.get('trovato_session') ?? '';
  await context.addCookies([{ name: 'trovato_session', value: session, url }]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return {
    site,
    page,
    async [Symbol.asyncDispose]() {
      await context.close();
      await site[Symbol.asyncDispose]();
      assert.deepEqual(complaints, []);
    },
  };
}

type Check = (page: Page) => Promise<void>;

/** Nothing on the page keeps anybody out, and nothing stands out of it sideways. */
async function checkAccess(page: Page): Promise<void> {
  assert.deepEqual(await findBarriers(page), [], page.url());
  const over = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  assert.ok(Number(over) <= 0, `${page.url()} is wider than the window`);
}

/** One red pixel. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
);

const TYPES = '/admin/structure/types';

/** Makes a type with five fields, an item of it, changes it, compares, goes back, deletes. */
async function wholePath(
  page: Page,
  hands: Hands,
  checkAccess: Check,
  bringBack: () => Promise<void>,
): Promise<void> {
  const { press, write, choose } = hands;
  const button = (name: string) => page.getByRole('button', { name, exact: true }).last();
  const link = (name: string) => page.getByRole('link', { name, exact: true }).first();
  const box = (name: string) => page.getByRole('textbox', { name });
  const said = (text: string | RegExp) => page.getByText(text).first().waitFor();

  await page.goto(TYPES);
  await checkAccess(page);
  await press(link('Add item type'));
  await write(box('Name').first(), 'Concert');
  await page.waitForFunction("document.querySelector('[name=type]').value === 'concert'");
  await checkAccess(page);
  await press(button('Save and add fields'));
  await said('The type “Concert” was made.');

  const addField = async (kind: string, label: string, more?: () => Promise<void>) => {
    await press(link('Add field'));
    await page.getByRole('heading', { level: 1, name: 'Add field' }).waitFor();
    await checkAccess(page);
    await press(link(kind));
    await write(box('Label').first(), label);
    await more?.();
    await checkAccess(page);
    await press(button('Add field'));
    await said(`“${label}” was added to Concert.`);
  };
  await addField('Text', 'Venue');
  await addField('Long text', 'Programme');
  const allowed = page.locator('[name^="settings[allowed_values]"]');
  await addField('List', 'Kind', async () => {
    await write(allowed.and(box('Label')).first(), 'Jazz');
    await press(button('Add a value'));
    await write(allowed.and(box('Label')).nth(1), 'Folk');
  });
  await addField('Link', 'Tickets', () =>
    choose(page.getByLabel('Number of values'), 'Any number'),
  );
  await addField('Date', 'Day');

  const handle = page.getByRole('button', { name: 'Move “Day”', exact: true });
  await hands.moveUp(handle);
  await checkAccess(page);
  await press(button('Save order'));
  await said('The new order was saved.');
  const order = await page.locator('.field-row a:not(.button)').allTextContents();
  assert.deepEqual(order, ['Venue', 'Programme', 'Kind', 'Day', 'Tickets']);

  await press(link('Content'));
  await checkAccess(page);
  await press(link('Add content'));
  await write(box('Title'), 'An evening of songs');
  await write(box('Venue'), 'The old mill');
  await write(box('Programme'), 'Songs of the sea, and a quiet ending.');
  await choose(page.getByLabel('Kind'), 'Folk');
  await write(page.getByLabel('Day'), '2026-05-20');
  await write(box('Address').first(), 'https://example.org/tickets');
  await checkAccess(page);
  await press(button('Preview'));
  await said('This is how readers will see it.');
  await checkAccess(page);
  await press(button('Save'));
  await said('“An evening of songs” was created.');
  await page.getByRole('heading', { level: 1, name: 'An evening of songs' }).waitFor();
  await said('The old mill');
  await checkAccess(page);

  await press(link('Edit'));
  await write(box('Programme'), 'Songs of the sea, and a loud ending.');
  await write(box('Log message'), 'Louder');
  await press(button('Save'));
  await said('“An evening of songs” was saved.');

  await press(link('Revisions'));
  await said('Louder');
  await checkAccess(page);
  await press(button('Compare the two'));
  await page.getByRole('heading', { level: 1, name: 'Compare revisions' }).waitFor();
  assert.match(await page.locator('.difference').innerHTML(), /<del>quiet<\/del><ins>loud<\/ins>/);
  await checkAccess(page);

  await press(link('Revisions'));
  await press(button('Revert to this'));
  await said(/is as it was on .* again/);
  await said('a quiet ending');

  await press(link('Edit'));
  await press(button('Put in the trash'));
  await page
    .getByRole('heading', { level: 1, name: 'Put An evening of songs in the trash' })
    .waitFor();
  await checkAccess(page);
  await press(button('Put in the trash'));
  await said('“An evening of songs” is in the trash.');
  await bringBack();
  await said('“An evening of songs” is back.');
  await page.getByRole('heading', { level: 1, name: 'An evening of songs' }).waitFor();
}

describe('from a type to content and its history', () => {
  test('with the mouse', async () => {
    await using shown = await open();
    const { page } = shown;
    await wholePath(page, mouse(page), checkAccess, () =>
      page.getByRole('button', { name: 'Undo' }).click(),
    );
  });

  test('with the keyboard alone', async () => {
    await using shown = await open();
    const { page } = shown;
    const hands = keyboard(page);
    // The screens are the same as with the mouse: looking at each takes seconds.
    const unchecked = async () => undefined;
    await wholePath(page, hands, unchecked, async () => {
      await hands.press(page.getByRole('link', { name: 'Trash' }));
      await page.getByRole('heading', { level: 1, name: 'Trash' }).waitFor();
      await hands.press(page.getByRole('button', { name: 'Bring back An evening of songs' }));
    });
  });

  test('on a phone, in the dark', async () => {
    await using shown = await open({
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
    });
    const { page, site } = shown;
    const { items, system } = site;
    await items.createType(system, 'note', { name: 'Note' });
    await items.addField(system, 'note', 'text', { field_type: 'long_text', label: 'Text' });
    const note = await items.createItem(system, 'note', {
      title: 'A note with a long title that needs more than one line on a phone',
      promote: true,
      fields: { text: { value: 'Short.', format: 'plain_text' } },
    });
    const later = await items.updateItem(system, note.id, 'current', { title: 'A shorter note' });
    const gone = await items.createItem(system, 'note', { title: 'Gone' });
    await items.deleteItem(system, gone.id);
    const item = `/item/${note.id}`;
    for (const url of [
      '/',
      item,
      `${item}/edit`,
      `${item}/delete`,
      `${item}/revisions`,
      `${item}/revisions/${note.revisionId}`,
      `${item}/revisions/${note.revisionId}/${later.revisionId}`,
      '/item/add/note',
      '/admin/content',
      '/admin/content/trash',
      '/admin/content/trash/empty',
      TYPES,
      `${TYPES}/add`,
      `${TYPES}/note/edit`,
      `${TYPES}/note/delete`,
      `${TYPES}/note/fields`,
      `${TYPES}/note/fields/add`,
      `${TYPES}/note/fields/text`,
      `${TYPES}/note/fields/text/remove`,
    ]) {
      await page.goto(url);
      await checkAccess(page);
    }
  });

  test('many items are selected, changed, and deleted with a way back', async () => {
    await using shown = await open();
    const { page, site } = shown;
    const { items, system } = site;
    await items.createType(system, 'note', { name: 'Note' });
    for (const title of ['One', 'Two', 'Three']) {
      await items.createItem(system, 'note', { title, status: false });
    }
    await page.goto('/admin/content');
    const bar = page.locator('[data-bulk-bar]');
    assert.equal(await bar.isVisible(), false);
    await page.getByRole('checkbox', { name: 'Select One' }).check();
    await page.getByRole('checkbox', { name: 'Select Three' }).click({ modifiers: ['Shift'] });
    await page.getByText('3 selected', { exact: true }).waitFor();
    await checkAccess(page);
    await bar.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('3 items were published.').waitFor();
    await page.getByRole('checkbox', { name: 'Select Two' }).check();
    await bar.getByRole('button', { name: 'Put in the trash' }).click();
    await page.getByText('“Two” was put in the trash.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('One item is back.').waitFor();
    await page.getByRole('link', { name: 'Two', exact: true }).waitFor();
  });

  test('every kind of field is filled in and shown to readers', async () => {
    await using shown = await open();
    const { page, site } = shown;
    const { items, system } = site;
    await items.createType(system, 'talk', { name: 'Talk' });
    const other = await items.createItem(system, 'talk', { title: 'The talk before' });
    const field = (name: string, more: object = {}) =>
      items.addField(system, 'talk', name, { field_type: name, label: `The ${name}`, ...more });
    const allowed = [
      { value: 'web', label: 'Web' },
      { value: 'data', label: 'Data' },
    ];
    await field('text');
    await field('long_text');
    await field('list', {
      cardinality: -1,
      settings: { allowed_values: allowed },
      widget: { name: 'checkboxes' },
    });
    for (const name of ['boolean', 'integer', 'decimal', 'float', 'date', 'date_time']) {
      await field(name);
    }
    for (const name of ['date_range', 'email', 'link', 'reference', 'image', 'file', 'json']) {
      await field(name);
    }
    await field('compound', {
      cardinality: -1,
      settings: {
        fields: [
          { name: 'who', label: 'Who', type: 'text' },
          { name: 'years', label: 'Years', type: 'integer' },
        ],
      },
    });

    await page.goto('/item/add/talk');
    await page.getByRole('textbox', { name: 'Title' }).fill('Everything');
    await page.getByLabel('The text').fill('One line');
    await page.getByLabel('The long_text').fill('Much text');
    await page.getByLabel('Web').check();
    await page.getByLabel('Data').check();
    await page.getByLabel('The boolean').check();
    await page.getByLabel('The integer').fill('1234');
    await page.getByLabel('The decimal').fill('12.50');
    await page.getByLabel('The float').fill('0.25');
    await page.getByLabel('The date', { exact: true }).fill('2026-05-20');
    await page.getByLabel('The date_time').fill('2026-05-20T18:30');
    await page.getByLabel('From').fill('2026-06-01');
    await page.getByLabel('To', { exact: true }).fill('2026-06-03');
    await page.getByLabel('The email').fill('ada@example.org');
    await page.getByLabel('Address').fill('https://example.org/talk');
    await page.getByLabel('Link text').fill('More about it');
    await page.getByRole('combobox', { name: 'The reference' }).pressSequentially('before');
    await page.getByRole('option', { name: 'The talk before' }).click();
    const picture = { name: 'dot.png', mimeType: 'image/png', buffer: PICTURE };
    await page.locator('input[type=file]').first().setInputFiles(picture);
    await page
      .getByLabel(/Alternative text|Description/)
      .first()
      .fill('A dot');
    const slides = { name: 'slides.txt', mimeType: 'text/plain', buffer: Buffer.from('Slides') };
    await page.locator('input[type=file]').last().setInputFiles(slides);
    await page.getByLabel('The json').fill('{"seats": 40}');
    await page.getByLabel('Who').fill('Grace');
    await page.getByLabel('Years').fill('3');
    await checkAccess(page);
    await page.getByRole('button', { name: 'Save', exact: true }).last().click();
    await page.getByText('“Everything” was created.').waitFor();

    const text = await page.locator('article.item').innerText();
    for (const part of ['One line', 'Much text', 'Web', 'Data', '1,234', '12.50', '0.25']) {
      assert.ok(text.includes(part), `${part} in ${text}`);
    }
    for (const part of ['ada@example.org', 'More about it', 'The talk before', 'slides', 'Grace']) {
      assert.ok(text.includes(part), `${part} in ${text}`);
    }
    assert.equal(await page.getByAltText('A dot').count(), 1);
    await checkAccess(page);
    await page.getByRole('link', { name: 'The talk before' }).click();
    await page.waitForURL(`**/item/${other.id}`);
  });
});
