import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT, type TermId } from '#base';
import { openStagedTerms } from '../../../test/support/staged-terms.ts';

const unfit = (message: RegExp) => ({ code: 'term.unfit', message });

test('what both sides changed of a term is decided part by part, and the rest is merged', async () => {
  await using site = await openStagedTerms();
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
  await using site = await openStagedTerms();
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
  await using site = await openStagedTerms();
  const { categories, system } = site;
  const [a, b] = [await site.add('A', [], system), await site.add('B', [], system)];
  await site.move(a, [b]);
  await site.move(b, [a], system);
  await assert.rejects(site.publish(), unfit(/“B” stands below “A” itself/));
  // The stage shows both, and there it is put right.
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
  await using site = await openStagedTerms();
  const { categories, system, draft } = site;
  const arts = await site.add('Arts', [], system);
  const film = await site.add('Film', [arts]);
  await categories.deleteTerm(system, arts);
  assert.deepEqual(await site.outline(DRAFT), ['Film']);
  assert.deepEqual((await categories.getTerm(draft, film)).parents, []);
  await site.publish();
  assert.deepEqual(await site.outline(), ['Film']);
});

test('a vocabulary that a stage deletes goes with its terms, and comes back with them', async () => {
  await using site = await openStagedTerms();
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

test('a publish and changes of live at the same time lose nothing, and close no circle', async () => {
  await using site = await openStagedTerms();
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

test('what does not fit to the stage below can be discarded', async () => {
  await using site = await openStagedTerms();
  const { categories, stages, system } = site;
  const { id: top } = await stages.create(system, { name: 'top', label: 'Top', upstream: DRAFT });
  const film = await site.add('Film');
  await categories.updateTerm(site.at(top), film, { description: 'Moving pictures' });
  await site.add('Film', [], system);
  assert.equal(await stages.discard(system, top, [`term:${film}`]), 1);
  assert.equal(await stages.discard(system, DRAFT, [`term:${film}`]), 1);
  assert.deepEqual(await site.outline(top), ['Film']);
});

test('terms move to another stage with what is new above them, or not at all', async () => {
  await using site = await openStagedTerms();
  const { categories, stages, system } = site;
  const { id: other } = await stages.create(system, { name: 'other', label: 'Other' });
  const arts = await site.add('Arts');
  const film = await site.add('Film', [arts]);
  const only = (...terms: readonly TermId[]) => ({ records: terms.map((id) => `term:${id}`) });
  const theirs = await site.add('Film', [], site.at(other));
  const move = () => stages.move(system, DRAFT, other, only(arts, film));
  await assert.rejects(move(), unfit(/There are two terms “Film”/));
  await categories.deleteTerm(site.at(other), theirs);
  await assert.rejects(
    stages.move(system, DRAFT, other, only(film)),
    unfit(/“Film” stands under “Arts”/),
  );
  assert.deepEqual(await site.outline(DRAFT), ['Arts', '-Film']);
  assert.equal(await move(), 2);
  assert.deepEqual(
    [await site.outline(), await site.outline(DRAFT), await site.outline(other)],
    [[], [], ['Arts', '-Film']],
  );
});
