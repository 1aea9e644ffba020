import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT } from '#base';
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

test('what is changed in a listing is of the stage, which may have the listing alone', async () => {
  await using site = await openTestKernel();
  const { database, gathers } = site;
  const { ctx } = await site.signIn({ name: 'Ada', isAdmin: true });
  const draft = { ...ctx, stage: DRAFT };
  const news = (label: string, name = 'news') => ({
    name,
    label,
    base: 'item',
    displays: [{ id: 'page', kind: 'page', path: '/news' }],
  });
  const drafts = createDrafts({ database, clock: { now: () => new Date() } });
  const staged = await gathers.create(draft, news('Staged'));
  await drafts.change(draft, staged, { ...staged.gather, label: 'Changed' });
  const live = await gathers.create(ctx, news('Live'));
  assert.equal((await drafts.find(ctx, live)).steps.length, 1);
  assert.equal((await drafts.find(draft, staged)).steps.length, 2);

  const renamed = await gathers.update(draft, 'news', news('Staged', 'latest'), 'current');
  assert.equal((await drafts.find(draft, renamed)).steps.length, 2);
  await gathers.delete(draft, 'latest');
  assert.equal((await drafts.find(draft, renamed)).steps.length, 1);
});
