import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { openTestItems } from '../../../test/support/items.ts';
import { mayDelete, mayView } from './item-policy.ts';

const PERMISSIONS = [
  'access content',
  'administer content',
  'view unpublished note content',
  'edit any note content',
  'edit own note content',
  'delete own note content',
  'delete any page content',
  'view unpublished page content',
];

test('a list holds exactly what its reader may see, and its total is the number of its rows', async () => {
  await using site = await openTestItems();
  const { items, admin, anonymous } = site;
  const writer = await site.user('access content');
  for (const type of ['note', 'page']) await items.createType(admin, type, { name: type });
  for (const type of ['note', 'page'])
    for (const status of [true, false])
      for (const author_id of [admin.actor.id, writer.actor.id])
        for (const trashed of [true, false]) {
          const item = await items.createItem(admin, type, { title: type, status, author_id });
          if (trashed) await items.deleteItem(admin, item.id);
        }
  const all = [
    ...(await items.listItems(admin, { limit: 100 })).items,
    ...(await items.listItems(admin, { limit: 100, trash: true })).items,
  ];
  assert.equal(all.length, 16);

  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(writer, anonymous),
      fc.subarray(PERMISSIONS),
      async (reader, permissions) => {
        const actor = { ...reader.actor, permissions: new Set(permissions) };
        const ctx = { ...reader, actor };
        const seen = await items.listItems(ctx, { limit: 100 });
        const allowed = all.filter((item) => !item.deleted && mayView(actor, item));
        assert.deepEqual(ids(seen.items), ids(allowed));
        assert.equal(await items.countItems(ctx, { limit: 1 }), allowed.length);
        const trash = await items.listItems(ctx, { limit: 100, trash: true });
        const own = all.filter(
          (item) => item.deleted && mayView(actor, item) && mayDelete(actor, item),
        );
        assert.deepEqual(ids(trash.items), ids(own));
        assert.equal(await items.countItems(ctx, { limit: 1, trash: true }), own.length);
        for (const item of all)
          assert.equal(
            (await items.findItem(ctx, item.id)) !== undefined,
            !item.deleted && mayView(actor, item),
          );
      },
    ),
    { numRuns: 60 },
  );
});

function ids(items: readonly { id: string }[]): readonly string[] {
  return items.map((item) => item.id).sort();
}

test('the pages of a list are its items once each, in order, also when more are written meanwhile', async () => {
  await using site = await openTestItems();
  const { items, admin } = site;
  await items.createType(admin, 'note', { name: 'Note' });
  for (let i = 0; i < 23; i++)
    await items.createItem(admin, 'note', {
      title: `Note ${i % 7}`,
      created: `2026-01-0${1 + (i % 5)}T00:00:00Z`,
    });
  for (const sort of ['created', '-created', 'title', '-title', 'changed', '-changed'] as const) {
    const whole = (await items.listItems(admin, { limit: 100, sort })).items.map((item) => item.id);
    const paged: string[] = [];
    let after: string | undefined;
    do {
      const page = await items.listItems(admin, { limit: 4, sort, ...(after ? { after } : {}) });
      paged.push(...page.items.map((item) => item.id));
      after = page.next;
    } while (after);
    assert.deepEqual(paged, whole, sort);
  }
  await assert.rejects(items.listItems(admin, { limit: 4, after: 'rubbish' }));
});
