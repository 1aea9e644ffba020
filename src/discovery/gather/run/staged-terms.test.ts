import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT, LIVE, type StageId, type TermId } from '#base';
import { openTestKernel } from '../../../../test/support/kernel.ts';
import { createListTerms } from '../exposed/term-choices.ts';

test('listings have the terms of the stage that is read, and what stands below them there', async () => {
  await using site = await openTestKernel();
  const { categories, items, gathers, system } = site;
  const draft = { ...system, stage: DRAFT };
  await categories.createVocabulary(system, 'topic', { label: 'Topics' });
  await items.createType(system, 'note', { name: 'Note' });
  await items.addField(system, 'note', 'topic', {
    field_type: 'reference',
    label: 'Topic',
    settings: { target_type: 'term', bundles: ['topic'] },
  });
  const arts = await categories.createTerm(system, 'topic', { name: 'Arts' });
  const film = await categories.createTerm(system, 'topic', { name: 'Film' });
  await items.createItem(system, 'note', {
    title: 'Metropolis',
    status: true,
    fields: { topic: { target_type: 'term', target_id: film.id } },
  });
  await categories.updateTerm(draft, film.id, { name: 'Cinema', parents: [arts.id] });

  const rows = async (stage: StageId, definition: object) => {
    const display = { kind: 'page', id: 'page', path: '/x' };
    const gather = { name: 'x', label: 'X', displays: [display], ...definition };
    const found = await gathers.preview({ ...system, stage }, gather, 'page', {});
    return found.rows.map(({ values }) => JSON.stringify(Object.values(values))).toSorted();
  };
  const both = async (definition: object) => [
    await rows(LIVE, definition),
    await rows(DRAFT, definition),
  ];
  const title = [{ id: 'title', column: 'title', label: 'Title' }];
  const under = (column: string, term: TermId) => ({
    base: 'item',
    defaults: {
      fields: title,
      filters: {
        match: 'all',
        filters: [{ id: 'term', column, operator: 'has_term_or_below', value: term }],
      },
    },
  });
  assert.deepEqual(await both(under('fields.topic', arts.id)), [[], ['["Metropolis"]']]);
  assert.deepEqual(await both(under('terms', arts.id)), [[], ['["Metropolis"]']]);
  const name = [{ id: 'name', column: 'name', label: 'Name' }];
  assert.deepEqual(await both({ base: 'term', defaults: { fields: name } }), [
    ['["Arts"]', '["Film"]'],
    ['["Arts"]', '["Cinema"]'],
  ]);
  const below = {
    base: 'term',
    defaults: {
      fields: [...name, { id: 'below', of: 'below', column: 'name', label: 'Below' }],
      relationships: [{ name: 'below', through: 'children', required: true, label: 'Below' }],
    },
  };
  assert.deepEqual(await both(below), [[], ['["Arts","Cinema"]']]);

  const listTerms = createListTerms(categories);
  const offered = async (stage: StageId) =>
    (await listTerms({ ...system, stage }, ['topic']))?.map(
      ({ label, depth }) => '-'.repeat(depth ?? 0) + label,
    );
  assert.deepEqual(
    [await offered(LIVE), await offered(DRAFT)],
    [
      ['Arts', 'Film'],
      ['Arts', '-Cinema'],
    ],
  );
});
