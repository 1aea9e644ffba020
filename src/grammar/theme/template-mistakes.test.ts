import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { silentLog } from '#platform/telemetry';
import {
  copyThemes as copy,
  openThemes as open,
  sampleItem as item,
  samplePage as page,
  sampleSite as site,
} from '../../../test/support/themes.ts';

test('a page without its template still says what it has to say', (t) => {
  const folder = copy(t);
  writeFileSync(join(folder, 'base/templates/page.html'), '{{ nope }}');
  const live = open({ folder }).pages.renderPage(page(), site);
  assert.match(live, /^<!doctype html>.*<h1>A &amp; B<\/h1>.*The body.*<\/html>$/s);
  assert.doesNotMatch(live, /undefined value/);
  const developed = open({ folder, development: true }).pages.renderPage(page(), site);
  assert.match(developed, /themes\/base\/templates\/page\.html:1: undefined value/);
});

for (const [theme, folder] of [
  ['site', 'base'],
  ['admin', 'admin'],
] as const) {
  test(`a mistake in a template of the theme ${folder} is on the page while one develops`, (t) => {
    const themes = copy(t);
    writeFileSync(join(themes, folder, 'templates/item.html'), '\n{{ title|shout }}');
    const view = page({ theme, body: item() });
    const developed = open({ folder: themes, development: true }).pages.renderPage(view, site);
    assert.match(
      developed,
      new RegExp(`themes/${folder}/templates/item\\.html:2: unknown filter.*shout`),
    );
    const said: string[] = [];
    const error = (_fields: unknown, message?: string): void => void said.push(message ?? '');
    const log = Object.assign(Object.create(silentLog), { error });
    const live = open({ folder: themes, log }).pages.renderPage(view, site);
    assert.match(live, /<h1>A &amp; B<\/h1>/);
    assert.doesNotMatch(live, /shout/);
    assert.match(said.join(), /item\.html:2: unknown filter/);
  });
}

test('the base theme’s page stands in for a sub-theme’s that has a mistake', (t) => {
  const folder = copy(t);
  mkdirSync(join(folder, 'sea/templates'), { recursive: true });
  writeFileSync(join(folder, 'sea/theme.toml'), 'base = "base"\n');
  for (const wrong of ['{{ nope }}', '{% if %}', '<p onclick="x">', '{% extends "x.html" %}']) {
    writeFileSync(join(folder, 'sea/templates/page.html'), wrong);
    const live = open({ folder, site: 'sea' }).pages.renderPage(page(), site);
    assert.match(live, /<header class="site-header">.*The body/s, wrong);
    assert.doesNotMatch(live, /A template has a mistake/);
    const developed = open({ folder, site: 'sea', development: true });
    const shown = developed.pages.renderPage(page(), site);
    assert.match(shown, /<header class="site-header">/);
    assert.match(shown, /themes\/sea\/templates\/page\.html:1: /);
    if (wrong.includes('nope') || wrong.includes('extends')) continue;
    // What cannot even be read is replaced for those that build on it too.
    const failed = developed.pages.renderPage(page({ status: 404 }), site);
    assert.match(failed, /<header class="site-header">.*error-status/s);
  }
});

test('comments about templates are in the page when they are asked for', () => {
  const view = page({ body: item() });
  const { pages } = open({ development: true, debug: true });
  const html = pages.renderPage(view, site);
  assert.match(html, /^<!doctype html>\n<!-- Template themes\/base\/templates\/page\.html/);
  assert.match(html, / {2}item--article--1\n[^]*\* item -->/);
  assert.doesNotMatch(open().pages.renderPage(view, site), /<!--/);
});

test('a chosen theme that cannot be read is said in the log, once, and the base theme stands in', (t) => {
  const folder = copy(t);
  mkdirSync(join(folder, 'sea'));
  writeFileSync(join(folder, 'sea/theme.toml'), 'name = "Sea"\nbase = "nope"\n');
  const said: string[] = [];
  const error = (fields: { err?: unknown }, message?: string): void =>
    void said.push(`${message} ${String(fields.err)}`);
  const log = Object.assign(Object.create(silentLog), { error });
  const { pages } = open({ folder, site: 'sea', log });
  for (let i = 0; i < 3; i += 1) {
    assert.match(pages.renderPage(page(), site), /<header class="site-header">/);
  }
  assert.equal(said.length, 1);
  assert.match(said[0] ?? '', /base stands in.*there is no theme "nope"/);
});
