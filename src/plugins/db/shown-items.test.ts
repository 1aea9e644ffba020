import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openAskingPlugin, type Steps } from '../../../test/support/asking-plugin.ts';
import { createDbService } from './db-service.ts';
import { seenRows } from './seen-rows.ts';
import type { PluginHandlers } from '#grammar/taps';

interface Asked {
  readonly item: { readonly title: string };
}

const PAGES = { op: 'eq', column: 'type', value: 'page' } as const;

const ITEMS: Steps = [
  [
    'select',
    {
      from: 'items',
      columns: ['title'],
      where: PAGES,
      order: [{ column: 'title' }],
      count: true,
    },
  ],
];

/** A site with two pages, a plugin that selects them, and one that answers about access. */
async function open(taps: PluginHandlers['taps']) {
  const site = await openAskingPlugin({ capabilities: ['db_read'] });
  const { items, system } = site;
  await items.createType(system, 'page', { name: 'Page' });
  for (const title of ['Open', 'Secret']) {
    await items.createItem(system, 'page', { title, status: true });
  }
  site.taps.register({ name: 'judge', taps });
  return site;
}

test('what a plugin denies to see is not in the rows of another', async () => {
  await using site = await open({
    item_access: (input) => ((input as Asked).item.title === 'Secret' ? 'deny' : 'neutral'),
  });
  const { ctx } = await site.signIn({ permissions: ['access content'] });
  const [seen] = await site.ask(ITEMS, { ctx });
  assert.deepEqual(seen?.rows, [{ title: 'Open' }]);
  assert.equal(seen?.count, 1);
  const [first] = await site.ask(
    [['select', { from: 'items', where: PAGES, limit: 1, offset: 1, count: true }]],
    { ctx },
  );
  assert.equal(first?.count, 1, 'whichever rows are answered');
  const [whole] = await site.ask([['select', { from: 'items', limit: 1 }]], { ctx });
  assert.deepEqual(Object.keys(whole?.rows?.[0] ?? {}).length, 9);
  const { ctx: admin } = await site.signIn({ isAdmin: true });
  const [all] = await site.ask(ITEMS, { ctx: admin });
  assert.deepEqual(all, { rows: [{ title: 'Open' }, { title: 'Secret' }], count: 2 });
});

test('an item that is denied takes no other’s place: nobody learns of it by asking for few', async () => {
  await using site = await open({
    item_access: (input) => ((input as Asked).item.title === 'Secret' ? 'deny' : 'neutral'),
  });
  const { items, system } = site;
  for (const title of ['Aloe', 'Zinnia']) {
    await items.createItem(system, 'page', { title, status: true });
  }
  const { ctx } = await site.signIn({ permissions: ['access content'] });
  const query = { from: 'items', columns: ['title'], order: [{ column: 'title' }] };
  const asked = async (more: object) => {
    const [answer] = await site.ask([['select', { ...query, where: PAGES, ...more }]], { ctx });
    return answer?.rows?.map(({ title }) => title);
  };
  for (const prefix of ['Secr', 'Nobody']) {
    const guess = { op: 'starts_with', column: 'title', text: prefix };
    const where = { op: 'or', of: [guess, { op: 'eq', column: 'title', value: 'Zinnia' }] };
    assert.deepEqual(await asked({ where, limit: 1 }), ['Zinnia']);
    assert.deepEqual(await asked({ where, limit: 1, offset: 1 }), []);
  }
  assert.deepEqual(await asked({ limit: 2, offset: 1 }), ['Open', 'Zinnia']);
  assert.deepEqual(await asked({ order: [{ column: 'title', direction: 'desc' }], limit: 2 }), [
    'Zinnia',
    'Open',
  ]);
  const [deep, wrong] = await site.ask(
    [
      ['select', { ...query, offset: 1_000 }],
      ['select', { ...query, columns: ['body'], where: { op: 'is_null', column: 'id' } }],
    ],
    { ctx },
  );
  assert.equal(deep?.tag, 'too-large');
  assert.match(wrong?.val ?? '', /is no column of “items”/);
});

test('where a plugin decides item by item, at most a thousand are looked through, page by page', async () => {
  const table = { name: 'items', columns: { id: { type: 'uuid' } } } as const;
  const ids = Array.from({ length: 900 }, (_, at) => `${at}`);
  const asked: number[] = [];
  const select = (limit: number, isSeen: (id: string) => boolean) =>
    seenRows(
      table,
      { from: 'items', limit },
      async ({ where }) => ({
        rows: (where ? ids.filter((id) => JSON.stringify(where).includes(`"${id}"`)) : ids).map(
          (id) => ({ id, '': id }),
        ),
      }),
      async (some) => {
        asked.push(some.length);
        return { ids: new Set(some.filter(isSeen)), isPartial: true };
      },
    );
  assert.deepEqual((await select(2, (id) => Number(id) >= 300)).rows, [
    { id: '300' },
    { id: '301' },
  ]);
  assert.deepEqual(asked, [0, 200, 200]);
  assert.equal((await select(1_000, () => true)).rows?.length, 900);
  assert.deepEqual((await select(5, () => false)).rows, []);
});

test('where a plugin decides item by item, more than a thousand are not counted', async () => {
  const table = { name: 'items', columns: { id: { type: 'uuid' } } } as const;
  const counting = (count: number, isPartial: boolean) =>
    seenRows(
      table,
      { from: 'items', count: true },
      async () => ({ rows: [], count }),
      async () => ({ ids: new Set(), isPartial }),
    );
  await assert.rejects(counting(1_001, true), /at most 1000 rows are counted\. Narrow the query/);
  assert.deepEqual(await counting(1_001, false), { rows: [], count: 1_001 });
});

test(
  'many who select at once wait for no connection that others of them hold',
  {
    timeout: 30_000,
  },
  async () => {
    await using site = await open({ item_grants: () => [], actor_grants: () => [] });
    const { ctx } = await site.signIn({ permissions: ['access content'] });
    const { items, system } = site;
    await items.grants.catchUp(system, { retry: true });
    const db = createDbService(site.database, items);
    const clerk = { name: 'clerk', capabilities: ['db_read'], tables: {} } as const;
    const query = {
      from: 'items',
      columns: ['title'],
      where: { op: 'eq', column: 'type', value: 'page' },
      order: [{ column: 'title' }],
    };
    const answers = await Promise.all(
      // Each a request of its own, for which plugins are asked anew.
      Array.from({ length: 20 }, () => db.select({ ...ctx }, clerk, query)),
    );
    for (const answer of answers) {
      assert.deepEqual(answer, { rows: [{ title: 'Open' }, { title: 'Secret' }] });
    }
  },
);
