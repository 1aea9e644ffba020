import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId } from '#base';
import { sql } from 'kysely';
import { createTaps, type Taps } from '#grammar/taps';
import { accessTaps } from '#records/items';
import { openTestItems, type TestItems } from '../../../../test/support/items.ts';
import { listingsOver } from './listings-over.ts';
import { readLimited } from './read-limited.ts';

let taps: Taps;
let site: TestItems & ReturnType<typeof listingsOver>;

before(async () => {
  taps = createTaps([...accessTaps]);
  const content = await openTestItems({ taps });
  site = { ...content, ...listingsOver(content) };
  const { items, admin } = site;
  await items.createType(admin, 'talk', { name: 'Talk' });
  const add = (name: string, field_type: string, cardinality = 1, settings = {}) =>
    items.addField(admin, 'talk', name, { field_type, label: name, cardinality, settings });
  await add('city', 'text');
  await add('seats', 'integer');
  await add('day', 'date');
  await add('after', 'reference', 1, { target_type: 'item' });
  const cities = ['Ghent', 'Berlin', 'Ghent', 'Oslo', undefined];
  for (const [i, city] of cities.entries())
    await items.createItem(admin, 'talk', {
      title: `Talk ${i}`,
      status: true,
      created: `2026-01-0${i + 1}T12:00:00Z`,
      fields: {
        seats: { value: i * 10 },
        day: { value: `2026-03-1${i}` },
        ...(city === undefined ? {} : { city: { value: city } }),
      },
    });
});
after(() => site[Symbol.asyncDispose]());

const titles = (result: Awaited<ReturnType<typeof site.run>>) =>
  result.rows.map(({ values }) => values['title']);
const fields = [{ id: 'title', column: 'title' }];
const byTitle = { fields, sorts: [{ column: 'title', direction: 'asc' }] };

test('readers choose by exposed filters; what makes no sense is said and not applied', async () => {
  const gather = await site.define({
    ...byTitle,
    filters: {
      match: 'all',
      filters: [
        { id: 'city', column: 'fields.city', operator: 'equals', exposed: { label: 'City' } },
        {
          id: 'seats',
          column: 'fields.seats',
          operator: 'between',
          exposed: { label: 'Seats' },
        },
        {
          id: 'days',
          column: 'fields.day',
          operator: 'in_next',
          value: { amount: 2, unit: 'day' },
          exposed: { label: 'Days' },
        },
      ],
    },
  });
  const choose = async (exposed: Record<string, string[]>) =>
    site.run(site.anonymous, gather, { exposed: { days: [], ...exposed } });
  assert.deepEqual(titles(await choose({})), ['Talk 0', 'Talk 1', 'Talk 2', 'Talk 3', 'Talk 4']);
  assert.deepEqual(titles(await choose({ city: ['Ghent'] })), ['Talk 0', 'Talk 2']);
  assert.deepEqual(titles(await choose({ city: [''] })).length, 5);
  assert.deepEqual(titles(await choose({ seats: ['10', '20'] })), ['Talk 1', 'Talk 2']);
  assert.deepEqual(titles(await choose({ seats: ['', '10'] })), ['Talk 0', 'Talk 1']);
  assert.deepEqual(titles(await choose({ days: ['1'] })), ['Talk 0', 'Talk 1']);
  const { problems } = await choose({ seats: ['many', ''], city: ['x'.repeat(1000)] });
  assert.deepEqual(
    problems.map(({ filter }) => filter),
    ['city', 'seats'],
  );
  // As the listing has it: here it is the 10th of March, the 11th in Berlin half an hour later.
  assert.deepEqual(titles(await site.run(site.anonymous, gather)), ['Talk 0', 'Talk 1', 'Talk 2']);
});

test('a filter that has to be chosen shows nothing before it is', async () => {
  const exposed = { label: 'City', required: true };
  const gather = await site.define({
    ...byTitle,
    filters: {
      match: 'all',
      filters: [{ id: 'city', column: 'fields.city', operator: 'equals', exposed }],
    },
  });
  assert.deepEqual(titles(await site.run(site.anonymous, gather)), []);
  const chosen = { exposed: { city: ['Oslo'] } };
  assert.deepEqual(titles(await site.run(site.anonymous, gather, chosen)), ['Talk 3']);
});

