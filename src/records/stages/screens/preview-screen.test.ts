import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT } from '#base';
import { openTestKernel } from '../../../../test/support/kernel.ts';

const SCREEN = `/admin/stages/${DRAFT}/previews`;

test('one makes a link, which is shown once, and somebody without an account reads the stage with it', async () => {
  await using site = await openTestKernel();
  const ada = await site.signIn({ name: 'Ada', isAdmin: true });
  assert.match((await ada.get(SCREEN)).text, /No links yet/);

  const made = await ada.submit(SCREEN, { note: 'For the board', days: '30' });
  assert.match(made.text, /Copy the link now/);
  const [, path = ''] =
    /http:\/\/site\.test(\/preview\/[\w-]{22}\.[\w-]{43})/.exec(made.text) ?? [];
  const listed = await ada.get(SCREEN);
  assert.match(listed.text, /For the board/);
  assert.doesNotMatch(listed.html, /\/preview\/[\w-]+\./);

  const guest = site.browse();
  assert.match((await guest.get(path)).text, /Preview of “Draft”/);

  const [key = ''] = /revoke_preview_[0-9a-f-]+/.exec(listed.html) ?? [];
  assert.notEqual(key, '');
  const revoked = await ada.submit(SCREEN, {}, 'revoke');
  assert.match(revoked.text, /The link “For the board” is revoked/);
  assert.match(revoked.text, /Revoked/);
  assert.match((await guest.get('/')).text, /The preview has ended/);
});

test('the screen is for who may share stages, and live needs no link', async () => {
  await using site = await openTestKernel();
  const eve = await site.signIn({ permissions: ['access content', 'use stages'] });
  assert.equal((await eve.get(SCREEN)).status, 403);
  assert.doesNotMatch((await eve.get(`/admin/stages/${DRAFT}`)).html, /\/previews/);
  const sharing = await site.signIn({
    permissions: ['access content', 'use stages', 'share stages'],
  });
  assert.equal((await sharing.get(SCREEN)).status, 200);
  assert.match((await sharing.get(`/admin/stages/${DRAFT}`)).html, /\/previews/);
  assert.equal((await sharing.get('/admin/stages/live/previews')).status, 404);
  assert.match((await site.browse().get(SCREEN)).url, /\/user\/login/);
});
