import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Filter, Sections } from '../definition/gather.ts';
import { withKept } from './kept-filters.ts';
import { readAsked } from './read-asked.ts';

const CHOICE = { help: '', required: false, multiple: false, remember: false };

function filter(
  id: string,
  more: Partial<Filter> = {},
  exposed: Partial<typeof CHOICE> = {},
): Filter {
  return {
    id,
    column: `fields.${id}`,
    operator: 'equals',
    exposed: { ...CHOICE, label: id, ...exposed },
    ...more,
  };
}

const sections: Sections = {
  relationships: [],
  arguments: [],
  filters: {
    match: 'all',
    filters: [
      filter('city', {}, { remember: true }),
      {
        match: 'any',
        filters: [filter('topic', { operator: 'in' }, { multiple: true, remember: true })],
      },
      filter('date', { operator: 'between' }),
      filter('mine', { operator: 'is_current_user' }),
      { id: 'status', column: 'status', operator: 'equals', value: true },
    ],
  },
  sorts: [{ column: 'title', direction: 'asc', exposed: { id: 'by_name', label: 'Name' } }],
  fields: [],
  style: { kind: 'table', sortable: ['title'] },
  pager: { kind: 'full', size: 25 },
  access: { kind: 'content' },
  empty: '',
  distinct: false,
};

const asked = (query: string) => readAsked(sections, new URLSearchParams(query));

test('what readers choose is read by the ids of filters, and nothing else is', () => {
  const { exposed } = asked(
    'city=Oslo&status=false&utm_source=mail&__proto__=x&topic=sea&topic=land',
  );
  assert.deepEqual(exposed, { city: ['Oslo'], topic: ['sea', 'land'] });
});

test('a filter that takes one value takes the last, and an empty one is any', () => {
  assert.deepEqual(asked('city=Oslo&city=Rome').exposed, { city: ['Rome'] });
  assert.deepEqual(asked('city=&topic=').exposed, { city: [], topic: [] });
  assert.deepEqual(asked('city=%20').exposed, { city: [] });
});

test('a range may be open at one end', () => {
  assert.deepEqual(asked('date=2026-05-12&date=').exposed, { date: ['2026-05-12', ''] });
  assert.deepEqual(asked('date=&date=2026-05-12').exposed, { date: ['', '2026-05-12'] });
  assert.deepEqual(asked('date=2026-05-12').exposed, { date: ['2026-05-12', ''] });
  assert.deepEqual(asked('date=&date=').exposed, { date: [] });
});

test('boxes that were not ticked say so once the form was sent', () => {
  assert.deepEqual(asked('').exposed, {});
  assert.deepEqual(asked('filtered=1').exposed, { topic: [], mine: [] });
  assert.deepEqual(asked('filtered=1&mine=true').exposed, { topic: [], mine: ['true'] });
});

test('characters that no text of the site has are left out', () => {
  assert.deepEqual(asked('city=O%00slo').exposed, { city: ['Oslo'] });
});

test('orders are those that are offered', () => {
  assert.equal(asked('sort=by_name').sort, 'by_name');
  assert.equal(asked('sort=-title').sort, '-title');
  for (const sort of ['', 'created', '--title', 'title;drop', '-']) {
    assert.equal(asked(`sort=${encodeURIComponent(sort)}`).sort, undefined, sort);
  }
});

test('pages begin at the first and end where the engine stops to count', () => {
  assert.equal(asked('page=3').page, 3);
  for (const page of ['', '-1', 'x', '1.5', '1e3', '99999999999']) {
    assert.equal(asked(`page=${page}`).page, 0, page);
  }
  assert.equal(asked('page=9999999').page, 4_000);
});

/** What a browser keeps. */
function browser() {
  const kept = new Map<string, string>();
  return {
    find: (name: string) => kept.get(name),
    keep(name: string, value: string | undefined) {
      if (value === undefined) kept.delete(name);
      else kept.set(name, value);
    },
  };
}

test('filters that are to be remembered are there again, until the reader resets them', () => {
  const kept = browser();
  const visit = (query: string) =>
    withKept(sections, new URLSearchParams(query), kept, 'talks.page').toString();
  assert.equal(visit('city=Oslo&topic=sea&date=2026-05-12'), 'city=Oslo&topic=sea&date=2026-05-12');
  assert.equal(visit(''), 'city=Oslo&topic=sea');
  assert.equal(visit('page=2'), 'city=Oslo&topic=sea&page=2');
  assert.equal(visit('city=Rome'), 'city=Rome');
  assert.equal(visit(''), 'city=Rome');
  assert.equal(visit('reset=1'), 'reset=1');
  assert.equal(visit(''), '');
});

test('nothing is kept where no filter is to be remembered', () => {
  const kept = browser();
  const forgetful = { ...sections, filters: { match: 'all', filters: [filter('city')] } } as const;
  withKept(forgetful, new URLSearchParams('city=Oslo'), kept, 'talks.page');
  assert.equal(kept.find('talks.page'), undefined);
});
