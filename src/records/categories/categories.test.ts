import { InvalidInput, newId, NotAllowed, NotFound } from '#base';
import { type Actor, systemContext } from '#grammar/access';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestKernel } from '../../../test/support/kernel.ts';
import { TermsChanged } from './category-errors.ts';
import { markOf } from './term-tree.ts';

async function openCategories() {
  const site = await openTestKernel();
  return {
    ...site,
    admin: site.system,
    visitor: systemContext({ actor: visitor }),
  };
}

const visitor: Actor = {
  kind: 'user',
  id: newId(),
  name: 'Ann',
  isAdmin: false,
  roles: [],
  permissions: new Set(['access content']),
};

const hasProblem = (code: string) => (error: unknown) =>
  error instanceof InvalidInput && error.problems.some((problem) => problem.code === code);

test('a vocabulary is made, renamed and deleted with its terms', async () => {
  await using site = await openCategories();
  const { categories, admin } = site;
  await categories.createVocabulary(admin, 'topic', { label: 'Topics' });
  await categories.createTerm(admin, 'topic', { name: 'Art' });
  const renamed = await categories.updateVocabulary(admin, 'topic', { label: 'Subjects' });
  assert.deepEqual([renamed.name, renamed.label], ['topic', 'Subjects']);
  const [listed] = await categories.listVocabularies(systemContext());
  assert.deepEqual([listed?.label, listed?.terms], ['Subjects', 1]);
  await categories.deleteVocabulary(admin, 'topic');
  assert.deepEqual(await categories.listVocabularies(systemContext()), []);
  assert.deepEqual(
    await site.database.queries.selectFrom('category_term').selectAll().execute(),
    [],
  );
});

test('what cannot be a vocabulary is refused with the reason', async () => {
  await using site = await openCategories();
  const { categories, admin } = site;
  await categories.createVocabulary(admin, 'topic', { label: 'Topics' });
  const create = (name: unknown, label: unknown) =>
    categories.createVocabulary(admin, name, { label });
  await assert.rejects(create('topic', 'Again'), hasProblem('taken'));
  await assert.rejects(create('Topic!', 'x'), hasProblem('invalid_name'));
  await assert.rejects(create('x', ''), hasProblem('required'));
  await assert.rejects(create('x', 'a\0b'), hasProblem('characters'));
  await assert.rejects(create('x', 'a\ud800'), hasProblem('characters'));
  await assert.rejects(create('x', 'a'.repeat(256)), hasProblem('too_long'));
  await assert.rejects(create('x', 12), hasProblem('type'));
});

test('a name stands once in a vocabulary, in any case', async () => {
  await using site = await openCategories();
  const { categories, admin } = site;
  await categories.createVocabulary(admin, 'topic', { label: 'Topics' });
  await categories.createVocabulary(admin, 'place', { label: 'Places' });
  const art = await categories.createTerm(admin, 'topic', { name: '  Art  ' });
  assert.equal(art.name, 'Art');
  await assert.rejects(categories.createTerm(admin, 'topic', { name: 'ART' }), hasProblem('taken'));
  await categories.createTerm(admin, 'place', { name: 'Art' });
  const music = await categories.createTerm(admin, 'topic', { name: 'Music' });
  await assert.rejects(
    categories.updateTerm(admin, music.id, { name: 'art' }),
    hasProblem('taken'),
  );
  assert.equal((await categories.updateTerm(admin, art.id, { name: 'ART' })).name, 'ART');
});

