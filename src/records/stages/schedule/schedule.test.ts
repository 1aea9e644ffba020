import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT } from '#base';
import { openTestKernel } from '../../../../test/support/kernel.ts';

const HOUR = 60 * 60_000;

async function openSite() {
  let now = Date.now();
  const kernel = await openTestKernel({ clock: { now: () => new Date(now) } });
  const { items, system } = kernel;
  await items.createType(system, 'note', { name: 'Note' });
  const { id } = await items.createItem(system, 'note', { title: 'Old', status: true });
  await items.updateItem({ ...system, stage: DRAFT }, id, 'current', { title: 'New' });
  const rights = ['use stages', 'publish stage draft', 'access content'];
  const publisher = await kernel.signIn({ name: 'Inês', permissions: rights });
  return {
    ...kernel,
    id,
    publisher,
    inHours: (hours: number) => new Date(now + hours * HOUR).toISOString(),
    wait: (hours: number) => void (now += hours * HOUR),
    publishDue: () => kernel.stages.schedules.publishDue(system, kernel.users.findActor),
    title: async () => (await items.getItem(system, id)).title,
  };
}

test('a stage is published at its time, once, for whoever said so', async () => {
  await using site = await openSite();
  const { stages, system, publisher } = site;
  await stages.schedules.set(publisher.ctx, DRAFT, site.inHours(2));
  site.wait(1);
  assert.equal(await site.publishDue(), 0);
  assert.equal(await site.title(), 'Old');
  site.wait(1);
  const both = await Promise.all([site.publishDue(), site.publishDue()]);
  assert.ok(both.includes(1));
  assert.equal(await site.title(), 'New');
  const history = await stages.history(system, DRAFT);
  assert.deepEqual(
    history.map(({ publishedByName: by, log }) => [by, log]),
    [['Inês', 'Published at its time']],
  );
  assert.equal(await stages.schedules.find(system, DRAFT), undefined);
});

test('what cannot be published at its time says why, and is not tried again', async () => {
  await using site = await openSite();
  const { items, stages, system, publisher, id } = site;
  await stages.schedules.set(publisher.ctx, DRAFT, site.inHours(1));
  await items.updateItem(system, id, 'current', { title: 'Meanwhile' });
  site.wait(2);
  assert.equal(await site.publishDue(), 0);
  assert.equal(await site.publishDue(), 0);
  const schedule = await stages.schedules.find(system, DRAFT);
  assert.match(schedule?.problem ?? '', /“New”.*changed in the same places/);
  const page = await publisher.get(`/admin/stages/${DRAFT}/schedule`);
  assert.match(page.text, /It was not published when it was due.*changed in the same places/);
  assert.equal(await site.title(), 'Meanwhile');
});

test('whoever may not publish any more when it is due does not', async () => {
  await using site = await openSite();
  const { stages, users, system, publisher } = site;
  await stages.schedules.set(publisher.ctx, DRAFT, site.inHours(1));
  await users.updateUser(system, publisher.user.id, { roles: [] });
  site.wait(2);
  await site.publishDue();
  assert.equal(await site.title(), 'Old');
});

test('the time is set on a screen and over REST, and only one in the future', async () => {
  await using site = await openSite();
  const { stages, system, publisher } = site;
  const path = `/admin/stages/${DRAFT}/schedule`;
  await publisher.submit(path, { due: site.inHours(3).slice(0, 16) });
  const set = await stages.schedules.find(system, DRAFT);
  assert.equal(set?.due.toISOString().slice(0, 16), site.inHours(3).slice(0, 16));
  const past = await publisher.submit(path, { due: site.inHours(-3).slice(0, 16) });
  assert.match(past.text, /must be a time in the future/);

  const api = await site.api({ isAdmin: true });
  const due = site.inHours(5);
  assert.deepEqual((await api('PUT', '/stages/draft/schedule', { due })).json.due, due);
  assert.equal((await api('GET', '/stages/draft/schedule')).json.due, due);
  const refused = await api('PUT', '/stages/draft/schedule', { due: site.inHours(-1) });
  assert.equal(refused.status, 422);
  assert.deepEqual((await api('PUT', '/stages/draft/schedule', { due: null })).json, { due: null });
});
