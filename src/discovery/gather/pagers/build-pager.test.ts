import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pager, Sections } from '../definition/gather.ts';
import type { Total } from '../run/gather-result.ts';
import { buildPager } from './build-pager.ts';
import { totalWords } from './total-words.ts';

function pagerOf(
  kind: Pager['kind'],
  page: number,
  { more = false, total }: { more?: boolean; total?: Total } = {},
) {
  const sections: Pick<Sections, 'pager'> = { pager: { kind, size: 10 } };
  return buildPager(
    { sections, more, ...(total ? { total } : {}) },
    { page, url: '/talks?city=Oslo', listId: 'gather-talks-page' },
  );
}

const pagesOf = (...given: Parameters<typeof pagerOf>) => {
  const pager = pagerOf(...given);
  return pager?.['#type'] === 'pager' ? pager['#pages'] : undefined;
};

test('there is no pager where all is on one page', () => {
  for (const kind of ['full', 'mini', 'load_more', 'none'] as const) {
    assert.equal(pagerOf(kind, 0, { total: { count: 10, exact: true } }), undefined, kind);
  }
  assert.equal(pagerOf('none', 0, { more: true }), undefined);
});

test('a full pager has the pages of the total, and one more where the total is not exact', () => {
  assert.equal(pagesOf('full', 0, { more: true, total: { count: 95, exact: true } }), 10);
  assert.equal(pagesOf('full', 9, { total: { count: 95, exact: true } }), 10);
  assert.equal(pagesOf('full', 99, { more: true, total: { count: 1_000, exact: false } }), 101);
  assert.equal(pagesOf('full', 150, { more: true, total: { count: 1_000, exact: false } }), 152);
});

test('a mini pager knows of the next page and of those before', () => {
  assert.equal(pagesOf('mini', 0, { more: true }), 2);
  assert.equal(pagesOf('mini', 3), 4);
});

test('a link to more keeps what was chosen, and ends with the list', () => {
  const element = pagerOf('load_more', 1, { more: true });
  assert.ok(element?.['#type'] === 'container');
  const [link] = Object.values(element['#children']);
  assert.ok(link?.['#type'] === 'link');
  assert.equal(link['#url'], '/talks?city=Oslo&page=2');
  assert.equal(pagerOf('load_more', 2), undefined);
});

test('a total is said as exactly as it is known', () => {
  assert.equal(totalWords({ count: 1, exact: true }, 'en'), '1 result');
  assert.equal(totalWords({ count: 1_234, exact: true }, 'en'), '1,234 results');
  assert.equal(totalWords({ count: 10_000, exact: false }, 'en'), 'More than 10,000 results');
});
