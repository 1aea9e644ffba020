import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { parseFragment, serialize } from 'parse5';
import { harmlessTexts, hostileTexts } from '../../../test/support/hostile.ts';
import { dangersIn } from '../../../test/support/markup-dangers.ts';
import { createTextFormats } from './index.ts';

const formats = createTextFormats();
const show = (format: string, text: string) => formats.apply(format, text).toString();
const NAMES = ['plain_text', 'filtered_html', 'full_html', 'gone'];
const TEXTS = hostileTexts().flatMap(({ name, text }) => [
  { name, text },
  // An address is hostile where there is a link.
  { name: `${name} as a link`, text: `<a href="${text.replaceAll('"', '&quot;')}">x</a>` },
  { name: `${name} as an image`, text: `<img src='${text.replaceAll("'", '&#39;')}' alt=x>` },
]);

/** Places of a page that a text could break out of. */
const PLACES: readonly (readonly [string, string])[] = [
  ['<div>', '</div>'],
  ['<ul><li>', '</li><li>next</li></ul>'],
  ['<dl><dt>t</dt><dd>', '</dd><dt>next</dt></dl>'],
  ['<table><tbody><tr><td>', '</td><td>next</td></tr></tbody></table>'],
  ['<form><section><h2>x</h2>', '</section><p>next</p></form>'],
  ['<details><summary>s</summary>', '</details>'],
];

function stays(html: string): void {
  for (const [before, after] of PLACES) {
    const page = `${before}<div class="prose">${html}</div>${after}`;
    assert.equal(serialize(parseFragment(page)), page);
  }
}

test('the lists are long, and no text is in them twice', () => {
  const texts = hostileTexts().map(({ text }) => text.replaceAll(/alert\(\d+\)/g, 'alert(1)'));
  assert.ok(texts.length > 600);
  assert.deepEqual(
    texts.filter((text, at) => texts.indexOf(text) !== at),
    [],
  );
});

test('nothing hostile of the published lists comes through any format', () => {
  for (const format of NAMES) {
    for (const { name, text } of TEXTS) {
      const html = show(format, text);
      assert.deepEqual(dangersIn(html), [], `${name} in ${format} became ${html}`);
    }
  }
});

test('a text stays in the place that it has in the page, and is read there as it was made', () => {
  for (const format of NAMES.slice(0, 3)) {
    for (const { name, text } of TEXTS) {
      assert.doesNotThrow(() => stays(show(format, text)), `${name} in ${format}`);
    }
  }
});

const PIECES = fc.oneof(
  fc.constantFrom(...hostileTexts().map(({ text }) => text)),
  fc.constantFrom('<', '>', '"', "'", '<a href="', '\n\n', '<li>', '</li>', '<td>', '<table>'),
  fc
    .tuple(
      fc.constantFrom('', '/'),
      fc.constantFrom(
        ...'a b i code p div li ul ol dl dt dd table tr td th tbody caption col'.split(' '),
        ...'details summary h2 h3 blockquote pre span img br hr figure video'.split(' '),
      ),
    )
    .map(([slash, tag]) => (tag === 'a' && slash === '' ? '<a href=/x>' : `<${slash}${tag}>`)),
  fc.string(),
);

test('nor does anything in any combination, whatever tags are left open', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...NAMES.slice(0, 3)),
      fc.array(PIECES, { maxLength: 14 }),
      (format, parts) => {
        const html = show(format, parts.join(''));
        assert.deepEqual(dangersIn(html), []);
        stays(html);
      },
    ),
    { numRuns: 3000 },
  );
});

test('what a format allows comes through as it was written, or put in order', () => {
  for (const [format, cases] of Object.entries(harmlessTexts)) {
    for (const [text, expected = text] of cases) assert.equal(show(format, text), expected);
  }
});
