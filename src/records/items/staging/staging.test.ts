import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT, type ItemId, LIVE, type StageId, type TermId } from '#base';
import { openTestKernel } from '../../../../test/support/kernel.ts';

async function openSite() {
  const kernel = await openTestKernel();
  const { items, stages, system } = kernel;
  await items.createType(system, 'note', { name: 'Note' });
  await items.addField(system, 'note', 'body', { field_type: 'text', label: 'Body' });
  await items.addField(system, 'note', 'place', { field_type: 'text', label: 'Place' });
  const { id: campaign } = await stages.create(system, { name: 'campaign', label: 'Campaign' });
  const at = (stage: StageId) => ({ ...system, stage });
  return {
    ...kernel,
    campaign,
    draft: at(DRAFT),
    inCampaign: at(campaign),
    note: (body: string, place = 'Lisbon') =>
      items.createItem(system, 'note', {
        title: 'Note',
        status: true,
        fields: { body: { value: body }, place: { value: place } },
      }),
    async fields(id: ItemId, stage: StageId = LIVE) {
      const { title, fields } = await items.getItem(at(stage), id);
      const [body, place] = [fields['body'], fields['place']] as { value?: string }[];
      return [title, body?.value, place?.value];
    },
  };
}

const text = (value: string) => ({ value });

test('two editors change one item in two stages: what one side changed is merged, what both changed is decided', async () => {
  await using site = await openSite();
  const { items, stages, system, draft, inCampaign, campaign } = site;
  const { id } = await site.note('one');
  await items.updateItem(draft, id, 'current', { title: 'Early', fields: { body: text('two') } });
  await items.updateItem(inCampaign, id, 'current', {
    fields: { body: text('three'), place: text('Porto') },
  });
  await stages.publish(system, DRAFT);
  assert.deepEqual(await site.fields(id), ['Early', 'two', 'Lisbon']);

  await assert.rejects(stages.publish(system, campaign), {
    code: 'stage.publish_conflict',
    problems: [
      {
        pointer: `/item:${id}/fields/body`,
        code: 'conflict',
        message: 'was changed on both sides',
      },
    ],
  });
  const [planned] = await stages.plan(system, campaign);
  assert.deepEqual(planned?.settlement, {
    is: 'conflict',
    parts: [{ part: 'fields/body', base: text('one'), mine: text('three'), theirs: text('two') }],
  });
  assert.deepEqual(await site.fields(id), ['Early', 'two', 'Lisbon'], 'nothing was published');

  const decisions = { [`item:${id}`]: { 'fields/body': 'mine' as const } };
  await stages.publish(system, campaign, { decisions });
  assert.deepEqual(await site.fields(id), ['Early', 'three', 'Porto']);
  const { revisions } = await items.listRevisions(system, id, { limit: 10, offset: 0 });
  assert.deepEqual(
    revisions.map(({ fields }) => fields['body']),
    [text('three'), text('two'), text('one')],
    'both versions are in the history of live',
  );
});

test('what is promoted, whose it is and its date are of the version, too', async () => {
  await using site = await openSite();
  const { items, stages, system, draft } = site;
  const ines = await site.addUser({ name: 'Inês' });
  const { id } = await site.note('one');
  const created = '2020-02-29T00:00:00.000Z';
  await items.updateItem(draft, id, 'current', { promote: true, created, author_id: ines.id });
  const look = async (stage: StageId) => {
    const item = await items.getItem({ ...system, stage }, id);
    return [item.promote, item.authorId === ines.id, item.created.toISOString() === created];
  };
  assert.deepEqual(await look(LIVE), [false, false, false]);
  assert.deepEqual(await look(DRAFT), [true, true, true]);
  await stages.publish(system, DRAFT);
  assert.deepEqual(await look(LIVE), [true, true, true]);
});

