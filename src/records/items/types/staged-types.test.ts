import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT, LIVE, type StageId } from '#base';
import { openTestKernel } from '../../../../test/support/kernel.ts';

async function openSite() {
  const kernel = await openTestKernel();
  const { items, stages, system } = kernel;
  await items.createType(system, 'note', { name: 'Note' });
  await items.addField(system, 'note', 'body', { field_type: 'text', label: 'Body' });
  const { id: campaign } = await stages.create(system, { name: 'campaign', label: 'Campaign' });
  const at = (stage: StageId) => ({ ...system, stage });
  return {
    ...kernel,
    at,
    draft: at(DRAFT),
    campaign: at(campaign),
    fields: (stage: StageId, type = 'note') =>
      items.findType({ stage }, type)?.fields.map(({ name }) => name),
    /** Publishes the stage; answers what takes it back. */
    async publish(stage: StageId, only?: readonly string[]) {
      const { id } = await stages.publish(system, stage, only ? { only } : {});
      return async () => {
        if (id) await stages.undo(system, id);
      };
    },
  };
}

const text = (label: string) => ({ field_type: 'text', label });

test('a type that a stage made, with content of it, is there alone until it is published', async () => {
  await using site = await openSite();
  const { items, draft, system } = site;
  await items.createType(draft, 'recipe', { name: 'Recipe' });
  await items.addField(draft, 'recipe', 'dish', text('Dish'));
  const { id } = await items.createItem(draft, 'recipe', {
    title: 'Soup',
    status: true,
    fields: { dish: { value: 'Gazpacho' } },
  });
  assert.equal(items.findType(system, 'recipe'), undefined);
  await assert.rejects(items.createItem(system, 'recipe', { title: 'x' }), {
    code: 'item_type.not_found',
  });
  assert.ok(
    site.permissions.list().some(({ name }) => name === 'create recipe content'),
    'who may make such content can be said before',
  );
  const takeBack = await site.publish(DRAFT);
  assert.deepEqual(site.fields(LIVE, 'recipe'), ['dish']);
  assert.deepEqual((await items.getItem(system, id)).fields, { dish: { value: 'Gazpacho' } });
  await takeBack();
  assert.equal(items.findType(system, 'recipe'), undefined);
  assert.equal(await items.findItem(system, id), undefined);
  assert.deepEqual(site.fields(DRAFT, 'recipe'), ['dish']);
  assert.equal((await items.getItem(draft, id)).title, 'Soup');
});

test('one item is published with the type that it needs', async () => {
  await using site = await openSite();
  const { items, draft, stages, system } = site;
  await items.createType(draft, 'recipe', { name: 'Recipe' });
  const soup = await items.createItem(draft, 'recipe', { title: 'Soup', status: true });
  await items.createItem(draft, 'recipe', { title: 'Salad', status: true });
  await site.publish(DRAFT, [`item:${soup.id}`]);
  assert.equal((await items.getItem(system, soup.id)).title, 'Soup');
  const left = await stages.plan(system, DRAFT);
  assert.deepEqual(
    left.map(({ label }) => label),
    ['Salad'],
  );
});

test('a field that a stage adds is for what is written there, and content does not go without it', async () => {
  await using site = await openSite();
  const { items, draft, system, stages } = site;
  const { id } = await items.createItem(system, 'note', { title: 'Tides', status: true });
  await items.addField(draft, 'note', 'rating', { field_type: 'integer', label: 'Rating' });
  assert.deepEqual(site.fields(LIVE), ['body']);
  assert.deepEqual(site.fields(DRAFT), ['body', 'rating']);
  const rated = { fields: { rating: { value: 5 } } };
  await assert.rejects(items.updateItem(system, id, 'current', rated), { code: 'item.invalid' });
  await items.updateItem(draft, id, 'current', rated);
  await assert.rejects(stages.publish(system, DRAFT, { only: [`item:${id}`] }), {
    code: 'item_type.field_missing',
    message: /“Live”.*“rating”.*Take the type along/,
  });
  const takeBack = await site.publish(DRAFT);
  assert.deepEqual((await items.getItem(system, id)).fields, rated.fields);
  await takeBack();
  assert.deepEqual(site.fields(LIVE), ['body']);
  assert.deepEqual((await items.getItem(system, id)).fields, {});
  assert.deepEqual((await items.getItem(draft, id)).fields, rated.fields);
});

