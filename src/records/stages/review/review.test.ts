import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT } from '#base';
import { openTestKernel, type TestRights } from '../../../../test/support/kernel.ts';

const MAY = ['access content', 'use stages', 'edit any article content', 'create article content'];
const EDITOR: TestRights = { name: 'Eve', permissions: [...MAY, 'write in stage draft'] };
const REVIEWER: TestRights = { name: 'Rui', permissions: [...MAY, 'approve in stage draft'] };
const PUBLISHER: TestRights = { name: 'Pia', permissions: [...MAY, 'publish stage draft'] };

/** A site on which only what is approved is published, with two articles that Draft has changed. */
async function openSite() {
  let now = Date.now();
  const site = await openTestKernel({ clock: { now: () => new Date((now += 1_000)) } });
  const { items, stages, system } = site;
  await items.createType(system, 'article', { name: 'Article' });
  await stages.update(system, DRAFT, { approval: true });
  const draft = { ...system, stage: DRAFT };
  const change = async (title: string) => {
    const { id } = await items.createItem(system, 'article', { title, status: true });
    await items.updateItem(draft, id, 'current', { title: `${title}, again` });
    return { id, key: `item:${id}` };
  };
  const [tides, winds] = [await change('Tides'), await change('Winds')];
  const [eve, rui, pia] = await Promise.all([
    site.signIn(EDITOR),
    site.signIn(REVIEWER),
    site.signIn(PUBLISHER),
  ]);
  return {
    ...site,
    draft,
    tides,
    winds,
    eve: eve.ctx,
    rui: rui.ctx,
    pia: pia.ctx,
    wait: (milliseconds: number) => void (now += milliseconds),
    move: stages.review,
    async states() {
      const plan = await stages.plan(system, DRAFT);
      return plan.map(({ label, review }) => [label.replace(', again', ''), review.state]);
    },
    title: async (id: typeof tides.id) => (await items.getItem(system, id)).title,
  };
}

test('what a stage changed is a draft, is submitted by who writes it, and approved by another one', async () => {
  await using site = await openSite();
  const { stages, eve, rui, pia, tides } = site;
  assert.deepEqual(await site.states(), [
    ['Tides', 'draft'],
    ['Winds', 'draft'],
  ]);
  assert.equal(await site.move(eve, DRAFT, { to: 'review', records: [tides.key] }), 1);
  assert.deepEqual(await site.states(), [
    ['Tides', 'review'],
    ['Winds', 'draft'],
  ]);
  assert.equal(await site.move(rui, DRAFT, { to: 'approved' }), 1);
  assert.deepEqual(await site.states(), [
    ['Tides', 'approved'],
    ['Winds', 'draft'],
  ]);
  assert.equal(await site.move(eve, DRAFT, { to: 'review' }), 1);
  await assert.rejects(stages.publish(pia, DRAFT), { code: 'stage.not_approved' });
  assert.equal(await site.move(rui, DRAFT, { to: 'approved' }), 1);
  assert.equal((await stages.publish(pia, DRAFT)).changes, 2);
  assert.equal(await site.title(tides.id), 'Tides, again');
});

test('nobody does the part of another one', async () => {
  await using site = await openSite();
  const { eve, rui, pia, tides } = site;
  const all = { records: [tides.key] };
  const refused = { code: 'stage.not_allowed' };
  await assert.rejects(site.move(eve, DRAFT, { to: 'approved', ...all }), refused);
  await assert.rejects(site.move(rui, DRAFT, { to: 'review', ...all }), refused);
  for (const to of ['draft', 'review', 'approved'] as const)
    await assert.rejects(site.move(pia, DRAFT, { to, ...all }), refused);
  // What nobody has submitted is not approved, but by who may do both.
  const early = site.move(rui, DRAFT, { to: 'approved', ...all });
  await assert.rejects(early, {
    code: 'stage.not_submitted',
    message: /“Tides, again” is a draft/,
  });
  assert.equal(await site.move(rui, DRAFT, { to: 'approved' }), 0);
  assert.equal(await site.move(site.system, DRAFT, { to: 'approved', ...all }), 1);
  const looker = await site.signIn({ permissions: ['access content'] });
  await assert.rejects(site.move(looker.ctx, DRAFT, { to: 'draft' }), { code: 'stage.not_found' });
});