test('readers choose an order that is offered, the other way round too, and no other', async () => {
  const gather = await site.define({
    fields: [...fields, { id: 'seats', column: 'fields.seats' }],
    sorts: [
      { column: 'title', direction: 'asc' },
      { column: 'fields.seats', direction: 'desc', exposed: { id: 'size', label: 'Size' } },
    ],
    style: { kind: 'table', sortable: ['seats'] },
  });
  const first = async (sort: string) => {
    const result = await site.run(site.anonymous, gather, { sort });
    return [titles(result)[0], result.problems.length];
  };
  assert.deepEqual(await first('size'), ['Talk 4', 0]);
  assert.deepEqual(await first('-size'), ['Talk 0', 0]);
  assert.deepEqual(await first('-seats'), ['Talk 4', 0]);
  assert.deepEqual(await first('title'), ['Talk 0', 1]);
  assert.deepEqual(await first('created; drop table item'), ['Talk 0', 1]);
});

test('an argument narrows, is called what its record is called, and names nothing else', async () => {
  const [first] = (await site.items.listItems(site.admin, { limit: 1, sort: 'title' })).items;
  assert.ok(first);
  const gather = await site.define({
    ...byTitle,
    arguments: [
      { id: 'talk', column: 'id', validate: true, missing: { action: 'not_found' } },
      { id: 'city', column: 'fields.city', missing: { action: 'ignore' } },
    ],
  });
  const ask = (args: Record<string, string>) =>
    site.run(site.anonymous, gather, { arguments: args });
  const found = await ask({ talk: first.id, city: 'Ghent' });
  assert.deepEqual(titles(found), ['Talk 0']);
  assert.deepEqual(found.argumentLabels, { talk: 'Talk 0', city: 'Ghent' });
  assert.deepEqual(titles(await ask({ talk: first.id, city: 'Oslo' })), []);
  const nothing = { code: 'gather.argument_not_found' };
  await assert.rejects(ask({ talk: newId() }), nothing);
  await assert.rejects(ask({ talk: "' or true" }), nothing);
  await assert.rejects(ask({}), nothing);
});

test('beside an item a listing is about what the item says', async () => {
  const [first] = (await site.items.listItems(site.admin, { limit: 1, sort: 'title' })).items;
  assert.ok(first);
  const gather = await site.define({
    ...byTitle,
    arguments: [
      {
        id: 'city',
        column: 'fields.city',
        missing: { action: 'current_item', column: 'fields.city' },
      },
    ],
  });
  const result = await site.run(site.anonymous, gather, { currentItem: first.id });
  assert.deepEqual(titles(result), ['Talk 0', 'Talk 2']);
  assert.deepEqual(titles(await site.run(site.anonymous, gather)), []);
});

test('a cursor is of one listing in one order, and cannot be made up', async () => {
  const gather = await site.define(byTitle);
  const { next = '' } = await site.run(site.anonymous, gather, { size: 2 });
  const rest = await site.run(site.anonymous, gather, { size: 2, after: next });
  assert.deepEqual(titles(rest), ['Talk 2', 'Talk 3']);
  const other = await site.define({ fields, sorts: [{ column: 'title', direction: 'desc' }] });
  const bad = { code: 'gather.bad_cursor' };
  await assert.rejects(site.run(site.anonymous, other, { after: next }), bad);
  const [list]: unknown[] = JSON.parse(Buffer.from(next, 'base64url').toString());
  for (const made of [
    [list, 'x'],
    [list, 'x', "' or true"],
    [list, 3, newId()],
    ['y', 'x', newId()],
    {},
  ])
    await assert.rejects(
      site.run(site.anonymous, gather, {
        after: Buffer.from(JSON.stringify(made)).toString('base64url'),
      }),
      bad,
    );
  await assert.rejects(site.run(site.anonymous, gather, { after: '%%%' }), bad);
  const newest = await site.define({ fields });
  const first = await site.run(site.anonymous, newest, { size: 2 });
  const [of, ...where] = JSON.parse(Buffer.from(first.next ?? '', 'base64url').toString());
  for (const day of [
    '2026-02-31 00:00:00+00',
    '2026-13-01 00:00:00+00',
    '2026-01-01 00:00:00+99',
  ]) {
    const made = JSON.stringify([of, day, ...where.slice(1)]);
    const after = Buffer.from(made).toString('base64url');
    await assert.rejects(site.run(site.anonymous, newest, { after }), bad, day);
  }
  await assert.rejects(site.run(site.anonymous, gather, { page: 1e9 }), {
    code: 'gather.too_deep',
  });
});

