import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localPath } from './local-path.ts';

test('one comes back to the page that one wanted', () => {
  for (const to of ['/', '/admin/content?status=1#top', '/item/1/edit', '/user/logins']) {
    assert.equal(localPath(to, '/else'), to);
  }
});

test('no address leads to another site, or in circles', () => {
  for (const to of [
    null,
    '',
    'https://evil.example/',
    '//evil.example/',
    String.raw`/\evil.example`,
    '/\t/evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    'javascript:alert(1)',
    'relative',
    '/user/login?to=/',
    '/user/logout',
    '/user/login-link/abc',
  ]) {
    assert.equal(localPath(to, '/else'), '/else', String(to));
  }
});
