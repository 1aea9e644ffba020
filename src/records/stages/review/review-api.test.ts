import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT } from '#base';
import { openTestKernel } from '../../../../test/support/kernel.ts';

test('changes are submitted, approved and sent back over REST, and published once they are approved', async () => {
  await using site = await openTestKernel();
  const { items, system } = site;
  await items.createType(system, 'note', { name: 'Note' });
  const draft = { ...system, stage: DRAFT };
  const { id } = await items.createItem(draft, 'note', { title: 'Tides', status: true });
  await items.createItem(draft, 'note', { title: 'Winds', status: true });
  const record = `item:${id}`;
  const admin = await site.api({ isAdmin: true });
  const reads = ['access content', 'use stages'];
  const writer = await site.api({ name: 'Eve', permissions: [...reads, 'write in stage draft'] });
  const reviewer = await site.api({
    name: 'Rui',
    permissions: [...reads, 'approve in stage draft'],
  });
  const review = '/stages/draft/review';
  const change = async () => {
    const { json } = await writer('GET', '/stages/draft/changes');
    return json.changes.find((one: { record: string }) => one.record === record);
  };

  const set = await admin('PATCH', '/stages/draft', { approval: true });
  assert.equal(set.json.approval, true);
  assert.deepEqual([(await change()).state, (await change()).step], ['draft', null]);
  const whole = async () => (await writer('GET', '/stages/draft/changes')).json.state;
  assert.equal(await whole(), 'draft');
  const early = await reviewer('POST', review, { to: 'approved', records: [record] });
  assert.deepEqual([early.status, early.json.code], [409, 'stage.not_submitted']);
  const submitted = await writer('POST', review, { to: 'review', records: [record] });
  assert.deepEqual([submitted.status, submitted.json], [200, { moved: 1 }]);
  assert.equal((await writer('POST', review, { to: 'approved' })).status, 403);

  const note = 'Which tides?';
  await reviewer('POST', review, { to: 'draft', records: [record], note });
  const { state, step } = await change();
  assert.deepEqual([state, step.to, step.by, step.note], ['draft', 'draft', 'Rui', note]);
  await writer('POST', review, { to: 'review' });
  const { seen } = await change();
  await items.updateItem(draft, id, 'current', { title: 'High tides' });
  const late = await reviewer('POST', review, {
    to: 'approved',
    records: [record],
    seen: { [record]: seen },
  });
  assert.deepEqual([late.status, late.json.code], [409, 'stage.changed_meanwhile']);

  const refused = await admin('POST', '/stages/draft/publish', { only: [record] });
  assert.deepEqual([refused.status, refused.json.code], [409, 'stage.not_approved']);
  assert.equal(refused.json.errors[0].pointer, `/${record}`);
  const none = await admin('POST', '/stages/draft/publish', { only: 'approved' });
  assert.deepEqual(none.json, { id: null, changes: 0 });
  const wrong = await admin('POST', '/stages/draft/publish', { only: 'review' });
  assert.deepEqual([wrong.status, wrong.json.errors[0].pointer], [422, '/only']);
  await writer('POST', review, { to: 'review' });
  assert.equal((await reviewer('POST', review, { to: 'approved' })).json.moved, 2);
  assert.equal(await whole(), 'approved');
  assert.equal((await admin('POST', '/stages/draft/publish', {})).json.changes, 2);
  assert.equal(await whole(), null);
});

test('what is said wrongly is refused, and nothing is moved', async () => {
  await using site = await openTestKernel();
  const admin = await site.api({ isAdmin: true });
  for (const [body, pointer] of [
    [{ to: 'done' }, '/to'],
    [{}, '/to'],
    [{ to: 'draft', note: 'x'.repeat(501) }, '/note'],
    [{ to: 'draft', note: 'a\0b' }, '/note'],
    [{ to: 'draft', records: ['Tides'] }, '/records/0'],
  ] as const) {
    const { status, json } = await admin('POST', '/stages/draft/review', body);
    assert.equal(status, 422, JSON.stringify(body));
    assert.equal(json.errors[0].pointer, pointer);
  }
  assert.equal((await admin('POST', '/stages/live/review', { to: 'review' })).status, 404);
  assert.equal((await admin('POST', '/stages/none/review', { to: 'review' })).status, 404);
});
