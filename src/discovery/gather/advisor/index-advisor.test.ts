import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { openTestKernel } from '../../../../test/support/kernel.ts';
import { waitFor } from '../../../../test/support/wait-for.ts';
import { readPlan } from './read-plan.ts';
import { indexName } from './wanted-index.ts';

const MANY = 6_000;

type Site = Awaited<ReturnType<typeof openTestKernel>>;
let site: Site;
before(async () => {
  site = await openTestKernel();
  const { items, system, database } = site;
  await items.createType(system, 'event', { name: 'Event' });
  for (const [name, fieldType] of [
    ['city', 'text'],
    ['starts', 'date'],
    ['seats', 'integer'],
    ['usual', 'integer'],
  ] as const) {
    await items.addField(system, 'event', name, { field_type: fieldType, label: name });
  }
  await items.addField(system, 'event', 'tags', {
    field_type: 'text',
    label: 'tags',
    cardinality: -1,
  });
  await items.addField(system, 'event', 'after', {
    field_type: 'reference',
    label: 'after',
    settings: { target_type: 'item' },
  });
  const first = await items.createItem(system, 'event', { title: 'First', status: true });
  // As many as it takes for the planner to mind, without asking plugins about each.
  await sql`set constraints all deferred`.execute(database.queries);
  await database.transaction(async (transaction) => {
    await sql`
      insert into item_revision (id, item_id, author_id, title, status, created, item_author_id,
        item_created, fields)
      select gen_random_uuid(), gen_random_uuid(), author_id, 'Event ' || n, true, created,
        author_id, created,
        jsonb_build_object(
          'city', jsonb_build_object('value', 'City ' || n % 500),
          'starts', jsonb_build_object('value', (date '2026-01-01' + n % 900)::text),
          'seats', jsonb_build_object('value', n % 1000),
          'usual', jsonb_build_object('value', (n % 8 > 0)::int),
          'tags', jsonb_build_array(
            jsonb_build_object('value', 'tag ' || n % 700), jsonb_build_object('value', 'any')))
      from item_revision, generate_series(1, ${sql.lit(MANY)}) n where item_id = ${first.id}`.execute(
      transaction,
    );
    await sql`
      insert into item (id, type, title, author_id, status, created, changed,
        current_revision_id, stage_id, fields)
      select revision.item_id, 'event', revision.title, revision.author_id, true,
        revision.created, revision.created, revision.id, item.stage_id, revision.fields
      from item_revision revision, item
      where item.id = ${first.id} and revision.item_id <> item.id`.execute(transaction);
    await sql`
      update item set fields = item.fields || jsonb_build_object('after',
        jsonb_build_object('target_type', 'item', 'target_id', pair.next))
      from (select id, lead(id) over (order by id) as next from item) pair
      where pair.id = item.id and pair.next is not null`.execute(transaction);
  });
  await sql`analyze item`.execute(database.queries);
});
after(() => site[Symbol.asyncDispose]());

async function saved(name: string, defaults: object) {
  const { gather } = await site.gathers.create(site.system, {
    name,
    label: name,
    base: 'item',
    defaults: { fields: [{ id: 'title', column: 'title' }], ...defaults },
    displays: [{ kind: 'page', id: 'page', path: `/${name}` }],
  });
  const [display] = gather.displays;
  assert.ok(display);
  const advise = () => site.gathers.advisor.advise(site.system, gather, display);
  return { gather, advise };
}