test('whatever is changed after it was submitted or approved is a draft again', async () => {
  await using site = await openSite();
  const { items, eve, draft, tides, winds } = site;
  await site.move(site.system, DRAFT, { to: 'approved' });
  await items.updateItem(draft, tides.id, 'current', { title: 'Tides, anew' });
  await items.deleteItem(draft, winds.id);
  assert.deepEqual(
    (await site.states()).map(([, state]) => state),
    ['draft', 'draft'],
  );
  // A deletion that was approved does not stand for the next one.
  await site.move(site.system, DRAFT, { to: 'approved', records: [winds.key] });
  await items.restoreItem(draft, winds.id);
  await items.deleteItem(draft, winds.id);
  const plan = await site.stages.plan(eve, DRAFT, [winds.key]);
  assert.deepEqual(
    plan.map(({ review }) => review.state),
    ['draft'],
  );
});

test('what is sent back says why, until it is submitted again', async () => {
  await using site = await openSite();
  const { items, stages, eve, rui, draft, tides } = site;
  const records = [tides.key];
  const last = async () => (await stages.plan(eve, DRAFT, records))[0]?.review;
  await site.move(eve, DRAFT, { to: 'review', records });
  await site.move(rui, DRAFT, { to: 'draft', records, note: '  Which tides? ' });
  assert.deepEqual([(await last())?.state, (await last())?.last?.note], ['draft', 'Which tides?']);
  assert.equal((await last())?.last?.by, 'Rui');
  await items.updateItem(draft, tides.id, 'current', { title: 'High tides' });
  assert.equal((await last())?.last?.note, 'Which tides?');
  await site.move(eve, DRAFT, { to: 'review', records });
  assert.deepEqual([(await last())?.state, (await last())?.last?.note], ['review', '']);
  await site.move(eve, DRAFT, { to: 'draft', records });

  const lines = await stages.activity(eve, DRAFT, { limit: 50 });
  const steps = lines.filter(({ what }) => what !== 'saved' && what !== 'changed');
  assert.deepEqual(
    steps.map(({ by, what, detail }) => [by, what, detail]),
    [
      ['Eve', 'withdrawn', '1'],
      ['Eve', 'submitted', '1'],
      ['Rui', 'sent_back', 'Which tides?'],
      ['Eve', 'submitted', '1'],
    ],
  );
  const tooLong = site.move(rui, DRAFT, { to: 'draft', records, note: 'x'.repeat(501) });
  await assert.rejects(tooLong, { code: 'stage.invalid_review' });
});

test('nobody approves what they have not seen', async () => {
  await using site = await openSite();
  const { items, stages, eve, rui, draft, tides } = site;
  const records = [tides.key];
  await site.move(eve, DRAFT, { to: 'review' });
  const seen = async () => {
    const [record] = await stages.plan(rui, DRAFT, records);
    return { [tides.key]: record?.review.seen ?? '' };
  };
  const before = await seen();
  await items.updateItem(draft, tides.id, 'current', { title: 'Something else' });
  await site.move(eve, DRAFT, { to: 'review' });
  const late = site.move(rui, DRAFT, { to: 'approved', records, seen: before });
  await assert.rejects(late, { code: 'stage.changed_meanwhile', message: /“Something else” was/ });
  await assert.rejects(site.move(rui, DRAFT, { to: 'approved', seen: 'of all, earlier' }), {
    code: 'stage.changed_meanwhile',
  });
  assert.equal(await site.move(rui, DRAFT, { to: 'approved', records, seen: await seen() }), 1);
});

test('where only what is approved is published, nothing else is: all of it, chosen, or at a time', async () => {
  await using site = await openSite();
  const { stages, users, system, pia, tides, winds } = site;
  await site.move(system, DRAFT, { to: 'approved', records: [tides.key] });
  await assert.rejects(stages.publish(pia, DRAFT), (error: unknown) => {
    assert.ok(error instanceof Error && 'problems' in error);
    assert.match(error.message, /“Winds, again” is not\. Nothing was published\./);
    const problem = { code: 'not_approved', message: 'has to be approved first' };
    assert.deepEqual(error.problems, [{ pointer: `/${winds.key}`, ...problem }]);
    return true;
  });
  const one = stages.publish(pia, DRAFT, { only: [winds.key] });
  await assert.rejects(one, { code: 'stage.not_approved' });
  await stages.schedules.set(pia, DRAFT, new Date(Date.now() + 3_600_000).toISOString());
  site.wait(7_200_000);
  assert.equal(await stages.schedules.publishDue(system, users.findActor), 0);
  assert.match((await stages.schedules.find(pia, DRAFT))?.problem ?? '', /“Winds, again” is not/);
  assert.equal((await stages.publish(pia, DRAFT, { only: [tides.key] })).changes, 1);
  await stages.update(system, DRAFT, { approval: false });
  assert.equal((await stages.publish(pia, DRAFT)).changes, 1);
});

