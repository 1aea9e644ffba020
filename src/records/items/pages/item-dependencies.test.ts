import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestKernel } from '../../../../test/support/kernel.ts';

test('a developer sees which records a page depends on', async () => {
  await using kernel = await openTestKernel({ settings: { production: false } });
  const { items, categories, system, app } = kernel;
  await categories.createVocabulary(system, 'topics', { label: 'Topics' });
  const sea = await categories.createTerm(system, 'topics', { name: 'Sea' });
  await items.createType(system, 'note', { name: 'Note', settings: { byline: true } });
  await items.createType(system, 'page', { name: 'Page' });
  await items.addField(system, 'note', 'topic', {
    field_type: 'reference',
    label: 'Topic',
    settings: { target_type: 'term' },
  });
  const note = await items.createItem(system, 'note', {
    title: 'A note',
    status: true,
    promote: true,
    fields: { topic: { target_id: sea.id } },
  });
  const ada = await kernel.addUser({ name: 'Ada' });
  const dependenciesOf = async (url: string) => {
    const { headers, statusCode } = await app.inject(url);
    assert.equal(statusCode, 200, url);
    assert.equal(headers['cache-control'], 'private, no-cache');
    return [headers['x-cache-tags'], headers['x-cache-contexts']];
  };
  const [itself, term, author] = [`item:${note.id}`, `term:${sea.id}`, `user:${note.authorId}`];
  // Teasers do not show the topic.
  const list = [itself, 'item_list:note', 'item_list:page', author];

  assert.deepEqual(await dependenciesOf(`/item/${note.id}`), [
    [itself, term, author].join(' '),
    'permissions stage',
  ]);
  assert.deepEqual(await dependenciesOf('/'), [list.join(' '), 'permissions stage url']);
  assert.deepEqual(await dependenciesOf(`/term/${sea.id}`), [
    [...list, term, 'term_list'].toSorted().join(' '),
    'permissions stage url',
  ]);
  assert.deepEqual(await dependenciesOf(`/user/${ada.id}`), [`user:${ada.id}`, 'permissions user']);
  assert.deepEqual(await dependenciesOf('/user/login'), ['', 'session']);
});

test('visitors of a live site are told nothing of it', async () => {
  await using kernel = await openTestKernel();
  const { headers } = await kernel.app.inject('/user/login');
  assert.equal(headers['x-cache-contexts'], undefined);
});
