import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PageRoute } from '#grammar/routes';
import { findPage, joinPages } from './changing-pages.ts';

const pages = ['/sea/{name}', '/sea/{name}/edit', '/sea/add', '/sea/{name}/{part}', '/sea'].map(
  (path): PageRoute => ({ methods: ['GET'], path, handle: () => assert.fail() }),
);
const found = (path: string) => {
  const { page, params } = findPage(pages, path) ?? {};
  return [page?.path, params];
};

test('a page is found by its path, one of words before one of parameters', () => {
  assert.deepEqual(found('/sea'), ['/sea', {}]);
  assert.deepEqual(found('/sea/add'), ['/sea/add', {}]);
  assert.deepEqual(found('/sea/north'), ['/sea/{name}', { name: 'north' }]);
  assert.deepEqual(found('/sea/north/edit'), ['/sea/{name}/edit', { name: 'north' }]);
  assert.deepEqual(found('/sea/add/edit'), ['/sea/{name}/edit', { name: 'add' }]);
  assert.deepEqual(found('/sea/north/1'), ['/sea/{name}/{part}', { name: 'north', part: '1' }]);
});

test('parameters are read as text, and what cannot be read is at no page', () => {
  assert.deepEqual(found('/sea/a%2Fb%20c'), ['/sea/{name}', { name: 'a/b c' }]);
  for (const path of ['/sea/', '/sea/%', '/SEA', '/', '/sea/a/b/c']) {
    assert.equal(findPage(pages, path), undefined, path);
  }
});

test('pages of several sources are one list, the same until one of them changes', () => {
  const [first, ...others] = pages;
  assert.ok(first);
  let mine: readonly PageRoute[] = [first];
  const joined = joinPages([{ pages: () => mine }, { pages: () => others }]);
  const before = joined.pages();
  assert.equal(before.length, pages.length);
  assert.equal(joined.pages(), before);
  mine = [];
  assert.deepEqual(joined.pages(), others);
});
