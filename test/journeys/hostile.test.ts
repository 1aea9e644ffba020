import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { asLine, hostileTexts, packed } from '../support/hostile.ts';
import { type HostileSite, openHostileSite, TREE_PAGES } from './hostile-site.ts';
import { openWatch } from './hostile-watch.ts';

/** What the site is called where no browser asks for its pages. */
const INSIDE = 'http://site.test';

let browser: Browser | undefined;
let hostile: HostileSite | undefined;

before(async () => {
  hostile = await openHostileSite();
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await hostile?.[Symbol.asyncDispose]();
});

/** The site, and somebody who looks at it in a browser. */
async function look(policy: 'with' | 'without') {
  assert.ok(hostile && browser);
  const { origin, admin } = hostile;
  const watch = await openWatch(browser, origin, admin.cookies, policy === 'with');
  const html = async (paths: readonly string[]) => {
    const pages: string[] = [];
    for (const path of paths) pages.push((await admin.get(path)).html);
    return pages;
  };
  return { ...hostile, watch, html, [Symbol.asyncDispose]: () => watch[Symbol.asyncDispose]() };
}

for (const policy of ['with', 'without'] as const) {
  test(`nothing hostile runs ${policy} a security policy, whatever was entered into the site`, async () => {
    await using site = await look(policy);
    for (const path of site.paths) await site.watch.open(path);
    assert.deepEqual(site.watch.complaints, []);
  });

  test(`nothing hostile runs ${policy} a security policy, whatever an element or template is given`, async () => {
    await using site = await look(policy);
    // What the policy would have to refuse is found without it, so that some are enough with it.
    for (let part = 0; part < TREE_PAGES; part += policy === 'with' ? 4 : 1) {
      await site.watch.open(`/hostile/${part}`);
      assert.notEqual(await site.watch.page.locator('article[data-id]').count(), 0);
    }
    assert.deepEqual(site.watch.complaints, []);
  });

  test(`nothing hostile runs ${policy} a security policy, whatever an address says`, async () => {
    await using site = await look(policy);
    for (const text of packed(3000)) {
      const said = encodeURIComponent(text.toWellFormed());
      const paths = [
        `/${said.replaceAll('%2F', '/')}`,
        `/?page=${said}&${said}=1`,
        `/admin/content?title=${said}&type=${said}&author=${said}&sort=${said}&page=${said}`,
        `/user/login?destination=${said}`,
      ];
      await site.watch.read(await site.html(paths), INSIDE);
    }
    const said = encodeURIComponent(packed(1500)[0] ?? '');
    await site.watch.open(`/nowhere/${said}`);
    await site.watch.open(`/admin/content?title=${said}`);
    assert.deepEqual(site.watch.complaints, []);
  });
}

test('nothing hostile is on the pages of all items, of terms and people', async () => {
  await using site = await look('with');
  const shown = new Set<string>();
  for (let at = 0; at < site.many.length; at += 50) {
    const pages = await site.html(site.many.slice(at, at + 50));
    for (const [call] of pages.join('').matchAll(/alert\(\d+\)/g)) shown.add(call);
    await site.watch.read(pages, INSIDE);
  }
  const calls = new Set(hostileTexts().flatMap(({ text }) => text.match(/alert\(\d+\)/g) ?? []));
  assert.ok(shown.size > 0.95 * calls.size, `${shown.size} of ${calls.size} were shown`);
  assert.deepEqual(site.watch.complaints, []);
});

test('nothing hostile is in a form that comes back with problems, or in what a save says', async () => {
  await using site = await look('with');
  const { admin, watch } = site;
  const add = '/item/add/hostile';
  const pages: string[] = [];
  for (const text of packed(3000).map(asLine)) {
    const wrong = { title: text, 'fields[the_email][0][value]': text, status: text };
    pages.push((await admin.submit(add, wrong, 'save')).html);
    const login = { name: text, password: text };
    pages.push((await site.site.browse().submit('/user/login', login)).html);
  }
  for (const text of packed(255).map(asLine).slice(0, 20)) {
    pages.push((await admin.submit(add, { title: text, log: text }, 'save')).html);
  }
  await watch.read(pages, INSIDE);
  assert.deepEqual(watch.complaints, []);
});

test('a picture that holds scripts is never a page', async () => {
  await using site = await look('without');
  const download = site.watch.page.waitForEvent('download');
  await assert.rejects(site.watch.page.goto(site.drawing), /Download is starting/);
  await download;
});

test('nothing hostile is in the name of the site', async () => {
  await using site = await look('without');
  const { variables, database } = site.site;
  const names = packed(100).map(asLine);
  const pages: string[] = [];
  for (const name of names) {
    await database.transaction(async (transaction) => {
      await variables.save(transaction, 'site_name', name);
      await variables.save(transaction, 'site_slogan', name);
    });
    await variables.refresh();
    pages.push(...(await site.html(['/user/login'])));
  }
  await site.watch.read(pages, INSIDE);
  await site.watch.open('/');
  assert.deepEqual(site.watch.complaints, []);
});

test('who looks on sees what gets through', async () => {
  await using site = await look('without');
  const { page } = site.watch;
  await page.route('**/control', (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers: { 'content-security-policy': "default-src 'none'" },
      body: `<body><script>alert(1)</script><img src=/x onerror=alert(2)><b onclick=x>b</b>
        <img src=https://evil.example/x.png><a href=javascript:x>a</a><iframe></iframe>`,
    }),
  );
  await site.watch.open('/control');
  const said = site.watch.complaints.join('\n');
  for (const seen of ['alert(1) = ', 'request to https://evil', 'onclick', 'runs code', 'iframe']) {
    assert.ok(said.includes(seen), `${seen} is missing in ${said}`);
  }
});
