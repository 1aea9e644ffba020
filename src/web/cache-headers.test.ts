import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Dependencies, type Element, text } from '#grammar/render';
import { cacheHeaders } from './cache-headers.ts';

function headersFor(cache: Element['#cache'], { production = true } = {}) {
  const dependencies = new Dependencies();
  if (cache) dependencies.take({ ...text('x'), '#cache': cache });
  return cacheHeaders(dependencies, { production });
}
const askAgain = { 'cache-control': 'private, no-cache' };

test('a browser asks again before it shows a page a second time', () => {
  assert.deepEqual(headersFor(undefined), askAgain);
  assert.deepEqual(headersFor({ tags: ['item:1'], contexts: ['url'] }), askAgain);
  assert.deepEqual(headersFor({ max_age: 60 }), askAgain);
});

test('a developer sees what a page depends on, visitors of a live site do not', () => {
  const cache = { tags: ['user:2', 'item:1'], contexts: ['url'] as const, max_age: 0 };
  assert.deepEqual(headersFor(cache, { production: false }), {
    ...askAgain,
    'x-cache-tags': 'item:1 user:2',
    'x-cache-contexts': 'url',
    'x-cache-max-age': '0',
  });
  const many = Array.from({ length: 5_000 }, (_, i) => `item:${i}`);
  const headers = headersFor({ tags: many }, { production: false });
  assert.ok((headers['x-cache-tags']?.length ?? 0) < 5_000);
});
