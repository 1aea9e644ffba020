import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localAddress } from './local-address.ts';

test('an address of this site stays one, whatever stands in it', () => {
  assert.equal(localAddress('/notes?page=2#top'), '/notes?page=2#top');
  assert.equal(localAddress('/notes/../other'), '/other');
});

test('what leads elsewhere is none', () => {
  for (const to of [
    'https://example.org',
    '//example.org',
    '/\\example.org',
    '/.//example.org',
    '/\t/example.org',
    'javascript:alert(1)',
    'notes',
    '',
  ]) {
    assert.equal(localAddress(to), undefined, JSON.stringify(to));
  }
});
