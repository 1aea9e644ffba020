import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT } from '#base';
import { openTestKernel } from '../../../../test/support/kernel.ts';

test('what is done with a stage and in it is listed, the last first, with who did it', async () => {
  let now = Date.now();
  await using site = await openTestKernel({ clock: { now: () => new Date((now += 1_000)) } });
  const { items, stages, system } = site;
  await items.createType(system, 'note', { name: 'Note' });
  const admin = await site.signIn({ name: 'Inês', isAdmin: true });
  const { ctx } = admin;
  const draft = { ...ctx, stage: DRAFT };
  await stages.update(ctx, DRAFT, { description: 'Not ready' });
  const { id } = await items.createItem(draft, 'note', { title: 'Ebb', status: true });
  await items.updateItem(draft, id, 'current', { title: 'Flow' });
  const { preview } = await stages.previews.create(ctx, DRAFT, { note: 'For the board' });
  await stages.previews.revoke(ctx, DRAFT, preview.id);
  await stages.schedules.set(ctx, DRAFT, new Date(now + 3_600_000).toISOString());
  await stages.schedules.set(ctx, DRAFT, null);
  const { id: publish } = await stages.publish(ctx, DRAFT);
  assert.ok(publish);
  await stages.undo(ctx, publish);
  await stages.discard(ctx, DRAFT, [`item:${id}`]);

  const lines = await stages.activity(ctx, DRAFT, { limit: 50 });
  assert.deepEqual(
    lines.map(({ what }) => what),
    [
      'discarded',
      'taken_back',
      'published',
      'unscheduled',
      'scheduled',
      'unshared',
      'shared',
      'saved',
      'saved',
      'changed',
    ],
  );
  assert.ok(lines.every(({ by }) => by === 'Inês'));
  const [, , third] = lines;
  const older = await stages.activity(ctx, DRAFT, { limit: 1, before: third?.at.toISOString() });
  assert.deepEqual(older, lines.slice(3, 4));

  const api = await site.api({ isAdmin: true });
  const { json } = await api('GET', '/stages/draft/activity');
  assert.deepEqual(
    json.activity.map((line: { what: string }) => line.what),
    lines.map(({ what }) => what),
  );

  const page = await admin.get(`/admin/stages/${DRAFT}/activity`);
  assert.match(
    page.text,
    /Discarded: one change.*Took a publish back: one change.*Published: one change.*Made a preview link: For the board.*Saved “Flow”.*Saved “Ebb”/,
  );
});
