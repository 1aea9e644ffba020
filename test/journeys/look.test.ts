import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { findBarriers } from '../support/barriers.ts';
import { launchChromium } from '../support/chromium.ts';
import { pageAddresses } from '../support/page-addresses.ts';
import { openSampleSite } from '../support/sample-site.ts';

const PICTURES = join(import.meta.dirname, '../output/look');
/** Pages that are looked at at once: while one is drawn, another is asked for. */
const AT_ONCE = 3;

let browser: Browser;
let site: Awaited<ReturnType<typeof openSampleSite>>;
let url: string;
let session: string;

before(async () => {
  mkdirSync(PICTURES, { recursive: true });
  browser = await launchChromium();
  site = await openSampleSite();
  url = await site.app.listen({ port: 0, host: '127.0.0.1' });
  session =
    (await site.signIn({ name: 'Grace', isAdmin: true })).cookies.get('trovato_session') ?? '';
});
after(async () => {
  await browser.close();
  await site[Symbol.asyncDispose]();
});

async function open(options: BrowserContextOptions & { readonly anonymous?: boolean } = {}) {
  const { anonymous, ...more } = options;
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    baseURL: url,
    ...more,
  });
  if (!anonymous) await context.addCookies([{ name: 'trovato_session', value: session, url }]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

/** How much of the page stands out of the window sideways. */
async function overflow(page: Page): Promise<number> {
  return Number(
    await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    ),
  );
}

/** Phones, twice the size of everything on a small desktop, and the same from right to left. */
async function checkWidths(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const dir of ['ltr', 'rtl']) {
    await page.evaluate(`document.documentElement.dir = '${dir}'`);
    for (const width of [320, 640]) {
      await page.setViewportSize({ width, height: 700 });
      const over = await overflow(page);
      if (over > 0) found.push(`${over} px too wide at ${width} px, ${dir}`);
    }
  }
  await page.evaluate("document.documentElement.dir = 'ltr'");
  await page.setViewportSize({ width: 1280, height: 900 });
  return found;
}

/** A frame holds a page that is looked at by itself. */
const PAGE = { exclude: 'iframe' };

/** Everything that is wrong with the page at an address, in light and dark. */
async function checkPage(page: Page, address: string): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  const answer = await page.goto(address);
  const status = answer?.status() ?? 0;
  if (status !== 200) return [`${address} answers ${status}`];
  const found = [...(await findBarriers(page, PAGE)), ...(await checkWidths(page))];
  await page.emulateMedia({ colorScheme: 'dark' });
  // What differs in the dark is colours alone.
  const dark = await findBarriers(page, {
    ...PAGE,
    rules: ['color-contrast', 'link-in-text-block'],
  });
  return [...found, ...dark.map((one) => `dark: ${one}`)].map((one) => `${address}: ${one}`);
}

test('every page and screen is for everybody, and holds at 320 px, at 200 % and right to left', async () => {
  const { mountedPages } = await site.web();
  const waiting = [...(await pageAddresses(site, mountedPages))];
  assert.ok(waiting.length > 40, `only ${waiting.length} pages`);
  const found: string[] = [];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      await using shown = await open();
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        found.push(...(await checkPage(shown.page, next)));
      }
      found.push(...shown.complaints);
    }),
  );
  assert.deepEqual(found, []);
});

test('what visitors see is for everybody too', async () => {
  await using shown = await open({ anonymous: true });
  const found: string[] = [];
  for (const address of ['/', `/item/${site.story.id}`, '/user/login']) {
    found.push(...(await checkPage(shown.page, address)));
  }
  await shown.page.goto('/nowhere');
  found.push(...(await findBarriers(shown.page, PAGE)), ...(await checkWidths(shown.page)));
  assert.deepEqual([...found, ...shown.complaints], []);
});

/** What has the focus: where it stands in the page, and whether one can see that it has it. */
const FOCUSED = `(() => {
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const all = [...document.querySelectorAll('*')];
  return {
    name: element.outerHTML.slice(0, 120),
    place: all.indexOf(element),
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1,
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
})()`;

interface Focused {
  readonly name: string;
  readonly place: number;
  readonly ring: boolean;
  readonly seen: boolean;
}

