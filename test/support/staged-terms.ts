import assert from 'node:assert/strict';
import { DRAFT, LIVE, type StageId, type TermId } from '#base';
import { openTestKernel } from './kernel.ts';

/** A site with a vocabulary of topics, and notes that are under them, whose terms a draft changes. */
export async function openStagedTerms() {
  const kernel = await openTestKernel();
  const { categories, items, stages, system } = kernel;
  await categories.createVocabulary(system, 'topic', { label: 'Topics' });
  await items.createType(system, 'note', { name: 'Note' });
  await items.addField(system, 'note', 'topic', {
    field_type: 'reference',
    label: 'Topics',
    cardinality: -1,
    settings: { target_type: 'term', bundles: ['topic'], create_terms: true },
  });
  const at = (stage: StageId) => ({ ...system, stage });
  const ctx = at(DRAFT);
  return {
    ...kernel,
    at,
    draft: ctx,
    /** Adds a term, in the draft unless it is said where. */
    add: async (name: string, parents: readonly TermId[] = [], where = ctx) =>
      (await categories.createTerm(where, 'topic', { name, parents })).id,
    move: (term: TermId, parents: readonly TermId[], where = ctx) =>
      categories.updateTerm(where, term, { parents }),
    /** `Arts`, `-Film`: all terms of a stage as they stand under one another. */
    async outline(stage: StageId = LIVE) {
      const tree = await categories.listTree(at(stage), 'topic');
      return tree.map(({ term, depth }) => '-'.repeat(depth) + term.name);
    },
    note: (title: string, terms: readonly TermId[], where = ctx) =>
      items.createItem(where, 'note', {
        title,
        status: true,
        fields: { topic: terms.map((id) => ({ target_type: 'term', target_id: id })) },
      }),
    /** Titles of what is under a term and below it. */
    async under(stage: StageId, term: TermId) {
      const here = at(stage);
      const { items: found } = await items.listItems(here, { under: term, limit: 10 });
      const count = (await items.countUnder(here, [term])).get(term) ?? 0;
      assert.equal(count, found.length, 'as many are counted as listed');
      return found.map(({ title }) => title).toSorted();
    },
    publish: (...terms: readonly TermId[]) =>
      stages.publish(
        system,
        DRAFT,
        terms.length > 0 ? { only: terms.map((id) => `term:${id}`) } : {},
      ),
    async undo(publish: Awaited<ReturnType<typeof stages.publish>>) {
      assert.ok(publish.id);
      await stages.undo(system, publish.id);
    },
  };
}
