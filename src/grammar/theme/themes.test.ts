import assert from 'node:assert/strict';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { brotliDecompressSync } from 'node:zlib';
import type { Element } from '#grammar/render';
import { silentLog } from '#platform/telemetry';
import {
  copyThemes as copy,
  openThemes as open,
  sampleItem as item,
  samplePage as page,
  sampleSite as site,
} from '../../../test/support/themes.ts';
import { itemSuggestions } from './suggestions.ts';

const text = (value: string): Element => ({ '#type': 'text', '#value': value });

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

test('a page names its feeds, and no address that would run', () => {
  const { pages } = open();
  const alternates = [
    { url: '/talks.xml?a=1&b="2"', label: '"Talks" <new>', mime: 'application/rss+xml' },
    { url: 'javascript:alert(1)', label: 'x', mime: 'text/calendar' },
  ];
  const html = pages.renderPage(page({ alternates }), site);
  assert.match(
    html,
    /<link rel="alternate" type="application\/rss\+xml" title="&quot;Talks&quot; &lt;new&gt;" href="\/talks\.xml\?a=1&amp;b=&quot;2&quot;">/,
  );
  assert.doesNotMatch(html, /javascript:/);
});

test('a sheet that an element attaches loads on its pages, and on no others', () => {
  const { pages } = open();
  const body: Element = {
    '#type': 'text',
    '#value': 'x',
    '#attached': { styles: ['listings', 'nothing-of-that-name'] },
  };
  const sheets = (html: string) => html.match(/<link rel="stylesheet"/g)?.length;
  const html = pages.renderPage(page({ body }), site);
  assert.match(html, /<link rel="stylesheet" href="\/assets\/[\w-]{16}\/listings\.css">/);
  assert.equal(sheets(html), 2);
  assert.equal(sheets(pages.renderPage(page(), site)), 1);
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
    // Logical properties only: right-to-left comes for free.
    const physical =
      /(?:^|[;{\n])\s*(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)\b|(?:left|right|top|bottom|width|height|(?:min|max)-(?:width|height))\s*:|(?:float|clear|text-align)\s*:\s*(?:left|right))/g;
    assert.deepEqual(css.match(physical) ?? [], [], kind);
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

test('a sheet that another kernel has sent a page with is found here too', () => {
  let accent = '#005577';
  const appearance = { theme: () => 'base', settings: () => ({ accent: { light: accent } }) };
  const [one, other] = [open({ appearance }), open({ appearance })];
  accent = '#770055';
  const sheet = one.themes.get('site').stylesheet;
  assert.match(String(other.themes.assets.find(sheet)?.body), /light-dark\(#770055/);
  assert.equal(other.themes.assets.find('/assets/0000000000000000/nope.css'), undefined);
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

test('what plugins say to the template of an item reaches it, under names of their own', (t) => {
  const folder = copy(t);
  writeFileSync(join(folder, 'base/templates/item.html'), '[{{ mood }} {{ title }}]');
  const body = item({ '#variables': { mood: '<calm>', title: 'Another' } });
  const html = open({ folder }).pages.renderPage(page({ body }), site);
  assert.match(html, /\[&lt;calm&gt; Hello &lt;b&gt;\]/);
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
  writeFileSync(
    join(folder, 'sea/sea.css'),
    "@layer theme { .wave { color: blue }\n.wave > a::after { content: ', 0.5 > 0.4'; opacity: 0.5 } }",
  );
  writeFileSync(join(folder, 'sea/templates/item.html'), '{% include "base/item.html" %}<hr>');
  const { themes, pages } = open({ folder, site: 'sea' });
  const css = String(themes.assets.find(themes.get('site').stylesheet)?.body);
  assert.match(css, /--accent: ?light-dark\(teal, oklch\(80% 0\.1 190\)\)/);
  // Needless spaces go, except in what stands in quotes.
  assert.match(css, /\.wave>a::after \{ content: ', 0\.5 > 0\.4'; opacity: \.5 \}/);
  assert.match(css, /\.site-header/);
  assert.match(pages.renderPage(page({ body: item() }), site), /<\/article>\s*<hr>/);
});

test('what is wrong with a theme is said with file, key and what was expected', (t) => {
  const folder = copy(t);
  const cases: readonly (readonly [string, RegExp])[] = [
    ['\nname = 3', /bad\/theme\.toml:2: "name" must be a text in quotes/],
    ['styles = "a.css"', /"styles" must be a list of texts/],
    ['colour = "red"', /"colour" is not known; there are name, description, screenshot/],
    ['base = "nope"', /nope\/theme\.toml: there is no theme "nope"/],
    ['base = "bad"', /"bad" builds on itself/],
    ['styles = ["missing.css"]', /there is no file "missing\.css"/],
    ['styles = ["../base/styles/frame.css"]', /is outside of the theme/],
    ['styles = ["theme.toml"]', /is not a kind of file that pages load/],
    ['scripts = ["npm:no-such-package/x.js"]', /names a package that is not installed/],
    ['scripts = ["npm:htmx.org/../pg/lib/index.js"]', /is outside of the package/],
    ['[roles]\naccent = "red; } body { display: none"', /role "accent" must be one CSS value/],
    ['name = "Bad"\nstyles = [', /bad\/theme\.toml:2: /],
    ['hidden = 1', /:1: "hidden" must be true or false/],
    ['kind = "x"', /:1: "kind" must be "site" or "admin"/],
    ['[settings]\naccent = 3', /:2: "accent" must be a role and what it is called/],
  ];
  mkdirSync(join(folder, 'bad'));
  for (const [toml, expected] of cases) {
    writeFileSync(join(folder, 'bad/theme.toml'), toml);
    assert.throws(() => open({ folder }).themes.open('bad'), expected, toml);
  }
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
