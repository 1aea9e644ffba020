import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestKernel } from '../../test/support/kernel.ts';

test('the administration shows the sections that one may use', async () => {
  await using kernel = await openTestKernel();
  const editor = await kernel.signIn({ name: 'Grace', permissions: ['administer categories'] });
  const home = await editor.get('/admin');
  assert.equal(home.status, 200);
  assert.match(home.text, /Vocabularies and their terms/);
  assert.doesNotMatch(home.text, /Accounts, roles/);

  const admin = await kernel.signIn({ isAdmin: true });
  assert.match((await admin.get('/admin')).text, /Accounts, roles/);
  const components = /href="\/admin\/appearance\/components"/;
  assert.match((await admin.get('/admin')).html, components);
  assert.doesNotMatch((await admin.get('/admin/categories')).html, components);
  const reader = await kernel.signIn();
  assert.equal((await reader.get('/admin')).status, 403);
  assert.doesNotMatch((await reader.get('/admin')).html, /href="\/admin"/);
  assert.match((await kernel.browse().get('/admin')).url, /^\/user\/login\?to=%2Fadmin$/);
});

test('the button in the menu signs out, but not from another site', async () => {
  await using kernel = await openTestKernel();
  const ada = await kernel.signIn({ name: 'Ada' });
  const forged = await kernel.app.inject({
    method: 'POST',
    url: '/user/logout',
    headers: { origin: 'http://evil.test' },
    cookies: Object.fromEntries(ada.cookies),
  });
  assert.equal(forged.statusCode, 403);
  assert.match((await ada.get('/nowhere')).text, /Ada/);
  const out = await ada.post('/user/logout');
  assert.match(out.text, /You are signed out\./);
  assert.doesNotMatch(out.text, /Ada/);
});
