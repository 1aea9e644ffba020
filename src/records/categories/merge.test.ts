import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { InvalidInput, type ItemId, type TermId } from '#base';
import { openTestKernel, type TestKernel } from '../../../test/support/kernel.ts';

let site: TestKernel;
before(async () => {
  site = await openTestKernel();
  const { items, categories, system } = site;
  await categories.createVocabulary(system, 'topic', { label: 'Topics' });
  await items.createType(system, 'note', { name: 'Note' });
  await items.addField(system, 'note', 'topic', {
    field_type: 'reference',
    label: 'Topic',
    cardinality: -1,
    settings: { target_type: 'term', bundles: ['topic'] },
  });
});
after(() => site[Symbol.asyncDispose]());

const add = async (name: string, more: object = {}) =>
  (await site.categories.createTerm(site.system, 'topic', { name, ...more })).id;
const write = async (title: string, ...terms: readonly TermId[]) => {
  const topic = terms.map((id) => ({ target_id: id }));
  const fields = { fields: { topic } };
  return (await site.items.createItem(site.system, 'note', { title, status: true, ...fields })).id;
};
const topicsOf = async (id: ItemId) => {
  const { fields } = await site.items.getItem(site.system, id);
  return (fields['topic'] as readonly { target_id: string }[]).map((value) => value.target_id);
};

test('two terms become one: content, names, what is below, and the address', async () => {
  const { categories, items, system } = site;
  const holland = await add('Holland', { synonyms: ['Low Country'], description: 'Flat.' });
  const netherlands = await add('Netherlands');
  const delft = await add('Delft', { parents: [holland] });
  const one = await write('Tulips', holland);
  const both = await write('Dykes', holland, netherlands);
  const gone = await write('Mills', holland);
  await items.deleteItem(system, gone);
  const first = await items.getItem(system, one);

  const merged = await categories.mergeTerm(system, holland, netherlands, items);
  assert.equal(merged.items, 3);
  assert.deepEqual(await topicsOf(one), [netherlands]);
  assert.deepEqual(await topicsOf(both), [netherlands]);
  await items.restoreItem(system, gone);
  assert.deepEqual(await topicsOf(gone), [netherlands]);
  assert.equal(await items.countItems(system, { under: netherlands, limit: 1 }), 3);
  const { revisions } = await items.listRevisions(system, one, { limit: 5, offset: 0 });
  assert.partialDeepStrictEqual(revisions, [
    { log: 'Term “Holland” merged into “Netherlands”', changes: ['topic'] },
    { log: '' },
  ]);
  // Nobody wrote: lists of what was changed last stay as they are.
  assert.deepEqual((await items.getItem(system, one)).changed, first.changed);

  const left = await categories.getTerm(system, netherlands);
  assert.deepEqual([left.synonyms, left.description], [['Holland', 'Low Country'], 'Flat.']);
  assert.deepEqual((await categories.getTerm(system, delft)).parents, [netherlands]);
  await assert.rejects(categories.getTerm(system, holland), { code: 'term.not_found' });
  const reader = site.browse();
  assert.match((await reader.get(`/term/${holland}`)).url, new RegExp(`/term/${netherlands}$`));

  // An old version brings back what its terms have become, and old ids still mean something.
  await items.revertItem(system, one, first.revisionId);
  assert.deepEqual(await topicsOf(one), [netherlands]);
  assert.deepEqual(await topicsOf(await write('Cheese', holland)), [netherlands]);

  const europe = await add('Europe');
  await categories.mergeTerm(system, netherlands, europe, items);
  assert.match((await reader.get(`/term/${holland}`)).url, new RegExp(`/term/${europe}$`));
});

test('merging with what stands above or below closes no circle', async () => {
  const { categories, items, system } = site;
  const world = await add('World');
  const asia = await add('Asia', { parents: [world] });
  const east = await add('East', { parents: [asia] });
  const japan = await add('Japan', { parents: [east] });
  await categories.mergeTerm(system, asia, japan, items);
  assert.deepEqual((await categories.getTerm(system, east)).parents, [world]);
  assert.deepEqual((await categories.getTerm(system, japan)).parents, [east]);
  await categories.mergeTerm(system, japan, world, items);
  assert.deepEqual((await categories.getTerm(system, world)).parents, []);
  assert.deepEqual(
    (await categories.listAncestors(system, east)).map(({ name }) => name),
    ['World'],
  );
});

test('a term is merged into another of its vocabulary only', async () => {
  const { categories, items, system } = site;
  const sea = await add('Sea');
  await categories.createVocabulary(system, 'colour', { label: 'Colours' });
  const blue = await categories.createTerm(system, 'colour', { name: 'Blue' });
  for (const into of [sea, blue.id])
    await assert.rejects(
      categories.mergeTerm(system, sea, into, items),
      (error) => error instanceof InvalidInput && error.problems[0]?.pointer === '/into',
    );
  const somebody = (await site.signIn()).ctx;
  await assert.rejects(categories.mergeTerm(somebody, sea, blue.id, items), {
    code: 'category.not_allowed',
  });
});

test('what is saved while its term is merged is under the other in the end', async () => {
  const { categories, items, system } = site;
  const from = await add('Lake');
  const into = await add('Lagoon');
  const ids = [];
  for (let i = 0; i < 6; i += 1) ids.push(await write(`Water ${i}`, from));
  const saves = ids.map((id, i) =>
    items.updateItem(system, id, 'current', {
      title: `Water ${i}, again`,
      fields: { topic: [{ target_id: from }] },
    }),
  );
  const more = Array.from({ length: 4 }, (_, i) => write(`More water ${i}`, from));
  await Promise.all([categories.mergeTerm(system, from, into, items), ...saves, ...more]);
  for (const id of [...ids, ...(await Promise.all(more))])
    assert.deepEqual(await topicsOf(id), [into]);
  assert.equal(await items.countItems(system, { under: into, limit: 1 }), 10);
});
