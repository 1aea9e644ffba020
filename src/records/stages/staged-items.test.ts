import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT, LIVE, type StageId } from '#base';
import { openTestItems } from '../../../test/support/items.ts';

test('a stage shows its own changes over those of its upstream over live, without what was deleted', async () => {
  await using site = await openTestItems();
  const { items, stages, admin } = site;
  await items.createType(admin, 'page', { name: 'Page' });
  const draft = { ...admin, stage: DRAFT };
  const { id } = await stages.create(admin, {
    name: 'campaign',
    label: 'Campaign',
    upstream: DRAFT,
  });
  const campaign = { ...admin, stage: id };

  const create = (title: string) => items.createItem(admin, 'page', { title, status: true });
  const [same, changed, twice, gone] = [
    await create('Same'),
    await create('Live'),
    await create('Live'),
    await create('Gone'),
  ];
  await items.updateItem(draft, changed.id, 'current', { title: 'Draft' });
  await items.updateItem(draft, twice.id, 'current', { title: 'Draft' });
  await items.updateItem(campaign, twice.id, 'current', { title: 'Campaign' });
  await items.deleteItem(draft, gone.id);

  const read = async (in_: StageId) => {
    const page = await items.listItems({ ...admin, stage: in_ }, { limit: 50, sort: 'title' });
    return Object.fromEntries(page.items.map((item) => [item.id, item.title]));
  };
  assert.deepEqual(await read(LIVE), {
    [same.id]: 'Same',
    [changed.id]: 'Live',
    [twice.id]: 'Live',
    [gone.id]: 'Gone',
  });
  assert.deepEqual(await read(DRAFT), {
    [same.id]: 'Same',
    [changed.id]: 'Draft',
    [twice.id]: 'Draft',
  });
  assert.deepEqual(await read(campaign.stage), {
    [same.id]: 'Same',
    [changed.id]: 'Draft',
    [twice.id]: 'Campaign',
  });
  assert.equal(await items.findItem(campaign, gone.id), undefined);
  assert.equal((await items.getItem(draft, twice.id)).title, 'Draft');
});
