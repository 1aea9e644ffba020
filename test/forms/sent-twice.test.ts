import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldsOf } from '../support/form-fields.ts';
import { openTestKernel } from '../support/kernel.ts';

test('content that is sent twice at the same time is made once', async () => {
  await using site = await openTestKernel();
  await site.items.createType(site.system, 'page', { name: 'Page' });
  const ada = await site.signIn({ isAdmin: true });
  const page = await ada.get('/item/add/page');
  const entered = { ...fieldsOf(page.html, 'item_form'), title: 'Once' };
  const answers = await Promise.all([1, 2, 3].map(() => ada.post('/item/add/page', entered)));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200],
  );
  assert.equal(new Set(answers.map(({ url }) => url)).size, 1);
  assert.equal(await site.items.countItems(site.system, { limit: 5 }), 1);
});

test('what is deleted by the first of two is where the second is led too, and no error', async () => {
  await using site = await openTestKernel();
  const { categories, system } = site;
  await categories.createVocabulary(system, 'topics', { label: 'Topics' });
  const ada = await site.signIn({ isAdmin: true });
  const url = '/admin/categories/topics/delete';
  const entered = fieldsOf((await ada.get(url)).html, 'vocabulary_delete_form');
  const both = await Promise.all([ada.post(url, entered), ada.post(url, entered)]);
  const later = await ada.post(url, entered);
  for (const answer of [...both, later]) {
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.url, '/admin/categories');
  }
  const forged = await ada.post(url, { ...entered, _token: 'x' });
  assert.equal(forged.status, 404);
});
