import assert from 'node:assert/strict';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { findBarriers } from '../support/barriers.ts';
import { openTestKernel } from '../support/kernel.ts';

/** A site that listens, with two articles. */
export async function openSite() {
  const site = await openTestKernel({ settings: { baseUrl: undefined } });
  const url = await site.app.listen({ port: 0, host: '127.0.0.1' });
  const { items, system } = site;
  await items.createType(system, 'article', { name: 'Article' });
  await items.addField(system, 'article', 'place', { field_type: 'text', label: 'Place' });
  const make = (title: string) =>
    items.createItem(system, 'article', { title, fields: { place: { value: 'Brest' } } });
  const [tides, winds] = [await make('Tides'), await make('Winds')];
  return { site, url, tides, winds, [Symbol.asyncDispose]: () => site[Symbol.asyncDispose]() };
}

export type Site = Awaited<ReturnType<typeof openSite>>;

/** A page in which somebody with these permissions is signed in. */
export async function openPage(
  browser: Browser,
  { site, url }: Site,
  { name, permissions }: { readonly name: string; readonly permissions: readonly string[] },
  options: BrowserContextOptions = {},
) {
  const { cookies } = await site.signIn({ name, permissions });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en-US',
    reducedMotion: 'reduce',
    baseURL: url,
    ...options,
  });
  const session = cookies.get('trovato_session') ?? '';
  await context.addCookies([{ name: 'trovato_session', value: session, url }]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  return {
    page,
    async [Symbol.asyncDispose]() {
      await context.close();
      assert.deepEqual(complaints, []);
    },
  };
}

/** Nothing on the page keeps anybody out, and nothing stands out of it sideways. */
export async function checkAccess(page: Page): Promise<void> {
  assert.deepEqual(await findBarriers(page), [], page.url());
  const over = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  assert.ok(Number(over) <= 0, `${page.url()} is wider than the window`);
}
