import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { brotliDecompressSync } from 'node:zlib';
import { createRenderer, type Element, escapeHtml, trusted } from '#grammar/render';
import type { PageView } from '#grammar/routes';
import { silentLog } from '#platform/telemetry';
import { createPages, createThemes, type SiteView, type ThemeOptions } from './index.ts';
import { itemSuggestions } from './suggestions.ts';

const SHIPPED = join(import.meta.dirname, '../../../themes');

const formats = { apply: (_format: string, text: string) => trusted(escapeHtml(text)) };

function open(options: Partial<ThemeOptions> = {}) {
  const themes = createThemes({ folder: SHIPPED, development: false, log: silentLog, ...options });
  const renderer = createRenderer({ formats, templates: themes.elements });
  return { themes, renderer, pages: createPages({ themes, renderer }) };
}

/** The shipped themes in a folder of their own, to be changed. */
function copy(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'themes-'));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(SHIPPED, folder, { recursive: true });
  return folder;
}

const site: SiteView = {
  name: 'The <Site>',
  url: '/item/1?x=1',
  origin: 'https://example.org',
  locale: 'en',
  timeZone: 'UTC',
  now: new Date('2026-05-01T12:00:00Z'),
};
const text = (value: string): Element => ({ '#type': 'text', '#value': value });
const page = (more: Partial<PageView> = {}): PageView => ({
  kind: 'page',
  title: 'A & B',
  body: text('The body'),
  ...more,
});
const item = (more: object = {}): Element => ({
  '#type': 'item',
  '#id': '1',
  '#bundle': 'article',
  '#view_mode': 'full',
  '#title': 'Hello <b>',
  '#url': '/item/1',
  '#published': true,
  '#created': '2026-01-05T10:00:00Z',
  '#children': {
    body: {
      '#type': 'field',
      '#name': 'body',
      '#field_type': 'long_text',
      '#label': 'Body',
      '#label_display': 'hidden',
      '#items': [text('One & two')],
    },
  },
  ...more,
});

test('a page is a whole document with everything that its view says', () => {
  const { pages } = open();
  const html = pages.renderPage(
    page({
      description: 'What it is "about"',
      breadcrumb: [{ url: '/', label: 'Home' }],
      tabs: [{ url: '/item/1/edit', label: 'Edit' }],
      messages: [{ tone: 'positive', text: 'Saved.', undo: { label: 'Undo', url: '/undo' } }],
    }),
    { ...site, userMenu: [{ url: '/user/logout', label: 'Sign out', post: true }] },
  );
  assert.match(html, /^<!doctype html>\n<html lang="en" dir="ltr">/);
  for (const part of [
    '<title>A &amp; B · The &lt;Site&gt;</title>',
    '<meta name="description" content="What it is &quot;about&quot;">',
    '<link rel="canonical" href="https://example.org/item/1">',
    '<a class="skip-link" href="#main">',
    '<h1>A &amp; B</h1>',
    'The body',
    'Saved.',
    '<form class="form notice-action" action="/undo" method="post">',
    '<form method="post" action="/user/logout">',
    'href="/item/1/edit"',
  ]) {
    assert.ok(html.includes(part), `${part} is missing in\n${html}`);
  }
});

test('no page holds inline scripts, styles or handlers', () => {
  const { pages } = open();
  for (const theme of ['site', 'admin'] as const) {
    for (const status of [200, 404, 503]) {
      const html = pages.renderPage(page({ theme, status }), site);
      assert.doesNotMatch(html, /<style|\sstyle=|\son[a-z]+=|<script(?![^>]* src=)/);
    }
  }
});

test('every template of the shipped themes draws every layout', () => {
  const errors: unknown[] = [];
  const log = Object.assign(Object.create(silentLog), {
    error: (...args: unknown[]) => void errors.push(args),
  });
  const { pages } = open({ log });
  for (const theme of ['site', 'admin'] as const) {
    for (const layout of ['full', 'narrow', 'wide', 'centred'] as const) {
      for (const status of [200, 403, 404, 409, 500, 503]) {
        for (const body of [item(), item({ '#view_mode': 'teaser', '#published': false })]) {
          const html = pages.renderPage(page({ theme, layout, status, body }), site);
          assert.match(html, /Hello &lt;b&gt;.*One &amp; two.*<\/html>/s);
        }
      }
    }
  }
  assert.deepEqual(errors, []);
});

