import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { harbour } from '../examples/theme-harbour/plugin.ts';
import { openSampleSite } from './support/sample-site.ts';

const EXAMPLE = join(import.meta.dirname, '../examples/theme-harbour');

/** A site whose own themes are the example, with its plugin, and the example in use. */
async function openHarbour(t: TestContext, plugins = [harbour]) {
  const data = mkdtempSync(join(tmpdir(), 'harbour-'));
  t.after(() => rmSync(data, { recursive: true, force: true }));
  cpSync(EXAMPLE, join(data, 'themes/harbour'), { recursive: true });
  const site = await openSampleSite({ settings: { data }, plugins });
  const admin = await site.signIn({ isAdmin: true });
  const chosen = await admin.post('/admin/appearance/use/harbour');
  assert.match(chosen.text, /Readers see the site in the theme Harbour now/);
  return site;
}

test('the example theme draws pages, articles in lists, and what its plugin adds', async (t) => {
  await using site = await openHarbour(t);
  const front = await site.browse().get('/');
  assert.match(
    front.html,
    /<article class="item harbour-teaser" data-bundle="article" data-view-mode="teaser">/,
  );
  assert.match(front.text, /Welcome to your site\s*\d+ min to read/);
  assert.match(front.text, /Next high water at 16:38, 3\.4 m\./);
  // Only articles in lists; stories, and whole articles, are drawn as in the base theme.
  assert.match(front.html, /<article class="item" data-bundle="story" data-view-mode="teaser">/);
  const article = await site.browse().get(`/item/${site.articles[0]?.id}`);
  assert.doesNotMatch(article.html, /harbour-teaser/);
  assert.match(article.text, /Next high water/);
});

test('without its plugin the example theme draws the same pages with less on them', async (t) => {
  await using site = await openHarbour(t, []);
  const front = await site.browse().get('/');
  assert.match(front.html, /harbour-teaser/);
  assert.doesNotMatch(front.text, /min to read|high water/);
});

test('the page about themes quotes the example as it is, all of it', () => {
  const page = readFileSync(join(import.meta.dirname, '../docs/themes.md'), 'utf8');
  const quoted = new Map(
    [...page.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)].map(([, file = '', text]) => [
      file,
      text,
    ]),
  );
  const files = readdirSync(EXAMPLE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(EXAMPLE.length + 1));
  assert.deepEqual([...quoted.keys()].sort(), files.sort());
  for (const [file, text] of quoted) assert.equal(text, readFileSync(join(EXAMPLE, file), 'utf8'));
});
