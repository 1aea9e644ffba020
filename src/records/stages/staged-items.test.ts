import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIVE, type StageId, newId } from '#base';
import { openTestItems } from '../../../test/support/items.ts';

test('a stage shows its own changes over those of its upstream over live, without what was deleted', async () => {
  await using site = await openTestItems();
  const { items, admin, database } = site;
  const { queries } = database;
  await items.createType(admin, 'page', { name: 'Page' });
  const stage = async (name: string, upstream_id: StageId): Promise<StageId> => {
    const id = newId<'stage'>();
    await queries.insertInto('stage').values({ id, name, label: name, upstream_id }).execute();
    return id;
  };
  const draft = await stage('draft', LIVE);
  const campaign = await stage('campaign', draft);

  const same = await items.createItem(admin, 'page', { title: 'Same' });
  const changed = await items.createItem(admin, 'page', { title: 'Live' });
  const twice = await items.createItem(admin, 'page', { title: 'Live' });
  const gone = await items.createItem(admin, 'page', { title: 'Gone' });
  const change = async (stage_id: StageId, item_id: typeof same.id, title: string) => {
    const id = newId<'revision'>();
    await queries
      .insertInto('item_revision')
      .values({
        id,
        item_id,
        author_id: admin.actor.id,
        title,
        status: true,
        created: new Date(),
        fields: '{}',
      })
      .execute();
    await queries
      .insertInto('stage_association')
      .values({ stage_id, item_id, target_revision_id: id, base_revision_id: null })
      .execute();
  };
  await change(draft, changed.id, 'Draft');
  await change(draft, twice.id, 'Draft');
  await change(campaign, twice.id, 'Campaign');
  await queries
    .insertInto('stage_deletion')
    .values({ stage_id: draft, record_type: 'item', record_id: gone.id })
    .execute();

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
  assert.deepEqual(await read(draft), {
    [same.id]: 'Same',
    [changed.id]: 'Draft',
    [twice.id]: 'Draft',
  });
  assert.deepEqual(await read(campaign), {
    [same.id]: 'Same',
    [changed.id]: 'Draft',
    [twice.id]: 'Campaign',
  });
  assert.equal(await items.findItem({ ...admin, stage: campaign }, gone.id), undefined);
  assert.equal((await items.getItem({ ...admin, stage: draft }, twice.id)).title, 'Draft');
});
