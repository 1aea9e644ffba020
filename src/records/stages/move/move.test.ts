import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT, type ItemId, LIVE, type StageId } from '#base';
import { openTestKernel } from '../../../../test/support/kernel.ts';

/** A site with the stage Autumn beside Draft, and Top on Draft. */
async function openSite() {
  const site = await openTestKernel();
  const { items, stages, system, categories } = site;
  await categories.createVocabulary(system, 'topics', { label: 'Topics' });
  const { id: sea } = await categories.createTerm(system, 'topics', { name: 'Sea' });
  await items.createType(system, 'article', { name: 'Article' });
  await items.addField(system, 'article', 'topic', {
    field_type: 'reference',
    label: 'Topic',
    settings: { target_type: 'term', bundles: ['topics'] },
  });
  const { id: autumn } = await stages.create(system, { name: 'autumn', label: 'Autumn' });
  const { id: top } = await stages.create(system, { name: 'top', label: 'Top', upstream: DRAFT });
  const at = (stage: StageId) => ({ ...system, stage });
  return {
    ...site,
    autumn,
    top,
    sea,
    at,
    title: async (id: ItemId, stage: StageId = LIVE) =>
      (await items.findItem(at(stage), id))?.title,
    under: async (stage: StageId) =>
      (
        await items.listItems(at(stage), { references: { type: 'term', id: sea }, limit: 9 })
      ).items.map(({ title }) => title),
    make: (stage: StageId, title: string) =>
      items.createItem(at(stage), 'article', {
        title,
        status: true,
        fields: { topic: { target_id: sea } },
      }),
  };
}

test('what a stage made belongs to the one that it is moved to, with its terms and its trash', async () => {
  await using site = await openSite();
  const { items, stages, system, autumn, at } = site;
  const { id } = await site.make(DRAFT, 'Tides');
  assert.equal(await stages.move(system, DRAFT, autumn), 1);
  assert.deepEqual(
    [await site.title(id, DRAFT), await site.title(id, autumn), await site.title(id)],
    [undefined, 'Tides', undefined],
  );
  assert.deepEqual([await site.under(DRAFT), await site.under(autumn)], [[], ['Tides']]);
  await items.deleteItem(at(autumn), id);
  await items.restoreItem(at(autumn), id);
  await stages.publish(system, autumn);
  assert.deepEqual(await site.under(LIVE), ['Tides']);
});

test('what is moved to a stage on top is seen there and published from there', async () => {
  await using site = await openSite();
  const { items, stages, system, top, at } = site;
  const { id } = await site.make(DRAFT, 'Tides');
  const { id: winds } = await site.make(LIVE, 'Winds');
  await items.updateItem(at(DRAFT), winds, 'current', { title: 'Storms' });
  assert.equal(await stages.move(system, DRAFT, top), 2);
  assert.deepEqual([await site.title(id, DRAFT), await site.title(id, top)], [undefined, 'Tides']);
  assert.deepEqual(
    [await site.title(winds, DRAFT), await site.title(winds, top)],
    ['Winds', 'Storms'],
  );
  assert.ok((await site.under(top)).includes('Tides'));
  await stages.publish(system, top);
  await stages.publish(system, DRAFT);
  assert.deepEqual([await site.title(id), await site.title(winds)], ['Tides', 'Storms']);
});

test('chosen records are moved, what only one side changed is merged, and both stages say so', async () => {
  await using site = await openSite();
  const { items, stages, system, autumn, at } = site;
  const { id } = await site.make(LIVE, 'Tides');
  const { id: winds } = await site.make(LIVE, 'Winds');
  await items.updateItem(at(DRAFT), id, 'current', { title: 'High tides' });
  await items.updateItem(at(DRAFT), winds, 'current', { title: 'Storms' });
  await items.updateItem(at(autumn), id, 'current', { promote: true });
  await stages.review(system, DRAFT, { to: 'approved' });
  assert.equal(await stages.move(system, DRAFT, autumn, { records: [`item:${id}`] }), 1);
  const there = await items.getItem(at(autumn), id);
  assert.deepEqual([there.title, there.promote], ['High tides', true]);
  assert.equal(await site.title(winds, DRAFT), 'Storms');
  const [moved] = await stages.plan(system, autumn);
  assert.equal(moved?.review.state, 'draft');
  const last = async (stage: StageId) => {
    const lines = await stages.activity(system, stage, { limit: 9 });
    return lines.find(({ what }) => what.startsWith('moved_'));
  };
  const [away, here] = [await last(DRAFT), await last(autumn)];
  assert.deepEqual([away?.what, away?.detail], ['moved_away', 'Autumn: one change']);
  assert.deepEqual([here?.what, here?.detail], ['moved_here', 'Draft: one change']);
});

