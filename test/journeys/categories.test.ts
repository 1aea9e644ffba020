import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { openTestKernel } from '../support/kernel.ts';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

/** A site with places that stories are filed under, and its administrator at work. */
async function open() {
  const site = await openTestKernel({ settings: { baseUrl: undefined } });
  const { system, items, categories } = site;
  await categories.createVocabulary(system, 'places', { label: 'Places' });
  await items.createType(system, 'story', { name: 'Story' });
  await items.addField(system, 'story', 'place', {
    field_type: 'reference',
    label: 'Place',
    cardinality: -1,
    settings: { target_type: 'term', bundles: ['places'] },
  });
  const url = await site.app.listen({ port: 0, host: '127.0.0.1' });
  const { cookies } = await site.signIn({ name: 'Ada', isAdmin: true });
  const context = await browser.newContext({ baseURL: url, reducedMotion: 'reduce' });
  const session = cookies.get('trovato_session') ?? '';
  await context.addCookies([{ name: 'trovato_session', value: session, url }]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  const handle = (name: string) =>
    page.getByRole('button', { name: `Move “${name}”`, exact: true });
  return {
    site,
    page,
    handle,
    async file(title: string, place: string) {
      const { terms } = await categories.listTerms(system, 'places', { limit: 50 });
      const term = terms.find(({ name }) => name === place);
      assert.ok(term, place);
      const fields = { place: [{ target_id: term.id }] };
      return items.createItem(system, 'story', { title, status: true, fields });
    },
    /** Drags the row of a term by its handle: down by rows, in by levels. */
    async drag(name: string, down: number, levels: number) {
      await handle(name).scrollIntoViewIfNeeded();
      const box = await handle(name).boundingBox();
      assert.ok(box);
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x, y + down * 30, { steps: 5 });
      await page.mouse.move(x + levels * 40, y + down * 60, { steps: 10 });
      await page.mouse.up();
    },
    /** The terms as the outline has them, each with its level. */
    outline: async () =>
      page
        .locator('li[data-row][data-level]')
        .evaluateAll((rows) =>
          rows.map((row) => `${row.getAttribute('data-level')} ${row.getAttribute('data-row')}`),
        ),
    async [Symbol.asyncDispose]() {
      await context.close();
      await site[Symbol.asyncDispose]();
      assert.deepEqual(complaints, []);
    },
  };
}

test('terms are put under one another with the mouse and with the keyboard, and say what is filed below them', async () => {
  await using opened = await open();
  const { page, handle, outline, drag, file } = opened;
  await page.goto('/admin/categories/places');
  for (const name of ['Europe', 'Norway', 'Oslo', 'Norge', 'Asia']) {
    await page.getByLabel('New term').fill(name);
    await page.getByRole('button', { name: 'Add term' }).last().click();
    await handle(name).waitFor();
  }
  assert.deepEqual(await outline(), ['0 Asia', '0 Europe', '0 Norge', '0 Norway', '0 Oslo']);

  await handle('Norge').focus();
  for (const key of ['Space', 'ArrowUp', 'ArrowUp', 'Space']) await page.keyboard.press(key);
  await drag('Norway', 0, 1);
  await handle('Oslo').focus();
  for (const key of ['Space', 'ArrowRight', 'ArrowRight', 'Space']) await page.keyboard.press(key);
  const made = ['0 Norge', '0 Asia', '0 Europe', '1 Norway', '2 Oslo'];
  assert.deepEqual(await outline(), made);
  await page.getByRole('button', { name: 'Save order' }).last().click();
  await page.getByText('The new order was saved.').waitFor();
  assert.deepEqual(await outline(), made);

  await file('Fjords', 'Oslo');
  await file('Fish', 'Norge');
  await page.reload();
  const row = (name: string) => page.locator(`li[data-row="${name}"]`);
  for (const name of ['Europe', 'Norway', 'Oslo', 'Norge'])
    assert.match(await row(name).innerText(), /1 item\b/, name);
  assert.match(await row('Asia').innerText(), /0 items/);

  await row('Europe').getByRole('link', { name: 'Europe', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Europe' }).waitFor();
  await page.getByRole('link', { name: 'Fjords' }).waitFor();
  const feed = await page.getByRole('link', { name: 'Feed' }).getAttribute('href');
  const answer = await page.request.get(feed ?? '');
  assert.match(await answer.text(), /<title>Fjords<\/title>/);
});

test('of two terms that mean the same one is merged into the other, and leads there', async () => {
  await using opened = await open();
  const { page, site, file } = opened;
  for (const name of ['Norge', 'Norway'])
    await site.categories.createTerm(site.system, 'places', { name });
  const { id } = await file('Fish', 'Norge');
  await page.goto('/admin/categories/places');
  const old = await page.getByRole('link', { name: 'Norge', exact: true }).getAttribute('href');
  await page.getByRole('link', { name: 'Edit Norge' }).click();
  await page.getByRole('link', { name: 'Merge' }).click();
  await page.getByLabel('Merge into').fill('Norw');
  await page.getByRole('option', { name: 'Norway' }).click();
  await page.getByRole('button', { name: 'Merge “Norge”' }).last().click();
  await page.getByText(/is a part of/).waitFor();
  await page.goto(`/item/${id}`);
  await page.getByRole('link', { name: 'Norway' }).waitFor();
  await page.goto(old ?? '');
  await page.getByRole('heading', { level: 1, name: 'Norway' }).waitFor();
  await page.getByRole('link', { name: 'Fish' }).waitFor();
});
