import assert from 'node:assert/strict';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { findBarriers } from '../support/barriers.ts';
import { openTestKernel } from '../support/kernel.ts';

/** Where a note is written. */
export const ADD = '/item/add/note';
export const save = (page: Page) =>
  page.getByRole('button', { name: 'Save', exact: true }).last().click();

/** Nothing on the page keeps anybody out. */
export async function checkAccess(page: Page): Promise<void> {
  assert.deepEqual(await findBarriers(page), []);
}

/** A site with notes, which have one long text and any number of others, and its administrator. */
export async function openNotes(browser: Browser, options: BrowserContextOptions = {}) {
  const site = await openTestKernel({ settings: { baseUrl: undefined } });
  const { items, system } = site;
  await items.createType(system, 'note', { name: 'Note' });
  await items.addField(system, 'note', 'body', {
    field_type: 'long_text',
    label: 'Body',
    required: true,
    settings: { max_length: 2000 },
  });
  await items.addField(system, 'note', 'more', {
    field_type: 'long_text',
    label: 'More',
    cardinality: -1,
    settings: { formats: ['filtered_html'] },
  });
  const url = await site.app.listen({ port: 0, host: '127.0.0.1' });
  const { cookies } = await site.signIn({ name: 'Ada', isAdmin: true });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en-US',
    reducedMotion: 'reduce',
    baseURL: url,
    ...options,
  });
  const session = cookies.get('trovato_session') ?? '';
  await context.addCookies([{ name: 'trovato_session', value: session, url }]);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // The browser says so of a form that is shown again with what is wrong.
    const isAnswer = message.text().includes('status of 422');
    if (message.type() === 'error' && !isAnswer) complaints.push(message.text());
  });
  return {
    site,
    page,
    body: bodyOf(page),
    /** A note with this text, as it is stored. */
    async addNote(value: string, format = 'filtered_html'): Promise<string> {
      const fields = { body: { value, format } };
      const { id } = await items.createItem(system, 'note', { title: 'A note', fields });
      return `/item/${id}`;
    },
    async [Symbol.asyncDispose]() {
      await context.close();
      await site[Symbol.asyncDispose]();

      assert.deepEqual(complaints, []);
    },
  };
}

export type Body = ReturnType<typeof bodyOf>;

/** The first long text of a form: where it is written, and what is sent. */
function bodyOf(page: Page) {
  const frame = page.locator('.rich-text').first();
  const source = page.locator('textarea[data-rich-text]').first();
  const tool = (name: string): Locator => frame.getByRole('button', { name, exact: true });
  return {
    frame,
    source,
    tool,
    editor: page.getByRole('textbox', { name: 'Body' }).and(page.locator('[contenteditable]')),
    note: frame.getByRole('status'),
    sent: () => source.inputValue(),
    /** Gives it another text, as the way back does. */
    async put(text: string): Promise<void> {
      await source.evaluate((area, value) => {
        Object.assign(area, { value });
        area.dispatchEvent(new Event('input', { bubbles: true }));
      }, text);
    },
    /** Pastes as another program would. */
    async paste(html: string, text = ''): Promise<void> {
      await page.evaluate(
        `(() => {
          const data = new DataTransfer();
          if (${JSON.stringify(html)}) data.setData('text/html', ${JSON.stringify(html)});
          data.setData('text/plain', ${JSON.stringify(text)});
          const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(event);
        })()`,
      );
    },
  };
}
