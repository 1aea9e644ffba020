import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestKernel } from '../../../test/support/kernel.ts';

test('an administrator sees what is done regularly, and has it done now', async () => {
  await using site = await openTestKernel();
  const admin = await site.signIn({ permissions: ['administer cron'] });
  assert.match((await admin.get('/admin')).html, /href="\/admin\/cron"/);
  const before = await admin.get('/admin/cron');
  for (const said of ['Delete uploads that nothing uses', 'every hour', 'Never', 'Due']) {
    assert.ok(before.text.includes(said), `${said}\n${before.text}`);
  }
  const after = await admin.submit('/admin/cron', {}, 'run');
  assert.ok(
    after.text.includes('“Delete uploads that nothing uses” is done: 0 deleted.'),
    after.text,
  );
  assert.match(after.text, /Done ?(?:now|this minute|\d+ seconds ago)/);
  const reader = await site.signIn();
  assert.equal((await reader.get('/admin/cron')).status, 403);
});

test('a service that knows the address has done what is due, and nobody else', async () => {
  await using site = await openTestKernel();
  const admin = await site.signIn({ isAdmin: true });
  const { html } = await admin.get('/admin/cron');
  const [, address = ''] = /POST http:\/\/site\.test(\/cron\/[\w-]+)/.exec(html) ?? [];
  const post = (url: string) => site.app.inject({ method: 'POST', url });
  const done = await post(address);
  assert.equal(done.statusCode, 200, done.body);
  assert.deepEqual(done.json(), {
    tasks: [
      { name: 'file_clean_up', outcome: 'done' },
      { name: 'form_clean_up', outcome: 'done' },
      { name: 'cache_clean_up', outcome: 'done' },
      { name: 'job_clean_up', outcome: 'done' },
      { name: 'stage_publish', outcome: 'done' },
    ],
  });
  assert.deepEqual((await post(address)).json(), { tasks: [] });
  assert.equal((await post(`${address}x`)).statusCode, 404);
  assert.equal((await site.app.inject({ method: 'GET', url: address })).statusCode, 405);
});
