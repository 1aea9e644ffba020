import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestKernel } from '../../../test/support/kernel.ts';

async function openSite() {
  const kernel = await openTestKernel();
  const { items, system } = kernel;
  await items.createType(system, 'card', { name: 'Card', has_title: false });
  for (const name of ['salary', 'nick'])
    await items.addField(system, 'card', name, { field_type: 'text', label: name });
  const fields = { salary: { value: '90000 EUR' }, nick: { value: 'Bo' } };
  return {
    ...kernel,
    create: async (values: object = fields) =>
      items.createItem(system, 'card', { status: true, fields: values }),
  };
}

test('what a plugin hides from some is not the title that all read', async () => {
  await using site = await openSite();
  const { items, system, taps } = site;
  const hides = (input: unknown) => ({
    deny: (input as { op: string }).op === 'view' ? ['salary'] : [],
  });
  using _plugin = taps.register({ name: 'hider', taps: { field_access: hides } });
  const card = await site.create();
  assert.equal(card.title, 'Bo');
  const raised = { fields: { salary: { value: '99000 EUR' } } };
  assert.equal((await items.updateItem(system, card.id, 'current', raised)).title, 'Bo');
  const { ctx } = await site.signIn({ permissions: ['access content'] });
  const search = { limit: 9, titleContains: '9000' };
  assert.deepEqual((await items.listItems(ctx, search)).items, []);
  assert.equal((await site.create({ salary: { value: '1' } })).title, 'Card');
});

test('a field that is taken away or changed leaves no value as a title', async () => {
  await using site = await openSite();
  const { items, system } = site;
  const card = await site.create();
  const alone = await site.create({ salary: { value: '1' } });
  assert.equal(card.title, '90000 EUR');
  await items.removeField(system, 'card', 'salary', { acceptLoss: true });
  const now = await items.getItem(system, card.id);
  assert.equal(now.title, 'Bo');
  assert.equal((await items.getItem(system, alone.id)).title, 'Card');
  const revision = await items.getRevision(system, card.id, now.revisionId);
  assert.deepEqual([revision.title, revision.changes], ['Bo', ['title', 'salary']]);
  assert.equal((await items.getRevision(system, card.id, card.revisionId)).title, '90000 EUR');
});
