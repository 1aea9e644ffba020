import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestKernel, type TestKernel } from '../support/kernel.ts';

/**
 * How many statements each answer costs, exactly: one more is a visible difference here. An
 * anonymous item page may cost three at most, whatever its fields point to.
 */
let kernel: TestKernel;
let item: string;
let term: string;
before(async () => {
  kernel = await openTestKernel();
  const { items, categories, system } = kernel;
  await categories.createVocabulary(system, 'topics', { label: 'Topics' });
  term = (await categories.createTerm(system, 'topics', { name: 'Gardens' })).id;
  await items.createType(system, 'article', { name: 'Article' });
  const fields = {
    body: { field_type: 'long_text', label: 'Body' },
    topic: {
      field_type: 'reference',
      label: 'Topic',
      cardinality: -1,
      settings: { target_type: 'term', bundles: ['topics'] },
    },
    related: {
      field_type: 'reference',
      label: 'Related',
      cardinality: -1,
      settings: { target_type: 'item', bundles: ['article'] },
    },
  };
  for (const [name, field] of Object.entries(fields)) {
    await items.addField(system, 'article', name, field);
  }
  const input = { title: 'Roses', status: true, promote: true };
  const first = await items.createItem(system, 'article', input);
  const second = await items.createItem(system, 'article', {
    ...input,
    title: 'More roses',
    fields: {
      body: { value: 'They *smell*.', format: 'plain_text' },
      topic: [{ target_id: term }],
      related: [{ target_id: first.id }],
    },
  });
  item = second.id;
});
after(() => kernel[Symbol.asyncDispose]());

/** Statements that `work` sends, when everything that is kept in memory is there. */
async function count(work: () => Promise<{ status: number }>): Promise<number> {
  assert.equal((await work()).status, 200);
  const before = kernel.database.statements();
  assert.equal((await work()).status, 200);
  return kernel.database.statements() - before;
}

test('pages for anonymous readers, made anew', async () => {
  const reader = kernel.browse();
  // Who has made a choice is never answered from the cache.
  reader.cookies.set('trovato_choices', 'none');
  const page = (url: string) => count(() => reader.get(url));
  assert.deepEqual(
    {
      item: await page(`/item/${item}`),
      front: await page('/'),
      term: await page(`/term/${term}`),
      signIn: await page('/user/login'),
    },
    { item: 2, front: 2, term: 6, signIn: 0 },
  );
});

test('pages from the cache', async () => {
  const reader = kernel.browse();
  for (const url of [`/item/${item}`, '/', `/term/${term}`]) {
    // At most one a second asks what other kernels changed.
    assert.ok((await count(() => reader.get(url))) <= 1, url);
  }
});

test('pages for an editor', async () => {
  const editor = await kernel.signIn({ permissions: ['administer content'] });
  const page = (url: string) => count(() => editor.get(url));
  assert.deepEqual(
    {
      item: await page(`/item/${item}`),
      edit: await page(`/item/${item}/edit`),
      revisions: await page(`/item/${item}/revisions`),
      content: await page('/admin/content'),
    },
    { item: 3, edit: 3, revisions: 4, content: 3 },
  );
});

test('REST with a token', async () => {
  const api = await kernel.api({ permissions: ['administer content'] });
  assert.deepEqual(
    {
      item: await count(() => api('GET', `/items/article/${item}`)),
      list: await count(() => api('GET', '/items/article')),
    },
    // What the token stands for is remembered for a second.
    { item: 1, list: 1 },
  );
});