test('each stage lists and counts what its own versions say of terms', async () => {
  await using site = await openSite();
  const { items, stages, categories, system, draft } = site;
  await categories.createVocabulary(system, 'topic', { label: 'Topics' });
  const art = (await categories.createTerm(system, 'topic', { name: 'Art' })).id;
  const film = (await categories.createTerm(system, 'topic', { name: 'Film', parents: [art] })).id;
  await items.addField(system, 'note', 'topic', {
    field_type: 'reference',
    label: 'Topic',
    settings: { target_type: 'term', bundles: ['topic'] },
  });
  const about = (term: TermId) => ({ fields: { topic: { target_type: 'term', target_id: term } } });
  const { id } = await site.note('one');
  await items.updateItem(system, id, 'current', about(film));
  await items.updateItem(draft, id, 'current', { fields: { topic: null } });
  const made = await items.createItem(draft, 'note', { title: 'New', status: true, ...about(art) });

  const under = async (stage: StageId, term: TermId) => {
    const ctx = { ...system, stage };
    const query = { under: term, limit: 10 };
    const { items: found } = await items.listItems(ctx, query);
    assert.equal(await items.countItems(ctx, query), found.length);
    assert.equal((await items.countUnder(ctx, [term])).get(term) ?? 0, found.length);
    return found.map((item) => item.id);
  };
  assert.deepEqual([await under(LIVE, art), await under(LIVE, film)], [[id], [id]]);
  assert.deepEqual([await under(DRAFT, art), await under(DRAFT, film)], [[made.id], []]);
  const { id: publish } = await stages.publish(system, DRAFT);
  assert.deepEqual([await under(LIVE, art), await under(LIVE, film)], [[made.id], []]);
  assert.ok(publish);
  await stages.undo(system, publish);
  assert.deepEqual([await under(LIVE, art), await under(LIVE, film)], [[id], [id]]);
  assert.deepEqual([await under(DRAFT, art), await under(DRAFT, film)], [[made.id], []]);
});

test('a change of a field changes what stages have, too, and is no change of theirs', async () => {
  await using site = await openSite();
  const { items, stages, system, draft } = site;
  const { id } = await site.note('one');
  await items.updateItem(draft, id, 'current', { title: 'Draft' });
  await items.updateField(
    system,
    'note',
    'body',
    { field_type: 'text', label: 'Body', cardinality: -1 },
    { acceptLoss: true },
  );
  const body = async (stage: StageId) =>
    (await items.getItem({ ...system, stage }, id)).fields['body'];
  assert.deepEqual([await body(LIVE), await body(DRAFT)], [[text('one')], [text('one')]]);
  const [planned] = await stages.plan(system, DRAFT);
  assert.deepEqual(planned?.settlement, { is: 'taken' });
});

test('an item that a stage changes is not ended for good elsewhere', async () => {
  await using site = await openSite();
  const { items, system, draft } = site;
  const { id } = await site.note('one');
  await items.updateItem(draft, id, 'current', { title: 'Draft' });
  await items.deleteItem(system, id);
  assert.deepEqual(await site.fields(id, DRAFT), ['Draft', 'one', 'Lisbon']);
  await assert.rejects(items.purgeItem(system, id), {
    code: 'item.is_staged',
    message: /“Draft”/,
  });
});

test('a stage that wants so keeps one revision of what it published', async () => {
  await using site = await openSite();
  const { items, stages, system, draft, database } = site;
  await stages.update(system, DRAFT, { squash: true });
  const { id } = await site.note('one');
  for (const body of ['two', 'three', 'four'])
    await items.updateItem(draft, id, 'current', { fields: { body: text(body) } });
  const { id: publish } = await stages.publish(system, DRAFT);
  const count = async () =>
    (
      await database.queries
        .selectFrom('item_revision')
        .where('item_id', '=', id)
        .select('id')
        .execute()
    ).length;
  // The first, what the stage had in the end, and what was published.
  assert.equal(await count(), 3);
  assert.ok(publish);
  await stages.undo(system, publish);
  assert.deepEqual(await site.fields(id, DRAFT), ['Note', 'four', 'Lisbon']);
});

