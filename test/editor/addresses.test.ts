import assert from 'node:assert/strict';
import test from 'node:test';
import { createTextFormats } from '#grammar/formats';
import { escapeHtml } from '#grammar/render';
import {
  isLinkAddress,
  isPictureAddress,
  readLinkAddress,
  readPictureAddress,
} from '../../themes/shared/editor/addresses.ts';
import { hostileTexts } from '../support/hostile.ts';

const formats = createTextFormats();

/** Whether the site shows a link with this address, in a format that allows everything safe. */
function isShown(href: string): boolean {
  const html = formats.apply('full_html', `<a href="${escapeHtml(href)}">x</a>`);
  return /<a href="[^"]/.test(html.toString());
}

test('addresses mean what people mean by them', () => {
  for (const [typed, address] of [
    ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
    [' example.org ', 'https://example.org'],
    ['www.müller.de/über', 'https://www.müller.de/über'],
    ['localhost.example:8080', 'https://localhost.example:8080'],
    ['ada@example.org', 'mailto:ada@example.org'],
    ['mailto:ada@example.org', 'mailto:ada@example.org'],
    ['tel:+49301234', 'tel:+49301234'],
    ['/about', '/about'],
    ['#top', '#top'],
  ] as const) {
    assert.deepEqual(readLinkAddress(typed), { address }, typed);
  }
});

test('what is no address is refused with a word on what would be', () => {
  for (const typed of [
    'javascript:alert(1)',
    'data:text/html,x',
    '//example.org',
    'about',
    'ftp://example.org',
    'http:',
    '/\\example.org',
  ]) {
    const read = readLinkAddress(typed);
    assert.match('problem' in read ? read.problem : typed, /^Enter an address such as/);
  }
  assert.deepEqual(readLinkAddress('  '), { problem: 'Enter where the link leads.' });
  assert.deepEqual(readLinkAddress('a b'), { problem: 'An address has no spaces.' });
});

test('the editor makes no link that the site would not show', () => {
  const tried = [
    ...hostileTexts('urls').map(({ text }) => text),
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    '//example.org',
    '/\\example.org',
  ];
  for (const href of tried) assert.ok(!isLinkAddress(href) || isShown(href), href);
  for (const href of [
    'https://example.org',
    '/about',
    'about',
    '#top',
    'tel:+49',
    'mailto:a@b.org',
  ]) {
    assert.ok(isLinkAddress(href) && isShown(href), href);
  }
});

test('pictures are those of this site, by path or as the address bar says it', () => {
  const origin = 'https://site.example';
  const path = { address: '/files/a.png' };
  assert.deepEqual(readPictureAddress('/files/a.png', origin), path);
  assert.deepEqual(readPictureAddress(' https://site.example/files/a.png', origin), path);
  for (const typed of [
    'https://other.example/a.png',
    '//other.example/a.png',
    '/\\other',
    '',
    'a b',
  ]) {
    assert.ok('problem' in readPictureAddress(typed, origin), typed);
  }
  assert.ok(!isPictureAddress('https://other.example/a.png'));
});
