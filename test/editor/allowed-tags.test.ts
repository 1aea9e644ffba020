import assert from 'node:assert/strict';
import test from 'node:test';
import { systemActor } from '#grammar/access';
import { createTextFormats } from '#grammar/formats';
import { abilitiesFor } from '../../themes/shared/editor/allowed-tags.ts';

const offered = createTextFormats().list(systemActor());
const data = JSON.stringify(
  Object.fromEntries(offered.flatMap(({ value, html }) => (html ? [[value, html]] : []))),
);

test('the editor reads from the page what a format allows', () => {
  const filtered = abilitiesFor(data, 'filtered_html');
  assert.deepEqual(filtered?.tags.get('a'), ['href', 'title', 'hreflang']);
  assert.deepEqual(filtered?.tags.get('strong'), []);
  assert.equal(filtered?.tags.has('img'), false);
  assert.equal(filtered?.lines, true);
  assert.equal(abilitiesFor(data, 'full_html')?.tags.has('img'), true);
});

test('it keeps away from plain text, from formats that are gone, and where there are no paragraphs', () => {
  assert.equal(abilitiesFor(data, 'plain_text'), undefined);
  assert.equal(abilitiesFor(data, 'toString'), undefined);
  const words = JSON.stringify({ words: { tags: '<em> <strong>', lines: false } });
  assert.equal(abilitiesFor(words, 'words'), undefined);
});