test('a deletion is moved, and what was thrown away again stays where it is', async () => {
  await using site = await openSite();
  const { items, stages, system, autumn, at } = site;
  const { id } = await site.make(LIVE, 'Tides');
  await items.deleteItem(at(DRAFT), id);
  const { id: gone } = await site.make(DRAFT, 'Mistake');
  await items.deleteItem(at(DRAFT), gone);
  assert.equal(await stages.move(system, DRAFT, autumn), 1);
  assert.deepEqual(
    [await site.title(id, DRAFT), await site.title(id, autumn)],
    ['Tides', undefined],
  );
  await items.restoreItem(at(DRAFT), gone);
  assert.equal(await site.title(gone, DRAFT), 'Mistake');
});

test('nothing is moved to live, to what the stage stands on, or from where one may not write', async () => {
  await using site = await openSite();
  const { stages, system, autumn, top } = site;
  await site.make(DRAFT, 'Tides');
  await assert.rejects(stages.move(system, DRAFT, LIVE), { code: 'stage.to_be_published' });
  await assert.rejects(stages.move(system, top, DRAFT), { code: 'stage.to_be_published' });
  await assert.rejects(stages.move(system, DRAFT, DRAFT), { code: 'stage.moved_nowhere' });
  await assert.rejects(stages.move(system, LIVE, DRAFT), { code: 'stage.is_live' });
  const half = await site.signIn({
    permissions: ['access content', 'use stages', 'write in stage draft'],
  });
  await assert.rejects(stages.move(half.ctx, DRAFT, autumn), { code: 'stage.not_allowed' });
  await assert.rejects(stages.move(half.ctx, autumn, DRAFT), { code: 'stage.not_allowed' });
  const nobody = await site.signIn({ permissions: ['access content'] });
  await assert.rejects(stages.move(nobody.ctx, DRAFT, autumn), { code: 'stage.not_found' });
});

test('a publish is not taken back where another stage has changed what it made', async () => {
  await using site = await openSite();
  const { items, stages, system, autumn, at } = site;
  const { id } = await site.make(DRAFT, 'Tides');
  const { id: publish } = await stages.publish(system, DRAFT);
  assert.ok(publish);
  await items.updateItem(at(autumn), id, 'current', { title: 'Low tides' });
  await assert.rejects(stages.undo(system, publish), {
    code: 'stage.changed_on_top',
    message: /“Low tides” is changed in “Autumn” since/,
  });
  await stages.discard(system, autumn, [`item:${id}`]);
  await stages.undo(system, publish);
  assert.deepEqual([await site.title(id), await site.title(id, DRAFT)], [undefined, 'Tides']);
});

test('two who move to and fro at once end, and nothing is lost', async () => {
  await using site = await openSite();
  const { stages, system, autumn } = site;
  const made = await Promise.all(['One', 'Two', 'Three'].map((title) => site.make(DRAFT, title)));
  await Promise.all([
    stages.move(system, DRAFT, autumn),
    stages.move(system, autumn, DRAFT),
    stages.publish(system, autumn),
    stages.move(system, DRAFT, autumn),
  ]);
  for (const { id, title } of made) {
    const seen = [await site.title(id), await site.title(id, DRAFT), await site.title(id, autumn)];
    assert.ok(seen.includes(title), title);
  }
});

test('what both changed is decided over REST, part by part', async () => {
  await using site = await openSite();
  const { items, autumn, at } = site;
  const { id } = await site.make(LIVE, 'Tides');
  await items.updateItem(at(DRAFT), id, 'current', { title: 'High tides' });
  await items.updateItem(at(autumn), id, 'current', { title: 'Low tides' });
  const api = await site.api({ isAdmin: true });
  const refused = await api('POST', '/stages/draft/move', { to: 'autumn' });
  assert.deepEqual([refused.status, refused.json.code], [409, 'stage.publish_conflict']);
  const [conflict] = refused.json.conflicts;
  assert.deepEqual(conflict.parts, [
    { part: 'title', base: 'Tides', mine: 'High tides', theirs: 'Low tides' },
  ]);
  const record = `item:${id}`;
  const sent = {
    to: 'autumn',
    records: [record],
    decisions: { [record]: { title: 'mine' } },
    seen: { [record]: conflict.seen },
  };
  assert.deepEqual((await api('POST', '/stages/draft/move', sent)).json, { moved: 1 });
  assert.equal(await site.title(id, autumn), 'High tides');
  assert.equal((await api('POST', '/stages/draft/move', { to: 'nowhere' })).status, 404);
  assert.equal((await api('POST', '/stages/draft/move', {})).status, 422);
});