test('an error at the address of the front page is drawn as an error', () => {
  const { pages } = open();
  const front = { ...site, url: '/' };
  const html = pages.renderPage(page({ status: 503, title: 'Not available' }), front);
  assert.match(html, /<h1>Not available<\/h1>/);
  assert.match(html, /<title>Not available/);
  assert.match(pages.renderPage(page({ status: 422 }), front), /front-head/);
});

test('right-to-left languages run that way', () => {
  const { pages } = open();
  assert.match(pages.renderPage(page(), { ...site, locale: 'ar-EG' }), /lang="ar-EG" dir="rtl"/);
});

test('groups of facts, several values of one field, stand apart from each other', () => {
  const { themes } = open();
  const css = themes.assets.find(themes.get('site').stylesheet)?.body.toString() ?? '';
  const apart =
    /\.item-field-value\+\.item-field-value\{[^}]*&:has\(>\.facts\)\{margin-block-start/;
  assert.match(css.replaceAll(/\s+/g, ''), apart);
});

test('what has the focus does not come to rest under the bar that saves', () => {
  const { themes } = open();
  const css = themes.assets.find(themes.get('admin').stylesheet)?.body.toString() ?? '';
  const room = /:root:has\(\.form-actions\[data-sticky\]\)\{scroll-padding-block-end:/;
  assert.match(css.replaceAll(/\s+/g, ''), room);
});

test('the style sheets stay within their budgets and hold no !important', () => {
  const { themes } = open();
  for (const [kind, most] of [
    ['site', 30_000],
    ['admin', 60_000],
  ] as const) {
    const css = themes.assets.find(themes.get(kind).stylesheet)?.body.toString() ?? '';
    assert.ok(css.length > 10_000 && css.length < most, `${kind}: ${css.length} bytes`);
    assert.doesNotMatch(css, /!\s*important/);
    assert.doesNotMatch(css, /url\((?!"(?:\/assets\/|data:))/);
  }
});

test('assets are found by the hash of their content, and compressed as the client takes it', () => {
  const { themes } = open();
  const url = themes.get('site').stylesheet;
  const sheet = themes.assets.find(url);
  assert.ok(sheet);
  assert.match(url, /^\/assets\/[\w-]{16}\/base\.css$/);
  assert.equal(sheet.mime, 'text/css; charset=utf-8');
  const { body, encoding } = sheet.encoded('gzip, br');
  assert.equal(encoding, 'br');
  assert.deepEqual(brotliDecompressSync(body), sheet.body);
  assert.equal(sheet.encoded('gzip').encoding, 'gzip');
  assert.equal(sheet.encoded(undefined).encoding, undefined);
  assert.equal(themes.assets.find(url.replace('base.css', '../base.css')), undefined);
  assert.equal(themes.assets.find('/assets/0000000000000000/base.css'), undefined);
  for (const font of themes.get('site').preload) {
    const found = themes.assets.find(font);
    assert.equal(found?.mime, 'font/woff2');
    assert.equal(found?.encoded('br').encoding, undefined);
  }
});

test('scripts load where an element attaches them, from a folder where they find each other', () => {
  const { themes, pages } = open();
  const plain = pages.renderPage(page(), site);
  assert.doesNotMatch(plain, /type="module"/);
  const attached = pages.renderPage(
    page({ body: { ...text('x'), '#attached': { scripts: ['forms', 'forms', 'nope'] } } }),
    site,
  );
  const urls = [...attached.matchAll(/<script src="([^"]+)" type="module">/g)].map(
    (m) => m[1] ?? '',
  );
  assert.equal(urls.length, 1);
  const script = themes.assets.find(urls[0] ?? '');
  const imported = /(?:from|import) '\.\/([\w-]+\.js)'/.exec(String(script?.body))?.[1] ?? '';
  const sibling = urls[0]?.replace(/[^/]+$/, imported);
  assert.ok(sibling !== undefined && themes.assets.find(sibling));
});

test('the most specific template wins', (t) => {
  const element = item() as Extract<Element, { '#type': 'item' }>;
  assert.deepEqual(itemSuggestions(element), [
    'item--article--1',
    'item--article--full',
    'item--article',
    'item--full',
    'item',
  ]);
  const folder = copy(t);
  const put = (name: string) =>
    writeFileSync(join(folder, 'base/templates', `${name}.html`), `[${name} {{ title }}]`);
  const draw = () => open({ folder }).pages.renderPage(page({ body: item() }), site);
  for (const name of ['item--full', 'item--article', 'item--article--full', 'item--article--1']) {
    put(name);
    assert.ok(draw().includes(`[${name} Hello &lt;b&gt;]`), name);
  }
});

test('a theme may draw fields by its own template', (t) => {
  const folder = copy(t);
  writeFileSync(
    join(folder, 'base/templates/field--body.html'),
    '<section>{% for item in items %}{{ item }}{% endfor %}</section>',
  );
  const html = open({ folder }).pages.renderPage(page({ body: item() }), site);
  assert.match(html, /<section>One &amp; two<\/section>/);
});

test('a theme builds on another: its styles, templates and roles', (t) => {
  const folder = copy(t);
  mkdirSync(join(folder, 'sea/templates'), { recursive: true });
  writeFileSync(
    join(folder, 'sea/theme.toml'),
    'name = "Sea"\nbase = "base"\nstyles = ["sea.css"]\n[roles]\naccent = ["teal", "oklch(80% 0.1 190)"]\n',
  );
  writeFileSync(join(folder, 'sea/sea.css'), '@layer theme { .wave { color: blue } }');
  writeFileSync(join(folder, 'sea/templates/item.html'), '{% include "base/item.html" %}<hr>');
  const { themes, pages } = open({ folder, site: 'sea' });
  const css = String(themes.assets.find(themes.get('site').stylesheet)?.body);
  assert.match(css, /--accent: ?light-dark\(teal, oklch\(80% 0\.1 190\)\)/);
  assert.match(css, /\.wave/);
  assert.match(css, /\.site-header/);
  assert.match(pages.renderPage(page({ body: item() }), site), /<\/article>\s*<hr>/);
});

test('what is wrong with a theme is said with file, key and what was expected', (t) => {
  const folder = copy(t);
  const cases: readonly (readonly [string, RegExp])[] = [
    ['name = 3', /bad\/theme\.toml: "name" must be a text in quotes/],
    ['styles = "a.css"', /"styles" must be a list of texts/],
    ['colour = "red"', /"colour" is not known; there are name, base, styles/],
    ['base = "nope"', /nope\/theme\.toml: there is no theme "nope"/],
    ['base = "bad"', /"bad" builds on itself/],
    ['styles = ["missing.css"]', /there is no file "missing\.css"/],
    ['styles = ["../base/styles/frame.css"]', /is outside of the theme/],
    ['styles = ["theme.toml"]', /is not a kind of file that pages load/],
    ['scripts = ["npm:no-such-package/x.js"]', /names a package that is not installed/],
    ['scripts = ["npm:htmx.org/../pg/lib/index.js"]', /is outside of the package/],
    ['[roles]\naccent = "red; } body { display: none"', /role "accent" must be one CSS value/],
    ['styles = [', /theme\.toml: /],
  ];
  mkdirSync(join(folder, 'bad'));
  for (const [toml, expected] of cases) {
    writeFileSync(join(folder, 'bad/theme.toml'), toml);
    assert.throws(() => open({ folder, site: 'bad' }), expected, toml);
  }
});

test('a page without its template still says what it has to say', (t) => {
  const folder = copy(t);
  writeFileSync(join(folder, 'base/templates/page.html'), '{{ nope }}');
  const live = open({ folder }).pages.renderPage(page(), site);
  assert.match(live, /^<!doctype html>.*<h1>A &amp; B<\/h1>.*The body.*<\/html>$/s);
  assert.doesNotMatch(live, /undefined value/);
  const developed = open({ folder, development: true }).pages.renderPage(page(), site);
  assert.match(developed, /themes\/base\/templates\/page\.html:1: undefined value/);
});

test('a changed template shows on the next page while one develops, and not in production', async (t) => {
  const folder = copy(t);
  const file = join(folder, 'base/templates/item.html');
  const developed = open({ folder, development: true });
  const live = open({ folder });
  writeFileSync(file, 'changed {{ title }}');
  utimesSync(file, new Date(), new Date(Date.now() + 5000));
  await setTimeout(250);
  const view = page({ body: item() });
  assert.match(developed.pages.renderPage(view, site), /changed Hello/);
  assert.doesNotMatch(live.pages.renderPage(view, site), /changed Hello/);
  writeFileSync(join(folder, 'base/theme.toml'), 'half = ');
  await setTimeout(250);
  assert.match(developed.pages.renderPage(view, site), /changed Hello/);
});
