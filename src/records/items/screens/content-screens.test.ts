import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestKernel } from '../../../../test/support/kernel.ts';

const pages = [
  '/',
  '/item/add',
  '/item/add/article',
  '/admin/content',
  '/admin/content?title=zzz',
  '/admin/content/trash',
  '/admin/content/trash/empty',
  '/admin/structure/types',
  '/admin/structure/types/add',
  '/admin/structure/types/article/edit',
  '/admin/structure/types/article/delete',
  '/admin/structure/types/article/fields',
  '/admin/structure/types/article/fields/add',
];

test('every screen opens', async () => {
  await using site = await openTestKernel();
  const ada = await site.signIn({ name: 'Ada', isAdmin: true });
  assert.match((await ada.get('/')).text, /Make an item type/);
  let done = await ada.submit('/admin/structure/types/add', { name: 'Article', type: 'article' });
  assert.equal(done.url, '/admin/structure/types/article/fields');
  for (const { name } of site.items.fieldTypes.list()) {
    const url = `/admin/structure/types/article/fields/add/${name}`;
    const more = name === 'list' ? { 'settings[values]': 'one|One' } : {};
    done = await ada.submit(url, { label: `A ${name}`, name: `a_${name}`, ...more });
    console.log(name, done.status, done.url, done.status === 200 ? '' : done.text);
  }
  for (const url of pages) {
    const { status, text } = await ada.get(url);
    console.log(url, status, text.slice(0, 300));
  }
});