test('a page is never larger than the largest', async () => {
  const gather = await site.define(byTitle);
  const { sql: text } = await site.compile(site.anonymous, gather, { size: 1e6 });
  assert.match(text, /limit 201/);
});

test('what is said from outside is in no statement, only beside it', async () => {
  const nasty = `x'"; drop table item; -- $1 %_\\ \u{1f600}`;
  const gather = await site.define({
    ...byTitle,
    filters: {
      match: 'any',
      filters: [
        { id: 'a', column: 'title', operator: 'contains', value: nasty },
        { id: 'b', column: 'fields.city', operator: 'in', value: [nasty, 'Oslo'] },
        { id: 'c', column: 'search', operator: 'matches', value: nasty },
        { id: 'd', column: 'fields.city', operator: 'ends_with', exposed: { label: 'D' } },
      ],
    },
    arguments: [{ id: 'e', column: 'fields.city', missing: { action: 'ignore' } }],
  });
  const query = { exposed: { d: [nasty] }, arguments: { e: nasty }, sort: nasty };
  const { sql: text, parameters } = await site.compile(site.anonymous, gather, query);
  assert.doesNotMatch(text, /drop table/);
  assert.ok(parameters.some((one) => one === nasty));
  assert.deepEqual(titles(await site.run(site.anonymous, gather, query)), []);
  assert.deepEqual(titles(await site.run(site.anonymous, gather, { exposed: { d: ['\0'] } })), [
    'Talk 3',
  ]);
});

test('text is found by the stems of its words, in any order', async () => {
  const { items, admin } = site;
  const made = await items.createItem(admin, 'talk', {
    title: 'Running harbours',
    status: true,
    fields: { city: { value: 'Antwerp quays' } },
  });
  const gather = await site.define({
    fields,
    filters: {
      match: 'all',
      filters: [{ id: 'q', column: 'search', operator: 'matches', exposed: { label: 'Search' } }],
    },
  });
  const find = async (text: string) =>
    titles(await site.run(site.anonymous, gather, { exposed: { q: [text] } }));
  assert.deepEqual(await find('quay run'), ['Running harbours']);
  assert.deepEqual(await find('harbour -antwerp'), []);
  await items.updateItem(admin, made.id, 'current', { title: 'Walking' });
  assert.deepEqual(await find('run'), []);
  assert.deepEqual(await find('walked'), ['Walking']);
  await items.purgeItem(admin, (await items.deleteItem(admin, made.id)).id);
  assert.deepEqual(await find('walked'), []);
});

test('a field that a plugin hides is no column; one that it hides of an item is guessed by nobody', async () => {
  const reader = await site.user('access content');
  const gather = await site.define({
    fields: [...fields, { id: 'city', column: 'fields.city' }],
    sorts: [{ column: 'title', direction: 'asc' }],
  });
  const sorted = await site.define({
    fields,
    sorts: [{ column: 'fields.city', direction: 'asc' }],
  });
  const grouped = await site.define({ fields: [{ id: 'n', column: 'id', aggregate: 'count' }] });
  using _plugin = taps.register({
    name: 'discreet',
    taps: {
      field_access: (input) => {
        const { item } = input as { item: { title: string } };
        return item.title === 'Talk 1' ? { deny: ['city'] } : { deny: ['seats'] };
      },
      item_access: (input) => {
        const { op, item } = input as { op: string; item: { title: string } };
        return op === 'view' && item.title === 'Talk 3' ? 'deny' : undefined;
      },
    },
  });
  const { rows } = await site.run(reader, gather);
  assert.deepEqual(
    rows.map(({ values }) => [values['title'], values['city']]),
    [
      ['Talk 0', { value: 'Ghent' }],
      ['Talk 1', null],
      ['Talk 2', { value: 'Ghent' }],
      ['Talk 4', null],
    ],
  );
  assert.deepEqual(titles(await site.run(reader, sorted)), ['Talk 0', 'Talk 2', 'Talk 4']);
  const bySeats = await site.define({ fields, sorts: [{ column: 'fields.seats' }] });
  await assert.rejects(site.run(reader, bySeats), { code: 'gather.outdated' });
  await assert.rejects(site.run(reader, grouped), { code: 'gather.not_grouped' });
  assert.equal((await site.run(site.admin, bySeats)).rows.length, 5);
});

