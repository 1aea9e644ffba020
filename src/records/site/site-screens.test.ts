import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestKernel } from '../../../test/support/kernel.ts';

test('an administrator changes what the site is called, and every page says so at once', async () => {
  await using site = await openTestKernel();
  const admin = await site.signIn({ permissions: ['administer site'] });
  assert.match((await admin.get('/admin')).html, /href="\/admin\/settings"/);

  const saved = await admin.submit('/admin/settings', {
    site_name: ' The Paper ',
    slogan: 'News from the hills',
    time_zone: 'Asia/Tokyo',
  });
  assert.ok(saved.text.includes('The settings were saved.'));
  assert.match(saved.html, /value="The Paper"/);
  const home = await site.browse().get('/user/login');
  assert.ok(home.html.includes('The Paper'));
  assert.deepEqual(
    ['site_name', 'site_slogan', 'time_zone'].map((name) => site.variables.find(name)),
    ['The Paper', 'News from the hills', 'Asia/Tokyo'],
  );
  const emptied = await admin.submit('/admin/settings', { slogan: '' });
  assert.ok(emptied.text.includes('The settings were saved.'));
  assert.equal(site.variables.find('site_slogan'), '');
});

test('wrong settings are named, and nothing of them is kept', async () => {
  await using site = await openTestKernel();
  const admin = await site.signIn({ isAdmin: true });
  for (const wrong of [
    { site_name: ' ', slogan: 'New' },
    { site_name: 'x'.repeat(101), slogan: 'New' },
    { site_name: 'New', slogan: 'x'.repeat(201) },
    { site_name: 'New', time_zone: 'Moon/Crater' },
  ]) {
    assert.equal((await admin.submit('/admin/settings', wrong)).status, 422);
  }
  assert.equal(site.variables.find('site_name'), undefined);
  assert.equal(site.variables.find('site_slogan'), undefined);
});

test('nobody else changes them', async () => {
  await using site = await openTestKernel();
  const editor = await site.signIn({ permissions: ['administer categories'] });
  assert.equal((await editor.get('/admin/settings')).status, 403);
  assert.doesNotMatch((await editor.get('/admin')).html, /href="\/admin\/settings"/);
  const rights = await site.signIn({ isAdmin: true });
  assert.match(
    (await rights.get('/admin/people/permissions')).text,
    /Change the name and the settings/,
  );
});
