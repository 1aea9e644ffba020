import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestKernel } from '../../../../test/support/kernel.ts';

test('who makes a type is told that nobody else may write it yet, and where that is changed', async () => {
  await using site = await openTestKernel();
  const make = async (type: string, permissions: readonly string[]) => {
    const who = await site.signIn({ permissions: ['administer content types', ...permissions] });
    return who.submit('/admin/structure/types/add', { name: type, type });
  };
  const made = await make('talk', ['administer roles']);
  assert.match(made.text, /“talk” was made\. Now give it fields\. Until roles are given/);
  assert.match(made.html, /<a [^>]*href="\/admin\/people\/permissions"/);
  const other = await make('party', []);
  assert.match(other.text, /only administrators can write content of it/);
  assert.doesNotMatch(other.html, /\/admin\/people\/permissions/);
});
