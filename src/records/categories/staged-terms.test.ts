import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT, LIVE, type StageId } from '#base';
import { openStagedTerms } from '../../../test/support/staged-terms.ts';
import { markOf } from './term-tree.ts';

test('terms that a stage adds, moves, renames and deletes are so there alone, and for all when published', async () => {
  await using site = await openStagedTerms();
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
  await using site = await openStagedTerms();
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
  await using site = await openStagedTerms();
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
  await using site = await openStagedTerms();
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
  await using site = await openStagedTerms();
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
  await using site = await openStagedTerms();
  const [a, b] = [await site.add('A'), await site.add('B')];
  const named = await Promise.allSettled([site.add('Film'), site.add('film')]);
  assert.deepEqual(named.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  const moved = await Promise.allSettled([site.move(a, [b]), site.move(b, [a])]);
  assert.deepEqual(moved.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
});

test('what stood under a published term meanwhile moves up when that is taken back', async () => {
  await using site = await openStagedTerms();
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

test('a term that is made while content is written is the stage’s, and published along with that', async () => {
  await using site = await openStagedTerms();
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
  await using site = await openStagedTerms();
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
  await using site = await openStagedTerms();
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
  await using site = await openStagedTerms();
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
