import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestItems, type TestItems } from '../../../../test/support/items.ts';
import { listingsOver } from '../run/listings-over.ts';
import { checkGather } from './check-gather.ts';

let site: TestItems;
let listings: ReturnType<typeof listingsOver>;

before(async () => {
  site = await openTestItems();
  listings = listingsOver(site);
  const { items, admin } = site;
  await items.createType(admin, 'talk', { name: 'Talk' });
  const add = (name: string, field_type: string, cardinality = 1, settings = {}) =>
    items.addField(admin, 'talk', name, { field_type, label: name, cardinality, settings });
  await add('city', 'text');
  await add('seats', 'integer');
  await add('day', 'date');
  await add('tags', 'text', -1);
  await add('venue', 'reference', 1, { target_type: 'item' });
});
after(() => site[Symbol.asyncDispose]());

const check = async (sections: object, base?: string) =>
  listings.check(site.admin, await listings.define(sections, base));

const filter = (column: string, operator: string, value?: unknown) => ({
  filters: {
    match: 'all',
    filters: [{ id: 'a', column, operator, ...(value === undefined ? {} : { value }) }],
  },
});

test('a listing that makes sense has no problems', async () => {
  const sections = {
    ...filter('fields.city', 'starts_with', 'Gh'),
    relationships: [
      { name: 'venue', through: 'fields.venue' },
      { name: 'keeper', through: 'author', of: 'venue' },
    ],
    fields: [
      { id: 'title', column: 'title' },
      { id: 'keeper', column: 'name', of: 'keeper' },
    ],
    sorts: [{ column: 'fields.day' }],
  };
  assert.deepEqual(await check(sections), []);
});

test('tables of the system are nothing to list, and secrets of people no columns', async () => {
  for (const base of ['users', 'sessions', 'api_token', 'pg_shadow', 'public.users'])
    assert.deepEqual(await check({}, base), ['/base unknown_base']);
  for (const column of ['mail', 'password_hash', 'is_admin', 'last_login'])
    assert.deepEqual(await check({ fields: [{ id: 'a', column }] }, 'user'), [
      '/defaults/fields/0/column unknown_column',
    ]);
});

test('names that are not there are said where they stand', async () => {
  assert.deepEqual(
    await check({
      ...filter('fields.nowhere', 'equals', 'x'),
      relationships: [{ name: 'w', through: 'nothing' }],
      fields: [{ id: 'a', column: 'title', of: 'unknown' }],
      arguments: [{ id: 'a', column: 'fields.nothing' }],
      sorts: [{ column: 'nothing' }],
    }),
    [
      '/defaults/relationships/0/through unknown_link',
      '/defaults/filters/filters/0/column unknown_column',
      '/defaults/arguments/0/column unknown_column',
      '/defaults/fields/0/of unknown_relationship',
      '/defaults/sorts/0/column unknown_column',
    ],
  );
});

test('an operator that a column does not take is refused, and so is a value of another type', async () => {
  const wrong: readonly [string, string, unknown, string][] = [
    ['fields.city', 'has_term', 'x', 'operator'],
    ['fields.seats', 'contains', '1', 'operator'],
    ['fields.city', 'equals', 3, 'value'],
    ['fields.seats', 'equals', 'many', 'value'],
    ['fields.seats', 'between', [1], 'value'],
    ['fields.seats', 'in', 3, 'value'],
    ['fields.day', 'equals', '2026-02-30', 'value'],
    ['fields.day', 'in_next', 'soon', 'value'],
    ['fields.city', 'is_empty', 'x', 'value'],
    ['fields.city', 'equals', undefined, 'value'],
    ['fields.city', 'equals', { from: 'now', amount: 1, unit: 'day' }, 'value'],
    ['author', 'equals', 'somebody', 'value'],
    ['type', 'equals', 'nothing', 'value'],
    ['status', 'equals', 'yes', 'value'],
  ];
  for (const [column, operator, value, place] of wrong)
    assert.deepEqual(
      (await check(filter(column, operator, value))).map((one) => one.split(' ')[0]),
      [`/defaults/filters/filters/0/${place}`],
      `${column} ${operator} ${JSON.stringify(value)}`,
    );
});

test('relationships lead three steps at most, and not in circles', async () => {
  const chain = [
    { name: 'a', through: 'fields.venue' },
    { name: 'b', through: 'fields.venue', of: 'a' },
    { name: 'c', through: 'fields.venue', of: 'b' },
  ];
  assert.deepEqual(await check({ relationships: chain }), []);
  assert.deepEqual(
    await check({ relationships: [...chain, { name: 'd', through: 'author', of: 'c' }] }),
    ['/defaults/relationships/3/of too_deep'],
  );
  assert.deepEqual(
    await check({
      relationships: [
        { name: 'a', through: 'fields.venue', of: 'b' },
        { name: 'b', through: 'fields.venue', of: 'a' },
      ],
    }),
    ['/defaults/relationships/0/of loop', '/defaults/relationships/1/of loop'],
  );
});

test('sums are of numbers, and grouped rows have the order of their groups', async () => {
  assert.deepEqual(
    await check({
      fields: [
        { id: 'city', column: 'fields.city' },
        { id: 'sum', column: 'title', aggregate: 'sum' },
      ],
      sorts: [{ column: 'created' }],
    }),
    ['/defaults/fields/1/aggregate aggregate', '/defaults/sorts/0/column not_grouped'],
  );
  assert.deepEqual(await check({ sorts: [{ column: 'fields.tags' }] }), [
    '/defaults/sorts/0/column not_sortable',
  ]);
});

test('names that are there twice, and those that addresses need, are refused', async () => {
  const one = { column: 'title', operator: 'equals', value: 'x' };
  assert.deepEqual(
    await check({
      fields: [
        { id: 'a', column: 'title' },
        { id: 'a', column: 'type' },
      ],
      filters: {
        match: 'all',
        filters: [
          { ...one, id: 'b' },
          { match: 'any', filters: [{ ...one, id: 'b' }] },
          { ...one, id: 'page', exposed: { label: 'Page' } },
        ],
      },
    }),
    [
      '/defaults/filters/filters/1/filters/0/id twice',
      '/defaults/filters/filters/2/id taken',
      '/defaults/fields/1/id twice',
    ],
  );
});

test('a path names arguments that there are', async () => {
  const gather = await listings.define({ arguments: [{ id: 'city', column: 'fields.city' }] });
  const catalogue = await listings.deps.findCatalogue(site.admin);
  const at = (path: string) =>
    checkGather(catalogue, {
      ...gather,
      displays: [{ kind: 'json', id: 'a', label: '', overrides: {}, path }],
    }).map(({ pointer }) => pointer);
  assert.deepEqual(at('/in/{city}'), []);
  assert.deepEqual(at('/in/{town}'), ['/displays/0/path']);
});