/** Has waiting jobs done. */
async function done(name: string): Promise<void> {
  await using _worker = site.queues.work();
  const { advisor } = site.gathers;
  const state = async () =>
    (await advisor.list(site.system)).find((one) => one.name === name)?.state;
  for (const until = Date.now() + 60_000; Date.now() < until && (await state()) === 'waiting';) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('a gather that reads far more than it shows is told which index it lacks, and is fast with it', async () => {
  const { advise } = await saved('by_city', {
    filters: {
      match: 'all',
      filters: [{ id: 'city', column: 'fields.city', operator: 'equals', value: 'City 7' }],
    },
    sorts: [{ column: 'fields.starts', direction: 'desc' }],
  });
  const advice = await advise();
  assert.ok(advice);
  assert.ok(advice.rows >= 2_000, `${advice.rows}`);
  assert.equal(advice.index.label, 'city, then starts');

  const { advisor } = site.gathers;
  await advisor.build(site.system, advice.index);
  assert.equal((await advise())?.own?.state, 'waiting');
  await done(advice.index.name);
  assert.equal(await advise(), undefined);
  const [own] = await advisor.list(site.system);
  assert.equal(own?.state, 'ready');
  assert.ok(own.size > 0);

  const { rows, total } = await site.gathers.run(site.system, 'by_city', 'page', {});
  assert.deepEqual([rows.length, total], [10, { count: MANY / 500, exact: true }]);
  assert.ok((await rowsRead('by_city')) < 100);

  await advisor.drop(site.system, own.name);
  assert.deepEqual(await advisor.list(site.system), []);
  assert.ok(await advise());
  await assert.rejects(advisor.drop(site.system, 'item_pkey'), { code: 'gather.index_not_found' });
});

/** Builds all that is advised, one after the other: the labels of those. */
async function buildAll(advise: Awaited<ReturnType<typeof saved>>['advise']) {
  const labels: string[] = [];
  for (let advice = await advise(); advice && labels.length < 5; advice = await advise()) {
    await site.gathers.advisor.build(site.system, advice.index);
    await done(advice.index.name);
    labels.push(advice.index.label);
  }
  return labels;
}

/** The first page, and how many there are. */
async function pageOf(name: string) {
  const { rows, total } = await site.gathers.run(site.system, name, 'page', {});
  return { rows: rows.map(({ id, values }) => [id, values]), total };
}

/** The most rows that a step reads for a page. */
async function rowsRead(name: string): Promise<number> {
  const { gather } = site.gathers.get(name);
  const { sql: statement, parameters } = await site.gathers.preview(
    site.system,
    gather,
    'page',
    {},
  );
  return (await readPlan(site.database.queries, { sql: statement, parameters })).rows;
}

test('one of several values is found by an index of those, which is used once it is there', async () => {
  const { advise } = await saved('by_tag', {
    filters: {
      match: 'all',
      filters: [{ id: 'tag', column: 'fields.tags', operator: 'has_any', value: ['tag 7'] }],
    },
    sorts: [{ column: 'created', direction: 'desc' }],
  });
  const before = await pageOf('by_tag');
  assert.deepEqual(await buildAll(advise), ['tags']);
  await waitFor(async () => (await rowsRead('by_tag')) < 100);
  assert.deepEqual(await pageOf('by_tag'), before);
  assert.equal(before.total?.count, Math.floor(MANY / 700) + 1);
});

const AFTER = [{ name: 'after', label: 'After', through: 'fields.after', required: true }];

test('what has to be so in an item that another leads to is found from there', async () => {
  const { advise } = await saved('after_city', {
    filters: {
      match: 'all',
      filters: [
        { id: 'city', of: 'after', column: 'fields.city', operator: 'equals', value: 'City 7' },
      ],
    },
    relationships: AFTER,
  });
  const found = await pageOf('after_city');
  assert.equal(found.total?.count, MANY / 500);
  assert.deepEqual(await buildAll(advise), ['city', 'after']);
  await waitFor(async () => (await rowsRead('after_city')) < 100);
  assert.deepEqual(await pageOf('after_city'), found);
});

test('where it is so in many of those, the same is found', async () => {
  const { advise } = await saved('after_usual', {
    filters: {
      match: 'all',
      filters: [
        { id: 'usual', of: 'after', column: 'fields.usual', operator: 'equals', value: 1 },
        { id: 'city', column: 'fields.city', operator: 'starts_with', value: 'City 1' },
      ],
    },
    relationships: AFTER,
  });
  const found = await pageOf('after_usual');
  assert.ok(found.total && found.total.count > 500);
  assert.deepEqual(await buildAll(advise), ['usual']);
  assert.deepEqual(await pageOf('after_usual'), found);
});

test('what is counted in groups is found by what it has to fulfil', async () => {
  const { advise } = await saved('cities_of_day', {
    filters: {
      match: 'all',
      filters: [{ id: 'day', column: 'fields.starts', operator: 'equals', value: '2026-02-01' }],
    },
    fields: [
      { id: 'city', column: 'fields.city' },
      { id: 'events', column: 'id', aggregate: 'count' },
    ],
    sorts: [{ column: 'id', aggregate: 'count', direction: 'desc' }],
  });
  const before = await pageOf('cities_of_day');
  assert.deepEqual(await buildAll(advise), ['starts']);
  assert.deepEqual(await pageOf('cities_of_day'), before);
});

test('a field that is gone before its index is made is named as the reason', async () => {
  const { advise } = await saved('by_seats', {
    sorts: [{ column: 'fields.seats', direction: 'asc' }],
  });
  const advice = await advise();
  assert.ok(advice);
  const { advisor } = site.gathers;
  await advisor.build(site.system, advice.index);
  await site.items.removeField(site.system, 'event', 'seats', { acceptLoss: true });
  await done(advice.index.name);
  const own = (await advisor.list(site.system)).find(({ name }) => name === advice.index.name);
  assert.deepEqual([own?.state, own?.reason], ['failed', 'One of its fields is there no more.']);
});

test('an index goes with its field, and with texts that it could not hold any more', async () => {
  const { items, system, gathers } = site;
  const field = { field_type: 'text', label: 'code' };
  const make = async (name: string, field_type: string) => {
    await items.addField(system, 'event', name, { field_type, label: name });
    const columns = [{ column: `fields.${name}`, direction: 'asc' as const }];
    const index = { name: indexName(columns), columns, label: name };
    await gathers.advisor.build(system, index);
    await done(index.name);
    return index.name;
  };
  const gone = async (index: string) => {
    const isThere = async () =>
      (await gathers.advisor.list(system)).some(({ name }) => name === index);
    await waitFor(async () => !(await isThere()));
  };
  const beds = await make('beds', 'integer');
  const code = await make('code', 'text');
  await items.removeField(system, 'event', 'beds', { acceptLoss: true });
  await gone(beds);
  await items.addField(system, 'event', 'beds', { field_type: 'text', label: 'beds' });
  const input = { title: 'Full', fields: { beds: { value: 'many' } } };
  assert.ok(await items.createItem(system, 'event', input));
  await items.updateField(system, 'event', 'code', { ...field, settings: { max_length: 9_000 } });
  await gone(code);
});

test('an index goes when its field comes to have several values: it was by one', async () => {
  const { items, system, gathers } = site;
  const field = { field_type: 'text', label: 'mark' };
  await items.addField(system, 'event', 'mark', field);
  const index = async (direction: 'asc' | 'each') => {
    const columns = [{ column: 'fields.mark', direction }];
    const name = indexName(columns);
    await gathers.advisor.build(system, { name, columns, label: 'mark' });
    await done(name);
    const own = (await gathers.advisor.list(system)).find((one) => one.name === name);
    return { name, state: own?.state };
  };
  const single = await index('asc');
  assert.equal(single.state, 'ready');
  await items.updateField(system, 'event', 'mark', { ...field, cardinality: -1 });
  await waitFor(
    async () => !(await gathers.advisor.list(system)).some(({ name }) => name === single.name),
  );
  const each = await index('each');
  assert.deepEqual([each.state, each.name === single.name], ['ready', false]);
});

test('texts that may be too long to stand in an index get none: they could not be saved', async () => {
  const { items, system } = site;
  const add = (name: string, field_type: string, settings = {}) =>
    items.addField(system, 'event', name, { field_type, label: name, settings });
  await add('body', 'long_text');
  await add('motto', 'text', { max_length: 4_000 });
  await add('page', 'link');
  await add('mail', 'email');
  const { gather, advise } = await saved('by_body', { sorts: [{ column: 'fields.body' }] });
  assert.equal(await advise(), undefined);
  const { columns } = (await site.gathers.catalogue(system)).findBase(gather.base) ?? {};
  const indexable = (name: string) => columns?.get(`fields.${name}`)?.indexable;
  assert.deepEqual(['body', 'motto', 'page'].map(indexable), ['no', 'no', 'no']);
  assert.deepEqual(['city', 'mail', 'starts'].map(indexable), ['order', 'order', 'order']);
});

test('what finds its page by itself lacks nothing, and nobody else makes indexes', async () => {
  const { advise } = await saved('newest', { sorts: [{ column: 'created', direction: 'desc' }] });
  assert.equal(await advise(), undefined);
  const eve = await site.addUser({ name: 'Eve' });
  const ctx = { ...site.system, actor: { ...site.system.actor, isAdmin: false, id: eve.id } };
  await assert.rejects(site.gathers.advisor.list(ctx), { code: 'gather.not_allowed' });
});