test('all that is approved as it is, is published at once, with what it stands on', async () => {
  await using site = await openSite();
  const { items, stages, system, pia, draft, tides, winds } = site;
  await items.createType(draft, 'logbook', { name: 'Logbook' });
  const log = await items.createItem(draft, 'logbook', { title: 'Seen', status: true });
  const publish = () => stages.publish(pia, DRAFT, { only: 'approved' });
  assert.equal((await publish()).changes, 0);
  await site.move(system, DRAFT, { to: 'approved', records: [tides.key, winds.key] });
  // Not what was approved.
  await items.updateItem(draft, winds.id, 'current', { title: 'Calm' });
  assert.equal((await publish()).changes, 1);
  assert.equal(await site.title(tides.id), 'Tides, again');
  assert.equal(await site.title(winds.id), 'Winds');

  // It cannot be without its type, which nobody has approved.
  await site.move(system, DRAFT, { to: 'approved', records: [`item:${log.id}`] });
  await assert.rejects(publish(), { code: 'stage.not_approved' });
  await stages.update(system, DRAFT, { approval: false });
  assert.equal((await publish()).changes, 2);
  assert.equal(await site.title(log.id), 'Seen');
  assert.deepEqual(await site.states(), [['Calm', 'draft']]);
});

test('what both sides changed of what is approved is decided first, and nothing else', async () => {
  await using site = await openSite();
  const { items, stages, system, pia, tides, winds } = site;
  for (const { id } of [tides, winds])
    await items.updateItem(system, id, 'current', { title: 'Changed in live' });
  await site.move(system, DRAFT, { to: 'approved', records: [tides.key] });
  const only = 'approved';
  await assert.rejects(stages.publish(pia, DRAFT, { only }), { code: 'stage.publish_conflict' });
  const open = await stages.conflicts(pia, DRAFT, only);
  assert.deepEqual(
    open.map(({ id }) => id),
    [tides.id],
  );
  await stages.publish(pia, DRAFT, { only, decisions: { [tides.key]: 'mine' } });
  assert.equal(await site.title(tides.id), 'Tides, again');
  assert.equal(await site.title(winds.id), 'Changed in live');
});

test('what leaves a stage and comes back is a draft', async () => {
  await using site = await openSite();
  const { items, stages, system, draft, tides } = site;
  await site.move(system, DRAFT, { to: 'approved' });
  const { id } = await stages.publish(system, DRAFT);
  assert.ok(id);
  await stages.undo(system, id);
  assert.deepEqual(
    (await site.states()).map(([, state]) => state),
    ['draft', 'draft'],
  );
  await site.move(system, DRAFT, { to: 'approved' });
  await stages.discard(system, DRAFT, [tides.key]);
  await items.updateItem(draft, tides.id, 'current', { title: 'Tides, again' });
  const states = await site.states();
  assert.deepEqual(states.find(([label]) => label === 'Tides')?.[1], 'draft');
});

test('a stage is moved as a whole, however much there is in it', async () => {
  await using site = await openSite();
  const { items, database, eve, rui, draft } = site;
  const submit = async (expected: number): Promise<number> => {
    const before = database.statements();
    assert.equal(await site.move(eve, DRAFT, { to: 'review' }), expected);
    return database.statements() - before;
  };
  const ofTwo = await submit(2);
  await site.move(eve, DRAFT, { to: 'draft' });
  for (let i = 0; i < 100; i++) await items.createItem(draft, 'article', { title: `Note ${i}` });
  // What is done beside it now and then is counted too.
  assert.ok((await submit(102)) < ofTwo + 10);
  assert.equal(await site.move(rui, DRAFT, { to: 'approved' }), 102);
  assert.ok((await site.states()).every(([, state]) => state === 'approved'));
});
