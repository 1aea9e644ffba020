import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { sql } from 'kysely';
import { openAgain, openTestDatabase } from '../../../../test/support/database.ts';
import { openTestKernel, type TestKernel } from '../../../../test/support/kernel.ts';
import { makeTalks } from '../../../../test/support/talks.ts';

/** Other talks on the topics of the talk that one reads. */
const RELATED = {
  name: 'related',
  label: 'Related',
  base: 'item',
  defaults: {
    filters: {
      match: 'all',
      filters: [{ id: 'type', column: 'type', operator: 'equals', value: 'talk' }],
    },
    arguments: [
      {
        id: 'topic',
        column: 'fields.topic',
        operator: 'has_term',
        missing: { action: 'current_item', column: 'fields.topic' },
      },
    ],
    sorts: [{ column: 'title' }],
    fields: [{ id: 'title', column: 'title', link: true }],
    pager: { kind: 'none', size: 20 },
  },
  displays: [
    { id: 'tile', kind: 'tile', title: 'On the same topic', places: [{ on: 'items' }] },
    { id: 'page', kind: 'page', path: '/related', menu: { label: 'Related' } },
  ],
};

const rows = (html: string) => html.match(/<li class="gather-row">/g)?.length ?? 0;

async function until(what: () => Promise<boolean>): Promise<void> {
  const start = performance.now();
  while (!(await what())) {
    assert.ok(performance.now() - start < 30_000, 'It never came.');
    await sleep(20);
  }
}

test('a tile on the page of an item is about that item, and is not there without rows', async () => {
  await using site = await openTestKernel();
  const { talks } = await makeTalks(site, 6);
  await site.gathers.create(site.system, RELATED);
  const { html } = await site.browse().get(`/item/${talks[0]?.id}`);
  assert.match(html, /<h2>On the same topic<\/h2>/);
  assert.equal(rows(html), 2);
  const lonely = await site.items.createItem(site.system, 'talk', { title: 'Alone', status: true });
  const page = await site.browse().get(`/item/${lonely.id}`);
  assert.doesNotMatch(page.text, /On the same topic/);
});

test('a tile that fails leaves the page as it is', async () => {
  await using site = await openTestKernel();
  const { talks } = await makeTalks(site, 3);
  await site.gathers.create(site.system, RELATED);
  await site.items.removeField(site.system, 'talk', 'topic', { acceptLoss: true });
  const { status, text } = await site.browse().get(`/item/${talks[1]?.id}`);
  assert.equal(status, 200);
  assert.match(text, /What a harbour keeps/);
  assert.doesNotMatch(text, /On the same topic/);
});

test('a page that a tile is missing on because it failed is not kept', async () => {
  await using site = await openTestKernel();
  const { talks } = await makeTalks(site, 6);
  await site.gathers.create(site.system, RELATED);
  const item = `/item/${talks[0]?.id}`;
  const { queries } = site.database;
  await sql`alter table item_term rename to away`.execute(queries);
  assert.doesNotMatch((await site.browse().get(item)).text, /On the same topic/);
  await sql`alter table away rename to item_term`.execute(queries);
  assert.match((await site.browse().get(item)).text, /On the same topic/);
});

test('a listing that one kernel saves is on the pages of the other, and goes with it', async () => {
  const database = await openTestDatabase();
  await using one = await openTestKernel({ database });
  await using other: TestKernel = await openTestKernel({ database: await openAgain(database) });
  const { talks } = await makeTalks(one, 3);
  const item = `/item/${talks[0]?.id}`;
  await one.gathers.create(one.system, RELATED);
  await until(async () => (await other.browse().get('/related')).status === 200);
  assert.match((await other.browse().get(item)).text, /On the same topic/);
  assert.match((await other.browse().get('/related')).html, /class="site-nav"[^]*href="\/related"/);
  await other.gathers.delete(other.system, 'related');
  await until(async () => (await one.browse().get('/related')).status === 404);
  assert.doesNotMatch((await one.browse().get(item)).text, /On the same topic/);
});