test('fields that two stages add come together; what both call otherwise is decided', async () => {
  await using site = await openSite();
  const { items, draft, campaign, system, stages } = site;
  await items.addField(draft, 'note', 'rating', text('Rating'));
  await items.addField(campaign, 'note', 'place', text('Place'));
  await items.updateType(draft, 'note', { name: 'Remark' });
  await items.updateType(campaign, 'note', { name: 'Memo' });
  await site.publish(DRAFT);
  await assert.rejects(stages.publish(system, campaign.stage), {
    code: 'stage.publish_conflict',
    problems: [
      { pointer: '/item_type:note/name', code: 'conflict', message: 'was changed on both sides' },
    ],
  });
  await stages.publish(system, campaign.stage, {
    decisions: { 'item_type:note': { name: 'mine' } },
  });
  assert.equal(items.getType(system, 'note').name, 'Memo');
  assert.deepEqual(site.fields(LIVE)?.toSorted(), ['body', 'place', 'rating']);
});

test('values are changed where they come from, and while no stage has the field in its own way', async () => {
  await using site = await openSite();
  const { items, draft, campaign, system } = site;
  await items.createItem(system, 'note', { title: 'a', fields: { body: { value: '12' } } });
  const number = { field_type: 'integer', label: 'Body' };
  await assert.rejects(items.updateField(draft, 'note', 'body', number), {
    code: 'stage.only_in_live',
  });
  for (const acceptLoss of [false, true])
    await assert.rejects(items.removeField(draft, 'note', 'body', { acceptLoss }), {
      code: 'stage.only_in_live',
    });
  await items.updateField(draft, 'note', 'body', text('Text'));
  await assert.rejects(items.updateField(system, 'note', 'body', number), {
    code: 'item_type.staged',
    message: /Publish them, or discard them, first/,
  });
  // A field of the stage alone is its own to change.
  await items.addField(draft, 'note', 'rating', text('Rating'));
  const { id } = await items.createItem(draft, 'note', {
    title: 'b',
    fields: { rating: { value: '3' } },
  });
  await assert.rejects(
    items.addField(campaign, 'note', 'rating', { field_type: 'float', label: 'Rating' }),
    { code: 'item_type.field_staged' },
  );
  await items.updateField(draft, 'note', 'rating', { field_type: 'integer', label: 'Rating' });
  assert.deepEqual((await items.getItem(draft, id)).fields, { rating: { value: 3 } });
});

test('a type that has content in a stage is neither deleted nor discarded there', async () => {
  await using site = await openSite();
  const { items, draft, stages, system } = site;
  await items.createType(draft, 'recipe', { name: 'Recipe' });
  const { id } = await items.createItem(draft, 'recipe', { title: 'Soup' });
  await assert.rejects(items.deleteType(draft, 'recipe'), { code: 'item_type.in_use' });
  await assert.rejects(stages.discard(system, DRAFT, ['item_type:recipe', `item:${id}`]), {
    code: 'item_type.missing',
    message: /“Draft” there is one item of the type “recipe”, its trash included/,
  });
  await items.deleteItem(draft, id);
  await items.purgeItem(draft, id);
  await items.deleteType(draft, 'recipe');
  assert.deepEqual(await stages.plan(system, DRAFT), []);
});

test('a type that stages have in another form has its permissions once', async () => {
  await using site = await openSite();
  await site.items.updateType(site.draft, 'note', { name: 'Remark' });
  await site.items.updateType(site.campaign, 'note', { name: 'Memo' });
  const found = site.permissions.list().filter(({ name }) => name === 'create note content');
  assert.deepEqual(
    found.map(({ group }) => group),
    ['Note'],
  );
});

test('who may not write in a stage does not change types there', async () => {
  await using site = await openSite();
  const rights = ['access content', 'administer content types', 'use stages'];
  const { ctx } = await site.signIn({ permissions: rights });
  await assert.rejects(
    site.items.createType({ ...ctx, stage: DRAFT }, 'recipe', { name: 'Recipe' }),
    { code: 'stage.not_allowed' },
  );
});