test('tables of plugins are listed by who has their permission', async () => {
  const { queries } = site.database;
  await sql`create schema plugin_tides`.execute(queries);
  await sql`create table plugin_tides.level (
    id bigint generated always as identity primary key, port text, metres numeric, at timestamptz)`.execute(
    queries,
  );
  await sql`insert into plugin_tides.level (port, metres, at) values
    ('Ghent', 1.5, '2026-01-01T10:00:00Z'), ('Oslo', 0.5, '2026-01-02T10:00:00Z'), ('Ghent', 3, null)`.execute(
    queries,
  );
  const own = listingsOver(site, [
    {
      plugin: 'tides',
      table: 'level',
      label: 'Levels',
      help: '',
      permission: 'see tides',
      columns: [
        { name: 'port', label: 'Port', kind: 'text' },
        { name: 'metres', label: 'Metres', kind: 'number' },
        { name: 'at', label: 'At', kind: 'time' },
      ],
    },
  ]);
  const gather = await own.define(
    {
      fields: [
        { id: 'port', column: 'port' },
        { id: 'at', column: 'at' },
      ],
      filters: {
        match: 'all',
        filters: [{ id: 'a', column: 'metres', operator: 'greater', value: 1 }],
      },
      sorts: [{ column: 'metres', direction: 'desc' }],
    },
    'tides.level',
  );
  const run = async (...permissions: string[]) => {
    const result = await own.run(await site.user(...permissions), gather);
    return result.rows.map(({ values }) => values);
  };
  assert.deepEqual(await run('see tides'), [
    { port: 'Ghent', at: null },
    { port: 'Ghent', at: '2026-01-01T10:00:00.000Z' },
  ]);
  assert.deepEqual(await run('access content'), []);
});

test('a listing says what it depends on', async () => {
  const gather = await site.define({
    fields,
    filters: {
      match: 'all',
      filters: [
        { id: 'a', column: 'type', operator: 'equals', value: 'talk' },
        { id: 'b', column: 'created', operator: 'in_last', value: { amount: 1, unit: 'year' } },
      ],
    },
    relationships: [{ name: 'who', through: 'author' }],
  });
  const { cache } = await site.run(site.anonymous, gather);
  assert.deepEqual(cache, {
    tags: ['item_list:talk', 'user_list'],
    contexts: ['stage', 'permissions', 'url'],
    max_age: 60,
  });
});

test('a listing of one type depends on all types where it leads on to other content', async () => {
  const { items, admin } = site;
  await items.createType(admin, 'hall', { name: 'Hall' });
  const talks = {
    match: 'all',
    filters: [{ id: 'type', column: 'type', operator: 'equals', value: 'talk' }],
  };
  const gather = await site.define({
    relationships: [{ name: 'before', through: 'fields.after' }],
    fields: [...fields, { id: 'before', column: 'title', of: 'before' }],
    filters: talks,
  });
  const { cache } = await site.run(site.anonymous, gather);
  assert.ok(cache.tags?.includes('item_list:hall'));
});

test('PostgreSQL ends what takes too long, and the answer says so', async () => {
  if (site.database.kind !== 'postgres') {
    assert.equal(site.database.reading, site.database.queries);
    return;
  }
  const slow = site.database.transaction((transaction) =>
    readLimited(site.database, { ...site.admin, transaction }, async (queries) => {
      await sql`set local statement_timeout to 20`.execute(queries);
      await sql`select pg_sleep(60)`.execute(queries);
    }),
  );
  await assert.rejects(slow, { code: 'gather.too_slow' });
  const { rows } = await sql<{ statement_timeout: string }>`show statement_timeout`.execute(
    site.database.reading,
  );
  assert.deepEqual(rows, [{ statement_timeout: '5s' }]);
});
