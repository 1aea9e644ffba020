import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestKernel } from '../../../../test/support/kernel.ts';
import { createDrafts } from './drafts.ts';

test('of changes from several pages at once none is lost, and each can be undone', async () => {
  await using site = await openTestKernel();
  const { database, system } = site;
  const { ctx } = await site.signIn({ name: 'Ada', isAdmin: true });
  const saved = await site.gathers.create(system, {
    name: 'news',
    label: 'News',
    base: 'item',
    defaults: { fields: [{ id: 'title', column: 'title' }] },
    displays: [{ id: 'page', kind: 'page', path: '/news' }],
  });
  const drafts = createDrafts({ database, clock: { now: () => new Date() } });
  const labels = ['One', 'Two', 'Three', 'Four', 'Five'];
  await Promise.all(labels.map((label) => drafts.change(ctx, saved, { ...saved.gather, label })));
  assert.equal((await drafts.find(ctx, saved)).steps.length, 1 + labels.length);

  await Promise.all([drafts.undo(ctx, saved), drafts.undo(ctx, saved)]);
  assert.equal((await drafts.find(ctx, saved)).at, labels.length - 2);
});
