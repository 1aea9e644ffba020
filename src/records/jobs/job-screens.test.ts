import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { defineQueue, type Queues } from '#platform/queue';
import { Type } from 'typebox';
import { openTestKernel } from '../../../test/support/kernel.ts';

const letters = defineQueue({
  name: 'letters',
  label: 'Send letters',
  payload: Type.Object({ to: Type.String() }),
  attempts: 1,
});

async function ended(queues: Queues, count: number): Promise<void> {
  for (;;) {
    const queue = (await queues.list()).find(({ name }) => name === 'letters');
    if (queue && queue.jobs.done + queue.jobs.failed === count) return;
    await sleep(5);
  }
}

async function openSite() {
  const site = await openTestKernel();
  let lucky = false;
  site.queues.register(letters, async ({ payload: { to } }) => {
    if (!lucky && to !== 'Ada') throw new Error(`${to} has moved.`);
    return `Sent to ${to}.`;
  });
  for (const to of ['Ada', 'Bob', 'Cleo']) {
    await site.queues.add(site.database.queries, { queue: letters, payload: { to } });
  }
  return {
    ...site,
    /** Has all that waits done. */
    async workOff(count: number) {
      await using _working = site.queues.work();
      await ended(site.queues, count);
    },
    beLucky: () => void (lucky = true),
  };
}

test('an administrator sees what failed and why, and has it done again', async () => {
  await using site = await openSite();
  const admin = await site.signIn({ permissions: ['administer jobs'] });
  assert.match((await admin.get('/admin')).html, /href="\/admin\/jobs"/);
  assert.match((await admin.get('/admin/jobs/waiting')).text, /Send letters, job 1/);
  assert.match((await admin.get('/admin/jobs/failed')).text, /Nothing has failed for good/);
  await site.workOff(3);

  const overview = await admin.get('/admin/jobs');
  assert.match(overview.html, /href="\/admin\/jobs\/failed\?queue=letters"[^>]*>2</);
  const done = await admin.get('/admin/jobs/done');
  assert.match(done.text, /Send letters, job 1.*Sent to Ada\..*Begun once/s);
  const failed = await admin.get('/admin/jobs/failed?queue=letters');
  assert.match(failed.text, /Bob has moved\./);
  assert.match(failed.text, /Cleo has moved\./);
  assert.match(failed.text, /Only “Send letters”/);

  site.beLucky();
  const retried = await admin.submit('/admin/jobs/failed', {}, 'retry');
  assert.match(retried.text, /The job 3 is begun as soon as a server has time\./);
  const deleted = await admin.submit('/admin/jobs/failed', {}, 'delete');
  assert.match(deleted.text, /The job 2 is deleted\./);
  await site.workOff(2);
  assert.match((await admin.get('/admin/jobs/done')).text, /Sent to Cleo\./);
  assert.match((await admin.get('/admin/jobs/failed')).text, /Nothing has failed for good/);
});

test('all that failed can be done again at once', async () => {
  await using site = await openSite();
  const admin = await site.signIn({ isAdmin: true });
  await site.workOff(3);
  site.beLucky();
  const forms = (await admin.get('/admin/jobs/failed')).html;
  assert.match(forms, /Run all again/);
  assert.equal(await site.jobs.retryFailed(site.system, 'others'), 0);
  assert.equal(await site.jobs.retryFailed(site.system), 2);
  await site.workOff(3);
  assert.match((await admin.get('/admin/jobs/failed')).text, /Nothing has failed for good/);
});

test('whoever looks sees how far a job is, and the page asks for that again by itself', async () => {
  await using site = await openTestKernel();
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
  site.queues.register(letters, async ({ report }) => {
    report(0.25, 'Writing the address');
    await mayEnd;
  });
  await using _working = site.queues.work();
  const payload = { to: 'Ada' };
  await site.queues.add(site.database.queries, { queue: letters, payload });
  const admin = await site.signIn({ isAdmin: true });
  let html = '';
  while (!html.includes('Writing the address')) ({ html } = await admin.get('/admin/jobs'));
  assert.match(html, /<progress[^>]* value="0\.25"/);
  assert.match(html, /hx-trigger="every 2s"/);
  end();
  await ended(site.queues, 1);
  assert.match((await admin.get('/admin/jobs')).text, /Nothing at the moment\./);
});

test('jobs are for those who look after them', async () => {
  await using site = await openTestKernel();
  const reader = await site.signIn({ permissions: ['administer site'] });
  for (const path of ['/admin/jobs', '/admin/jobs/failed']) {
    assert.equal((await reader.get(path)).status, 403);
  }
  const { jobs } = site;
  for (const attempt of [
    () => jobs.listQueues(reader.ctx),
    () => jobs.list(reader.ctx),
    () => jobs.retry(reader.ctx, 1),
    () => jobs.retryFailed(reader.ctx),
    () => jobs.delete(reader.ctx, 1),
  ]) {
    await assert.rejects(attempt, { code: 'jobs.not_allowed' });
  }
});