test('terms stand by name until somebody puts them in order', async () => {
  await using site = await openCategories();
  const { categories, admin } = site;
  await categories.createVocabulary(admin, 'topic', { label: 'Topics' });
  for (const name of ['b', 'c', 'A']) await categories.createTerm(admin, 'topic', { name });
  const names = async (search?: string) => {
    const query = { limit: 10, ...(search === undefined ? {} : { search }) };
    return (await categories.listTerms(systemContext(), 'topic', query)).terms.map(
      (term) => term.name,
    );
  };
  assert.deepEqual(await names(), ['A', 'b', 'c']);
  const { terms } = await categories.listTerms(systemContext(), 'topic', { limit: 10 });
  const outline = terms.map(({ id }) => ({ id, depth: 0 })).reverse();
  const seen = markOf(await categories.listTree(systemContext(), 'topic'));
  await categories.arrangeTerms(admin, 'topic', outline, seen);
  assert.deepEqual(await names(), ['c', 'b', 'A']);
  assert.deepEqual(await names('a'), ['A']);
  const now = markOf(await categories.listTree(systemContext(), 'topic'));
  for (const [lines, mark] of [
    [outline.slice(1), now],
    [outline, seen],
  ] as const)
    await assert.rejects(categories.arrangeTerms(admin, 'topic', lines, mark), TermsChanged);
  const paged = await categories.listTerms(systemContext(), 'topic', { limit: 1, offset: 1 });
  assert.deepEqual([paged.terms[0]?.name, paged.total], ['b', 3]);
});

test('an import finds a term by its name or makes it, once, also when several do', async () => {
  await using site = await openCategories();
  const { categories, admin } = site;
  await categories.createVocabulary(admin, 'topic', { label: 'Topics' });
  const missing = await categories.findOrCreateTerm(admin, 'topic', 'Art', { create: false });
  assert.equal(missing, undefined);
  const made = await Promise.all(
    ['Art', 'art', ' ART '].map((name) =>
      categories.findOrCreateTerm(admin, 'topic', name, { create: true }),
    ),
  );
  assert.equal(new Set(made.map((term) => term?.id)).size, 1);
  const id = newId<'term'>();
  const kept = await categories.findOrCreateTerm(admin, 'topic', 'Music', { create: true, id });
  assert.equal(kept?.id, id);
  await assert.rejects(
    categories.findOrCreateTerm(admin, 'nothing', 'Art', { create: true }),
    NotFound,
  );
});

test('only who may administer categories changes them', async () => {
  await using site = await openCategories();
  const { categories, admin } = site;
  await categories.createVocabulary(admin, 'topic', { label: 'Topics' });
  const art = await categories.createTerm(admin, 'topic', { name: 'Art' });
  const ctx = site.visitor;
  const tries = [
    () => categories.createVocabulary(ctx, 'x', { label: 'x' }),
    () => categories.updateVocabulary(ctx, 'topic', { label: 'x' }),
    () => categories.deleteVocabulary(ctx, 'topic'),
    () => categories.createTerm(ctx, 'topic', { name: 'x' }),
    () => categories.updateTerm(ctx, art.id, { name: 'x' }),
    () => categories.deleteTerm(ctx, art.id),
    () => categories.arrangeTerms(ctx, 'topic', [{ id: art.id, depth: 0 }], ''),
    () => categories.findOrCreateTerm(ctx, 'topic', 'x', { create: true }),
  ];
  for (const change of tries) await assert.rejects(change(), NotAllowed);
  await categories.findOrCreateTerm(ctx, 'topic', 'art', { create: true });
});

test('a term that was deleted is gone', async () => {
  await using site = await openCategories();
  const { categories, admin } = site;
  await categories.createVocabulary(admin, 'topic', { label: 'Topics' });
  const art = await categories.createTerm(admin, 'topic', { name: 'Art' });
  assert.equal((await categories.deleteTerm(admin, art.id)).name, 'Art');
  await assert.rejects(categories.getTerm(systemContext(), art.id), NotFound);
  await assert.rejects(categories.deleteTerm(admin, art.id), NotFound);
});

test('typing finds terms that begin with it first', async () => {
  await using site = await openCategories();
  const { categories, admin } = site;
  await categories.createVocabulary(admin, 'topic', { label: 'Topics' });
  for (const name of ['Modern art', 'Art', '100% wool'])
    await categories.createTerm(admin, 'topic', { name });
  const search = async (text: string, bundles: readonly string[]) =>
    (await categories.reference.search(admin, text, bundles, 10)).map((found) => found.label);
  assert.deepEqual(await search('art', ['topic']), ['Art', 'Modern art']);
  assert.deepEqual(await search('%', []), ['100% wool']);
  assert.deepEqual(await search('art', ['place']), []);
});
