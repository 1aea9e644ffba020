import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { openTestKernel } from '../../../test/support/kernel.ts';

/** A data folder with themes in it: name to files. */
function dataWith(
  t: TestContext,
  themes: Readonly<Record<string, Readonly<Record<string, string>>>>,
): string {
  const data = mkdtempSync(join(tmpdir(), 'appearance-'));
  t.after(() => rmSync(data, { recursive: true, force: true }));
  for (const [name, files] of Object.entries(themes)) {
    for (const [file, text] of Object.entries(files)) {
      const path = join(data, 'themes', name, file);
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, text);
    }
  }
  return data;
}

const SEA = {
  'sea.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 10"></svg>',
  'theme.toml':
    'name = "Sea"\nbase = "base"\ndescription = "Cool and wide."\nscreenshot = "sea.svg"\n[roles]\naccent = ["#0b5563", "#7fd0dd"]\n',
  'templates/page--front.html':
    '{% extends "base/page--front.html" %}{% block footer %}Low tide{% endblock %}',
};

/** The address of the style sheet that a page loads. */
const sheetOf = (html: string): string =>
  /<link rel="stylesheet" href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';

test('a theme in the data folder is listed and used at once, and there is a way back', async (t) => {
  const data = dataWith(t, { sea: SEA });
  await using kernel = await openTestKernel({ settings: { data } });
  const admin = await kernel.signIn({ isAdmin: true });
  const list = await admin.get('/admin/appearance');
  assert.match(list.text, /BaseIn use.*SeaCool and wide\.Use this theme/);
  assert.doesNotMatch(list.text, /Shared|Administration In use/);
  // A theme without a picture is shown by its colours.
  assert.match(list.html, /src="\/assets\/[\w-]+\/base\.svg".*src="\/assets\/[\w-]+\/sea\.svg"/s);
  assert.doesNotMatch((await admin.get('/')).text, /Low tide/);

  const chosen = await admin.post('/admin/appearance/use/sea');
  assert.match(chosen.text, /Readers see the site in the theme Sea now\.\s*Undo/);
  const front = await kernel.browse().get('/');
  assert.match(front.text, /Low tide/);
  const css = await admin.get(sheetOf(front.html));
  assert.match(css.html, /--accent: light-dark\(#0b5563, #7fd0dd\)/);
  // What belongs to an accent follows it.
  assert.match(css.html, /--accent-hover: light-dark\(#/);

  await admin.post('/admin/appearance/use/base');
  assert.doesNotMatch((await admin.get('/')).text, /Low tide/);
});

test('other kernels show the chosen theme a moment later', async (t) => {
  const data = dataWith(t, { sea: SEA });
  await using kernel = await openTestKernel({ settings: { data } });
  await kernel.database.transaction((one) => kernel.variables.save(one, 'theme', 'sea'));
  await kernel.variables.refresh();
  assert.match((await kernel.browse().get('/')).text, /Low tide/);
});

test('a theme that cannot be read is said with file, line and what was expected; the site stands', async (t) => {
  const data = dataWith(t, {
    sea: SEA,
    broken: { 'theme.toml': 'name = "Broken"\nbase = "base"\ncolour = "red"\n' },
    base: { 'theme.toml': 'name = "Mine"\n' },
    spelled: {
      'theme.toml': 'name = "Spelled"\nbase = "base"\n',
      'templates/item.html': '<p>\n{% if %}',
    },
  });
  await using kernel = await openTestKernel({ settings: { data } });
  const admin = await kernel.signIn({ isAdmin: true });
  const list = await admin.get('/admin/appearance');
  assert.match(list.text, /broken\/theme\.toml:3: "colour" is not known; there are name/);
  assert.match(list.text, /Mine.*there is another theme called “base”/);
  assert.match(list.text, /themes\/spelled\/templates\/item\.html:2: syntax error/);
  assert.match(list.text, /SeaCool and wide/);

  const refused = await admin.post('/admin/appearance/use/broken');
  assert.equal(refused.status, 409);
  assert.match(refused.text, /cannot be read, so the site keeps its own/);
  assert.equal((await admin.post('/admin/appearance/use/nope')).status, 404);
  assert.equal((await admin.post('/admin/appearance/use/admin')).status, 404);

  // It was fine when it was chosen.
  await kernel.database.transaction((one) => kernel.variables.save(one, 'theme', 'broken'));
  await kernel.variables.refresh();
  const front = await kernel.browse().get('/');
  assert.equal(front.status, 200);
  assert.match(front.html, /site-header/);
  const now = await admin.get('/admin/appearance');
  assert.match(now.text, /The chosen theme “broken” cannot be read\. Readers see the theme “base”/);
});

test('what is set for a theme is in its style sheet, under a new address', async () => {
  await using kernel = await openTestKernel();
  const admin = await kernel.signIn({ isAdmin: true });
  const path = '/admin/appearance/settings/base';
  const before = sheetOf((await admin.get('/')).html);

  const saved = await admin.submit(path, {
    'accent[light]': '#7a1f5c',
    'font-text': 'system',
    radius: 'square',
  });
  assert.match(saved.text, /The settings of Base were saved\.\s*Undo/);
  const after = sheetOf((await admin.get('/')).html);
  assert.notEqual(after, before);
  const css = (await admin.get(after)).html;
  assert.match(css, /--accent: light-dark\(#7a1f5c, #[0-9a-f]{6}\)/);
  assert.match(css, /--font-text: system-ui, sans-serif/);
  assert.match(css, /--radius: 0rem/);
  // What was not changed stays the theme's own: a later version of it may be better.
  assert.deepEqual(kernel.variables.find('theme_settings.base'), {
    accent: { light: '#7a1f5c' },
    'font-text': 'system',
    radius: 'square',
  });

  await admin.submit(path, { radius: 'round' }, 'reset');
  assert.equal(sheetOf((await admin.get('/')).html), before);
  await admin.post(`${path}/undo`);
  assert.equal(sheetOf((await admin.get('/')).html), after);
});

test('colours that are hard to read are said plainly, and kept', async () => {
  await using kernel = await openTestKernel();
  const admin = await kernel.signIn({ isAdmin: true });
  const path = '/admin/appearance/settings/base';
  assert.doesNotMatch((await admin.get(path)).text, /hard to read/);
  const saved = await admin.submit(path, { 'accent[light]': '#cccccc' });
  assert.match(
    saved.text,
    /The accent is hard to read in the light look: it stands out from its surface by 1\.5:1, and 4\.5:1 is needed\./,
  );
});

test('nothing but colours and the choices that are offered gets into a style sheet', async () => {
  await using kernel = await openTestKernel();
  const admin = await kernel.signIn({ isAdmin: true });
  const path = '/admin/appearance/settings/base';
  const hostile = 'red;} body { display: none';
  const refused = await admin.submit(path, { 'accent[light]': hostile });
  assert.equal(refused.status, 422);
  assert.equal((await admin.submit(path, { radius: hostile })).status, 422);
  await kernel.database.transaction((one) =>
    kernel.variables.save(one, 'theme_settings.base', {
      accent: { light: hostile, dark: '#ffffff' },
      'font-text': hostile,
      'no-role': '#000000',
    }),
  );
  await kernel.variables.refresh();
  const css = (await admin.get(sheetOf((await admin.get('/')).html))).html;
  assert.doesNotMatch(css, /display: none; \}|red;|no-role/);
  const query = new URLSearchParams({ 'accent[light]': hostile, radius: hostile });
  const preview = await admin.get(`/admin/appearance/preview/base/style.css?${query.toString()}`);
  assert.doesNotMatch(preview.html, /red;/);
});

test('a preview shows what is not saved, only to those who may, only inside this site', async (t) => {
  const data = dataWith(t, { sea: SEA });
  await using kernel = await openTestKernel({ settings: { data } });
  const admin = await kernel.signIn({ isAdmin: true });
  const path = '/admin/appearance/settings/sea';
  const preview = await admin.submit(path, { 'surface[dark]': '#102030' }, 'preview');
  assert.match(preview.url, /^\/admin\/appearance\/preview\/sea\?surface/);
  assert.match(preview.text, /This is a preview of the theme Sea\. Nothing is saved\./);
  assert.match(String(preview.headers['content-security-policy']), /frame-ancestors 'self'/);
  assert.equal(preview.headers['x-frame-options'], 'SAMEORIGIN');
  assert.equal((await admin.get(path)).headers['x-frame-options'], 'DENY');
  const css = await admin.get(sheetOf(preview.html));
  assert.match(String(css.headers['content-type']), /text\/css/);
  assert.match(css.html, /--surface: light-dark\(#[0-9a-f]{6}, #102030\)/);
  assert.equal(kernel.variables.find('theme_settings.sea'), undefined);
  // The way back keeps what was tried on.
  const back = /href="(\/admin\/appearance\/settings\/sea\?[^"]+)"/.exec(preview.html)?.[1] ?? '';
  assert.match((await admin.get(back.replaceAll('&amp;', '&'))).html, /value="#102030"/);

  const reader = await kernel.signIn();
  for (const url of ['/admin/appearance', path, '/admin/appearance/preview/sea']) {
    assert.equal((await reader.get(url)).status, 403, url);
  }
  assert.equal((await reader.post('/admin/appearance/use/sea')).status, 403);
  assert.equal((await admin.get('/admin/appearance/settings/nope')).status, 404);
});