test('the keyboard goes through a page in its order, and one sees where it is', async () => {
  await using shown = await open();
  for (const address of [
    '/',
    '/admin/content',
    `/item/${site.story.id}/edit`,
    '/admin/appearance',
  ]) {
    await shown.page.goto(address);
    let last = -1;
    for (let stops = 0; stops < 40; stops += 1) {
      await shown.page.keyboard.press('Tab');
      const now = await shown.page.evaluate<Focused | null>(FOCUSED);
      if (now === null) break;
      assert.ok(now.ring, `${address}: no ring around ${now.name}`);
      assert.ok(now.seen, `${address}: out of sight: ${now.name}`);
      // Parts of a date are stops of one control.
      assert.ok(now.place >= last, `${address}: back to ${now.name}`);
      last = now.place;
    }
    assert.ok(last > 0, address);
  }
});

test('on a phone the way back is a word or an arrow, never a letter of it', async () => {
  for (const width of [320, 390]) {
    await using phone = await open({ viewport: { width, height: 700 } });
    const { page } = phone;
    await page.goto('/admin/structure/types/article/fields/add');
    const back = page.getByLabel('Breadcrumb').getByRole('link', { name: 'Article' });
    const { width: room } = (await back.boundingBox()) ?? { width: 0 };
    assert.ok(room >= 24, `${room} px at ${width}`);
    const cut = await back.evaluate((link) => link.scrollWidth - link.clientWidth);
    assert.equal(cut, 0, `at ${width}`);
    await back.click();
    await page.waitForURL('**/article/fields');
  }
});

test('who asks for less motion gets none', async () => {
  await using shown = await open();
  await shown.page.goto('/admin/content');
  const longest = await shown.page.evaluate(`Math.max(
    ...[...document.querySelectorAll('*')].map((element) => {
      const { transitionDuration, animationDuration } = getComputedStyle(element);
      return Math.max(parseFloat(transitionDuration), parseFloat(animationDuration));
    }),
  )`);
  assert.ok(Number(longest) <= 0.001, `${Number(longest)} s`);
});

test('a page that is left before it has come says nothing of it', async () => {
  await using shown = await open({ reducedMotion: 'no-preference' });
  const { page } = shown;
  await page.goto('/');
  // The page that goes has a transition, the one that comes wants none.
  for (const address of ['/admin/content', '/', '/admin', `/item/${site.story.id}`]) {
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await page.evaluate(`location.href = '${address}'`);
    await page.waitForTimeout(20);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.waitForTimeout(200);
  }
  assert.deepEqual(shown.complaints, []);
});

test('on paper there is the text and nothing to press', async () => {
  await using shown = await open({ anonymous: true, colorScheme: 'dark' });
  await shown.page.goto(`/item/${site.story.id}`);
  await shown.page.emulateMedia({ media: 'print' });
  assert.equal(await shown.page.getByRole('link', { name: 'Sign in' }).isVisible(), false);
  const ink = await shown.page.evaluate(
    "getComputedStyle(document.documentElement).backgroundColor + getComputedStyle(document.querySelector('h1')).color",
  );
  assert.match(String(ink), /^oklch\(0\.9\d* .*oklch\(0\.2\d* /);
  await shown.page.screenshot({ path: join(PICTURES, 'print.png'), fullPage: true });
});

for (const [name, options] of Object.entries({
  'right-to-left': { viewport: { width: 1280, height: 900 } },
  'twice-as-large': { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
} satisfies Record<string, BrowserContextOptions>)) {
  test(`pictures to look at are taken, ${name}`, async () => {
    await using shown = await open(options);
    const { page } = shown;
    for (const [picture, address] of [
      ['front', '/'],
      ['story', `/item/${site.story.id}`],
      ['content', '/admin/content'],
      ['form', `/item/${site.story.id}/edit`],
    ] as const) {
      await page.goto(address);
      if (name === 'right-to-left') await page.evaluate("document.documentElement.dir = 'rtl'");
      assert.ok((await overflow(page)) <= 0, `${address} is wider than the window`);
      await page.screenshot({ path: join(PICTURES, `${picture}-${name}.png`), fullPage: true });
    }
    assert.deepEqual(shown.complaints, []);
  });
}
