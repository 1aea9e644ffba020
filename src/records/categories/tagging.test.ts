import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { TermId } from '#base';
import { openTestKernel, type TestKernel } from '../../../test/support/kernel.ts';

const WRITER = ['access content', 'create note content', 'edit any note content'];

let site: TestKernel;
let art: TermId;
before(async () => {
  site = await openTestKernel();
  const { items, categories, system } = site;
  await categories.createVocabulary(system, 'topic', { label: 'Topics' });
  const made = { name: 'Fine art', synonyms: ['Painting'] };
  art = (await categories.createTerm(system, 'topic', made)).id;
  await items.createType(system, 'note', { name: 'Note' });
  const field = {
    label: 'Topics',
    cardinality: -1,
    settings: { target_type: 'term', bundles: ['topic'], create_terms: true },
  };
  await items.addField(system, 'note', 'topic', { ...field, field_type: 'reference' });
  await items.addField(system, 'note', 'parts', {
    field_type: 'compound',
    label: 'Parts',
    settings: { fields: [{ ...field, name: 'about', type: 'reference', label: 'About' }] },
  });
});
after(() => site[Symbol.asyncDispose]());

const names = async () => {
  const { terms } = await site.categories.listTerms(site.system, 'topic', { limit: 50 });
  return terms.map(({ name }) => name);
};
const isTerm = (name: string) => async (id: unknown) =>
  (await site.categories.getTerm(site.system, id as TermId)).name === name;

test('over REST a term is named, found by any of its names, and made if there is none', async () => {
  const ask = await site.api({ permissions: [...WRITER, 'create terms'] });
  const made = await ask('POST', '/items/note', {
    title: 'One',
    fields: {
      topic: [{ name: ' fine  ART' }, { name: 'painting' }, { name: 'Sculpture' }],
      parts: { about: [{ name: 'sculpture' }, { name: 'Dance' }] },
    },
  });
  assert.equal(made.status, 201, JSON.stringify(made.json));
  const { fields } = made.json as { fields: Record<string, never> };
  const topic = fields['topic'] as unknown as readonly { target_id: string }[];
  assert.deepEqual(topic[0], { target_id: art, target_type: 'term' });
  assert.equal(topic.length, 2, 'the same term twice is once');
  assert.ok(await isTerm('Sculpture')(topic[1]?.target_id));
  assert.deepEqual(await names(), ['Dance', 'Fine art', 'Sculpture']);
  assert.equal((await site.items.countUnder(site.system, [art])).get(art), 1);
});

test('nothing is made for what is refused, and not by who may not', async () => {
  const before = await names();
  const ask = await site.api({ permissions: [...WRITER, 'create terms'] });
  const untitled = await ask('POST', '/items/note', { fields: { topic: [{ name: 'New' }] } });
  assert.equal(untitled.status, 422);
  const wrong = await ask('POST', '/items/note', {
    title: 'Two',
    fields: { topic: [{ name: 'New' }, { name: 'x'.repeat(300) }] },
  });
  assert.equal(wrong.status, 422);
  assert.partialDeepStrictEqual(wrong.json, { errors: [{ pointer: '/fields/topic/1/name' }] });
  assert.deepEqual(await names(), before);

  const reader = await site.api({ permissions: WRITER });
  const known = { title: 'Three', fields: { topic: [{ name: 'PAINTING' }] } };
  assert.equal((await reader('POST', '/items/note', known)).status, 201);
  const unknown = { title: 'Four', fields: { topic: [{ name: 'New' }] } };
  const refused = await reader('POST', '/items/note', unknown);
  assert.equal(refused.status, 422);
  assert.partialDeepStrictEqual(refused.json, {
    errors: [{ pointer: '/fields/topic/0/name', code: 'reference_missing' }],
  });
  assert.deepEqual(await names(), before);
});

test('on a form a name is typed', async () => {
  const writer = await site.signIn({ permissions: [...WRITER, 'create terms'] });
  const form = await writer.get('/item/add/note');
  assert.match(form.html, /data-adds="new"/);
  const saved = await writer.submit('/item/add/note', {
    title: 'Typed',
    'fields[topic][0][target_id][text]': 'Opera',
  });
  assert.ok(saved.text.includes('Opera'), saved.text);
  assert.ok((await names()).includes('Opera'));

  const other = await site.signIn({ permissions: WRITER });
  assert.doesNotMatch((await other.get('/item/add/note')).html, /data-adds/);
  const refused = await other.submit('/item/add/note', {
    title: 'Typed',
    'fields[topic][0][target_id][text]': 'Ballet',
  });
  assert.equal(refused.status, 422);
  assert.ok(refused.text.includes('Nothing called “Ballet” was found.'));
  assert.ok(!(await names()).includes('Ballet'));
});

test('new terms need one vocabulary to be made in', async () => {
  await assert.rejects(
    site.items.addField(site.system, 'note', 'wide', {
      field_type: 'reference',
      label: 'Wide',
      settings: { target_type: 'term', bundles: [], create_terms: true },
    }),
    /one vocabulary|cannot be saved/,
  );
});
