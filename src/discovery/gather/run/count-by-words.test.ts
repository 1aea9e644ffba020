import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RequestContext } from '#grammar/access';
import { openTestItems } from '../../../../test/support/items.ts';
import { listingsOver } from './listings-over.ts';

const fields = [{ id: 'title', column: 'title' }];

test('readers count by words what they may see of it, and nothing else', async () => {
  await using content = await openTestItems();
  const site = { ...content, ...listingsOver(content) };
  const { items, admin } = site;
  await items.createType(admin, 'talk', { name: 'Talk' });
  for (const [title, status] of [
    ['A whale in the bay', true],
    ['A whale at sea', true],
    ['A secret whale', false],
  ] as const)
    await items.createItem(admin, 'talk', { title, status });
  const gone = await items.createItem(admin, 'talk', { title: 'A lost whale', status: true });
  await items.deleteItem(admin, gone.id);
  const search = (id: string, value: string) => ({
    id,
    column: 'search',
    operator: 'matches',
    value,
  });
  const one = { fields, filters: { match: 'all', filters: [search('a', 'whale')] } };
  const two = {
    fields,
    filters: { match: 'all', filters: [search('a', 'whale'), search('b', 'bay')] },
  };
  const count = async (ctx: RequestContext, sections: object) => {
    const { total, rows } = await site.run(ctx, await site.define(sections), { total: true });
    return [total?.count, rows.length];
  };
  assert.deepEqual(await count(site.anonymous, one), [2, 2]);
  assert.deepEqual(await count(site.anonymous, two), [1, 1]);
  assert.deepEqual(await count(admin, one), [3, 3]);
  const nobody = { ...site.anonymous.actor, permissions: new Set<string>() };
  assert.deepEqual(await count({ ...site.anonymous, actor: nobody }, one), [0, 0]);
});