test('a plugin may have something against a publish, and nothing is published then', async () => {
  await using site = await openSite();
  const { items, stages, system, draft, taps } = site;
  const { id } = await site.note('one');
  await items.updateItem(draft, id, 'current', { title: 'Draft' });
  const told: unknown[] = [];
  let may = false;
  using _careful = taps.register({
    name: 'careful',
    taps: {
      stage_publish: (input) => {
        told.push(input);
        return may ? [] : [{ pointer: '', code: 'early', message: 'Not before noon.' }];
      },
      stage_published: (input) => void told.push(input),
    },
  });
  await assert.rejects(stages.publish(system, DRAFT), {
    code: 'stage.publish_refused',
    message: 'Not before noon. Nothing was published.',
  });
  assert.deepEqual(await site.fields(id), ['Note', 'one', 'Lisbon']);
  may = true;
  await stages.publish(system, DRAFT);
  const about = {
    stage: 'draft',
    upstream: 'live',
    changes: [{ type: 'item', id, label: 'Draft', change: 'changed' }],
  };
  assert.deepEqual(told, [about, about, about]);
});

test('who may look at a stage may not write in it or publish it for that', async () => {
  await using site = await openSite();
  const { items, stages } = site;
  const { id } = await site.note('one');
  const rights = ['access content', 'edit any note content', 'use stages'];
  const draft = async (...more: string[]) => {
    const { ctx } = await site.signIn({ permissions: [...rights, ...more] });
    return { ...ctx, stage: DRAFT };
  };
  const reader = await draft();
  await assert.rejects(items.updateItem(reader, id, 'current', { title: 'x' }), {
    code: 'stage.not_allowed',
  });
  const writer = await draft('write in stage draft');
  await items.updateItem(writer, id, 'current', { title: 'Written' });
  await assert.rejects(stages.publish(writer, DRAFT), { code: 'stage.not_allowed' });
  const publisher = await draft('publish stage draft');
  await stages.publish(publisher, DRAFT);
  assert.equal((await site.fields(id))[0], 'Written');
});

test('where live is protected, it is changed by publishing only', async () => {
  await using site = await openSite();
  const { items, variables, database } = site;
  const { id } = await site.note('one');
  await variables.save(database.queries, 'live_protected', true);
  await variables.refresh();
  const rights = ['access content', 'edit any note content'];
  const { ctx } = await site.signIn({ permissions: rights });
  await assert.rejects(items.updateItem(ctx, id, 'current', { title: 'x' }), {
    code: 'stage.not_allowed',
  });
  const { ctx: trusted } = await site.signIn({ permissions: [...rights, 'write in stage live'] });
  await items.updateItem(trusted, id, 'current', { title: 'y' });
});

test('a stage with changes is not closed; what is discarded was made in vain or is in the trash', async () => {
  await using site = await openSite();
  const { items, stages, system, inCampaign, campaign } = site;
  const { id } = await site.note('one');
  await items.updateItem(inCampaign, id, 'current', { title: 'Changed' });
  const made = await items.createItem(inCampaign, 'note', { title: 'Made', status: true });
  await assert.rejects(stages.close(system, campaign), { code: 'stage.has_changes' });
  assert.equal(await stages.discard(system, campaign, [`item:${id}`, `item:${made.id}`]), 2);
  assert.deepEqual(await site.fields(id, campaign), ['Note', 'one', 'Lisbon']);
  const trash = await items.listItems(inCampaign, { trash: true, limit: 10 });
  assert.deepEqual(
    trash.items.map((item) => item.id),
    [made.id],
  );
  await stages.close(system, campaign);
  await assert.rejects(stages.get(system, 'campaign'), { code: 'stage.not_found' });
  await assert.rejects(items.createItem(inCampaign, 'note', { title: 'Late' }), {
    code: 'stage.not_found',
  });
});

test('two who save the same in a stage, and a third who publishes it, lose nothing', async () => {
  await using site = await openSite();
  const { items, stages, system, draft } = site;
  const made = await Promise.all(Array.from({ length: 6 }, (_, i) => site.note(`${i}`)));
  const write = async (part: 'body' | 'place') => {
    for (let round = 0; round < 4; round++)
      for (const { id } of made)
        await items.updateItem(draft, id, 'current', {
          fields: { [part]: text(`${part} ${round}`) },
        });
  };
  const publish = async () => {
    for (let round = 0; round < 6; round++) await stages.publish(system, DRAFT);
  };
  await Promise.all([write('body'), write('place'), publish()]);
  await stages.publish(system, DRAFT);
  for (const { id } of made) assert.deepEqual(await site.fields(id), ['Note', 'body 3', 'place 3']);
});
