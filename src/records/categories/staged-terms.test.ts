import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT, LIVE, type StageId, type TermId } from '#base';
import { openTestKernel } from '../../../test/support/kernel.ts';
import { markOf } from './term-tree.ts';

async function openSite() {
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

const unfit = (message: RegExp) => ({ code: 'term.unfit', message });

test('terms that a stage adds, moves, renames and deletes are so there alone, and for all when published', async () => {
  await using site = await openSite();
  const { categories, draft, system } = site;
  const arts = await site.add('Arts', [], system);
  const film = await site.add('Film', [arts], system);
  const silent = await site.add('Silent film', [film], system);
  const before = ['Arts', '-Film', '--Silent film'];
  await categories.updateTerm(draft, arts, { name: 'Fine arts', synonyms: ['Art'] });
  await categories.deleteTerm(draft, film);
  const noir = await site.add('Noir', [silent]);
  const after = ['Fine arts', '-Silent film', '--Noir'];
  assert.deepEqual([await site.outline(), await site.outline(DRAFT)], [before, after]);
  assert.deepEqual(
    (await categories.listAncestors(draft, noir)).map(({ name }) => name),
    ['Fine arts', 'Silent film'],
  );
  assert.deepEqual(
    (await categories.listChildren(draft, arts)).map(({ name }) => name),
    ['Silent film'],
  );
  const published = await site.publish();
  assert.deepEqual([await site.outline(), await site.outline(DRAFT)], [after, after]);
  const found = await categories.findOrCreateTerm(system, 'topic', 'ART', { create: false });
  assert.equal(found?.id, arts);
  await site.undo(published);
  assert.deepEqual([await site.outline(), await site.outline(DRAFT)], [before, after]);
});

test('a stage lists and counts under a term what is below it there', async () => {
  await using site = await openSite();
  const { system } = site;
  const arts = await site.add('Arts', [], system);
  const film = await site.add('Film', [], system);
  await site.note('Metropolis', [film], system);
  await site.move(film, [arts]);
  const noir = await site.add('Noir', [film]);
  await site.note('Laura', [noir]);
  assert.deepEqual(await site.under(LIVE, arts), []);
  assert.deepEqual(await site.under(DRAFT, arts), ['Laura', 'Metropolis']);
  await site.publish();
  assert.deepEqual(await site.under(LIVE, arts), ['Laura', 'Metropolis']);
});

test('a chain of stages shows what each of them says', async () => {
  await using site = await openSite();
  const { categories, stages, system } = site;
  const { id: top } = await stages.create(system, { name: 'top', label: 'Top', upstream: DRAFT });
  const { id: peak } = await stages.create(system, { name: 'peak', label: 'Peak', upstream: top });
  const arts = await site.add('Arts', [], system);
  const film = await site.add('Film', [arts]);
  const noir = await site.add('Noir', [film], site.at(top));
  await site.move(noir, [arts], site.at(peak));
  await categories.deleteTerm(site.at(peak), film);
  const shown = async () => {
    const all = [LIVE, DRAFT, top, peak].map((stage) => site.outline(stage));
    return (await Promise.all(all)).map((outline) => outline.join(' '));
  };
  assert.deepEqual(await shown(), ['Arts', 'Arts -Film', 'Arts -Film --Noir', 'Arts -Noir']);
  assert.deepEqual(await site.under(peak, film), []);
  await stages.publish(system, peak);
  await stages.publish(system, top);
  assert.deepEqual(await shown(), ['Arts', 'Arts -Noir', 'Arts -Noir', 'Arts -Noir']);
  await stages.publish(system, DRAFT);
  assert.deepEqual(await site.outline(), ['Arts', '-Noir']);
});

test('terms are put in order in a stage, and stand so in live once that is published', async () => {
  await using site = await openSite();
  const { categories, draft, system } = site;
  const [a, b, c] = [
    await site.add('A', [], system),
    await site.add('B', [], system),
    await site.add('C'),
  ];
  const seen = markOf(await categories.listTree(draft, 'topic'));
  const outline = [c, b, a].map((id, i) => ({ id, depth: Math.min(i, 1) }));
  await categories.arrangeTerms(draft, 'topic', outline, seen);
  assert.deepEqual(
    [await site.outline(), await site.outline(DRAFT)],
    [
      ['A', 'B'],
      ['C', '-B', '-A'],
    ],
  );
  await assert.rejects(categories.arrangeTerms(draft, 'topic', outline, seen), {
    code: 'term.order_changed',
  });
  const published = await site.publish();
  assert.deepEqual(await site.outline(), ['C', '-B', '-A']);
  await site.undo(published);
  assert.deepEqual(await site.outline(), ['A', 'B']);
});

test('names are free, and nothing stands below itself, as the stage has it', async () => {
  await using site = await openSite();
  const { categories, draft, system } = site;
  const film = await site.add('Film', [], system);
  await categories.updateTerm(draft, film, { name: 'Cinema' });
  const again = await site.add('Film');
  await assert.rejects(categories.updateTerm(draft, film, { synonyms: ['film'] }), {
    code: 'term.invalid',
    problems: [
      { pointer: '/synonyms/0', code: 'taken', message: 'Topics has a term “film” already.' },
    ],
  });
  await site.move(again, [film]);
  await assert.rejects(site.move(film, [again]), {
    problems: [
      {
        pointer: '/parents/0',
        code: 'circle',
        message: '“Film” stands below “Cinema” itself, so it cannot stand above it too.',
      },
    ],
  });
  // Both are published at once: one gets the name that the other had.
  await site.publish();
  assert.deepEqual(await site.outline(), ['Cinema', '-Film']);
});

test('of two who save at once in a stage, one hears that the other has the name, or of the circle', async () => {
  await using site = await openSite();
  const [a, b] = [await site.add('A'), await site.add('B')];
  const named = await Promise.allSettled([site.add('Film'), site.add('film')]);
  assert.deepEqual(named.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  const moved = await Promise.allSettled([site.move(a, [b]), site.move(b, [a])]);
  assert.deepEqual(moved.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
});

test('what both sides changed of a term is decided part by part, and the rest is merged', async () => {
  await using site = await openSite();
  const { categories, stages, system, draft } = site;
  const arts = await site.add('Arts', [], system);
  const film = await site.add('Film', [], system);
  await categories.updateTerm(draft, film, { name: 'Cinema', description: 'Moving pictures' });
  await categories.updateTerm(system, film, { name: 'Movies', parents: [arts] });
  await assert.rejects(site.publish(), { code: 'stage.publish_conflict' });
  const [open] = await stages.conflicts(system, DRAFT);
  assert.deepEqual([open?.label, open?.parts], ['Cinema', ['name']]);
  assert.deepEqual(
    open?.merged.map(({ part, side }) => `${part} ${side}`),
    ['description mine', 'parents theirs'],
  );
  await stages.publish(system, DRAFT, { decisions: { [`term:${film}`]: { name: 'mine' } } });
  const term = await categories.getTerm(system, film);
  assert.deepEqual(
    [term.name, term.description, term.parents],
    ['Cinema', 'Moving pictures', [arts]],
  );
});

test('a term is not published without the new one that it stands under, nor without its vocabulary', async () => {
  await using site = await openSite();
  const { categories, stages, system, draft } = site;
  const arts = await site.add('Arts');
  const film = await site.add('Film', [arts]);
  await assert.rejects(site.publish(film), unfit(/“Film” stands under “Arts”.*Publish that too/));
  assert.deepEqual([await site.outline(), await site.outline(DRAFT)], [[], ['Arts', '-Film']]);
  await site.publish(arts, film);
  assert.deepEqual(await site.outline(), ['Arts', '-Film']);

  const place = await categories.createVocabulary(draft, 'place', { label: 'Places' });
  const { id: rome } = await categories.createTerm(draft, 'place', { name: 'Rome' });
  await assert.rejects(site.publish(rome), unfit(/“Rome” is a term of “Places”/));
  const only = [`term:${rome}`, `vocabulary:${place.id}`];
  await stages.publish(system, DRAFT, { only });
  assert.equal((await categories.getTerm(system, rome)).vocabulary.label, 'Places');
});

test('what fits on each side and not together is refused, and says which terms', async () => {
  await using site = await openSite();
  const { categories, system } = site;
  const [a, b] = [await site.add('A', [], system), await site.add('B', [], system)];
  await site.move(a, [b]);
  await site.move(b, [a], system);
  await assert.rejects(site.publish(), unfit(/“B” stands below “A” itself/));
  // The stage shows both for now, and there it is put right.
  assert.deepEqual(await site.outline(DRAFT), ['A', '-B', '--A']);
  assert.deepEqual((await categories.listAncestors(site.draft, a)).length, 1);
  await site.move(a, []);

  await site.add('Film');
  const theirs = await site.add('film', [], system);
  await assert.rejects(site.publish(), unfit(/There are two terms “[Ff]ilm”/));
  await categories.updateTerm(system, theirs, { name: 'Movies', synonyms: ['FILM'] });
  await assert.rejects(site.publish(), unfit(/“Film” and “Movies” are both called/));
  await categories.updateTerm(system, theirs, { synonyms: [] });
  await site.publish();
  assert.deepEqual(await site.outline(), ['A', '-B', 'Film', 'Movies']);
});

test('what live deletes meanwhile does not break the stage', async () => {
  await using site = await openSite();
  const { categories, system, draft } = site;
  const arts = await site.add('Arts', [], system);
  const film = await site.add('Film', [arts]);
  await categories.deleteTerm(system, arts);
  assert.deepEqual(await site.outline(DRAFT), ['Film']);
  assert.deepEqual((await categories.getTerm(draft, film)).parents, []);
  await site.publish();
  assert.deepEqual(await site.outline(), ['Film']);
});

test('what stood under a published term meanwhile moves up when that is taken back', async () => {
  await using site = await openSite();
  const { system } = site;
  const arts = await site.add('Arts', [], system);
  const film = await site.add('Film', [arts]);
  await site.add('Noir', [film]);
  const published = await site.publish();
  const silent = await site.add('Silent film', [film], system);
  await site.note('Metropolis', [silent], system);
  await site.undo(published);
  assert.deepEqual(await site.outline(), ['Arts', '-Silent film']);
  assert.deepEqual(await site.outline(DRAFT), ['Arts', '-Film', '--Noir', '-Silent film']);
  assert.deepEqual(await site.under(LIVE, arts), ['Metropolis']);
});

test('a vocabulary that a stage deletes goes with its terms, and comes back with them', async () => {
  await using site = await openSite();
  const { categories, system, draft } = site;
  const arts = await site.add('Arts', [], system);
  await site.add('Film', [arts], system);
  await categories.deleteVocabulary(draft, 'topic');
  await assert.rejects(site.outline(DRAFT), { code: 'vocabulary.not_found' });
  await assert.rejects(categories.getTerm(draft, arts), { code: 'term.not_found' });
  const late = await site.add('Late', [], system);
  await assert.rejects(site.publish(), unfit(/“Topics” has a term “Late” since/));
  await categories.deleteTerm(system, late);
  const published = await site.publish();
  assert.deepEqual(await categories.listVocabularies(system), []);
  await site.undo(published);
  assert.deepEqual(await site.outline(), ['Arts', '-Film']);
});

test('a term that is made while content is written is the stage’s, and published along with that', async () => {
  await using site = await openSite();
  const { categories, items, stages, system, draft } = site;
  const note = await items.createItem(draft, 'note', {
    title: 'Laura',
    status: true,
    fields: { topic: [{ name: 'Noir' }, { name: 'noir' }] },
  });
  assert.deepEqual([await site.outline(), await site.outline(DRAFT)], [[], ['Noir']]);
  const film = await site.add('Film');
  const [noir] = (await categories.listTerms(draft, 'topic', { search: 'noir', limit: 1 })).terms;
  assert.ok(noir);
  await site.move(noir.id, [film]);
  await site.add('Left');
  const planned = await stages.plan(system, DRAFT, [`item:${note.id}`]);
  assert.deepEqual(planned.map(({ label }) => label).toSorted(), ['Film', 'Laura', 'Noir']);
  const published = await stages.publish(system, DRAFT, { only: [`item:${note.id}`] });
  assert.deepEqual(await site.outline(), ['Film', '-Noir']);
  assert.deepEqual(await site.under(LIVE, film), ['Laura']);
  await site.undo(published);
  assert.deepEqual([await site.outline(), await site.under(DRAFT, film)], [[], ['Laura']]);
  assert.deepEqual(await site.outline(DRAFT), ['Film', '-Noir', 'Left']);
});

test('boxes offer the terms of the stage that one is in', async () => {
  await using site = await openSite();
  const { categories, draft, system } = site;
  const film = await site.add('Film', [], system);
  await categories.updateTerm(draft, film, { name: 'Cinema', synonyms: ['Film'] });
  await site.add('Noir');
  const offered = async (stage: StageId, text: string) =>
    (await categories.reference.search(site.at(stage), text, ['topic'], 5)).map(
      ({ label }) => label,
    );
  assert.deepEqual([await offered(LIVE, 'n'), await offered(DRAFT, 'n')], [[], ['Noir', 'Cinema']]);
  assert.deepEqual(
    [await offered(LIVE, 'film'), await offered(DRAFT, 'film')],
    [['Film'], ['Cinema']],
  );
});

test('who may not write in a stage changes no terms there, and none of live where that is protected', async () => {
  await using site = await openSite();
  const { categories, variables, database } = site;
  const rights = ['access content', 'administer categories', 'use stages'];
  const { ctx } = await site.signIn({ permissions: rights });
  const draft = { ...ctx, stage: DRAFT };
  const refused = { code: 'stage.not_allowed' };
  await assert.rejects(categories.createTerm(draft, 'topic', { name: 'Film' }), refused);
  await categories.createTerm(ctx, 'topic', { name: 'Film' });
  await variables.save(database.queries, 'live_protected', true);
  await variables.refresh();
  await assert.rejects(categories.createTerm(ctx, 'topic', { name: 'Noir' }), refused);
});

test('plugins hear of a term when it is published, as of one that is changed in live', async () => {
  await using site = await openSite();
  const { taps, categories, draft, system } = site;
  const told: string[] = [];
  const note = (tap: string) => (input: unknown) => {
    const { term, before } = input as Record<'term' | 'before', { name: string } | undefined>;
    told.push([tap, term?.name, before?.name].filter(Boolean).join(' '));
  };
  using _told = taps.register({
    name: 'listener',
    taps: {
      term_insert: note('insert'),
      term_update: note('update'),
      term_delete: note('delete'),
    },
  });
  const film = await site.add('Film', [], system);
  const old = await site.add('Old', [], system);
  assert.deepEqual(told.splice(0), ['insert Film', 'insert Old']);
  await categories.updateTerm(draft, film, { name: 'Cinema' });
  await categories.deleteTerm(draft, old);
  await site.add('Noir', [film]);
  assert.deepEqual(told, []);
  await site.publish();
  assert.deepEqual(told, ['insert Noir', 'update Cinema Film', 'delete Old']);
});

test('a publish and changes of live at the same time lose nothing, and close no circle', async () => {
  await using site = await openSite();
  const { categories, system } = site;
  for (let i = 0; i < 8; i += 1) {
    const [a, b] = [await site.add(`A${i}`, [], system), await site.add(`B${i}`, [], system)];
    await site.move(a, [b]);
    const outcomes = await Promise.allSettled([
      site.publish(a),
      site.move(b, [a], system),
      categories.updateTerm(system, a, { description: 'Since' }),
    ]);
    const parents = async (id: TermId) => (await categories.getTerm(system, id)).parents.length;
    const isCircle = (await parents(a)) + (await parents(b)) === 2;
    assert.ok(!isCircle, JSON.stringify(outcomes));
    assert.equal((await categories.getTerm(system, a)).description, 'Since');
  }
});
