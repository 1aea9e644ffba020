import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ItemId } from '#base';
import type { RequestContext } from '#grammar/access';
import { createTaps, type PluginHandlers, type Taps } from '#grammar/taps';
import { accessTaps } from '#records/items';
import { openTestItems, type TestItems } from '../../../../test/support/items.ts';
import { listingsOver } from './listings-over.ts';

/** A talk that a plugin hides, one of which it hides fields, and one that everybody sees. */
let taps: Taps;
let site: TestItems & ReturnType<typeof listingsOver>;
let reader: RequestContext;
let open: ItemId;
let secret: ItemId;

const handlers: PluginHandlers['taps'] = {
  item_access: (input) => {
    const { op, item } = input as { op: string; item: { title: string } };
    return op === 'view' && item.title === 'Secret' ? 'deny' : undefined;
  },
  field_access: (input) => {
    const { item } = input as { item: { title: string } };
    return item.title === 'Discreet' ? { deny: ['venue'] } : undefined;
  },
};

before(async () => {
  taps = createTaps([...accessTaps]);
  const content = await openTestItems({ taps });
  site = { ...content, ...listingsOver(content) };
  const { items, admin } = site;
  await items.createType(admin, 'talk', { name: 'Talk' });
  await items.addField(admin, 'talk', 'venue', {
    field_type: 'reference',
    label: 'Venue',
    settings: { target_type: 'item' },
  });
  const create = async (title: string, venue?: ItemId) => {
    const fields = venue ? { venue: { target_id: venue } } : {};
    const made = await items.createItem(admin, 'talk', { title, status: true, fields });
    return made.id;
  };
  secret = await create('Secret');
  open = await create('Open');
  await create('At secret', secret);
  await create('At open', open);
  await create('Discreet', open);
  taps.register({ name: 'discreet', taps: handlers });
  reader = await site.user('access content', 'view revisions of talk content');
});
after(() => site[Symbol.asyncDispose]());

const title = { id: 'title', column: 'title' };
const byTitle = { fields: [title], sorts: [{ column: 'title', direction: 'asc' }] };
const values = ({ rows }: Awaited<ReturnType<typeof site.run>>) =>
  rows.map((row) => Object.values(row.values).map((value) => value ?? '-'));

test('the revisions of an item that a plugin hides are hidden as well', async () => {
  const all = await site.define(byTitle, 'revision');
  assert.deepEqual(values(await site.run(reader, all)), [
    ['At open'],
    ['At secret'],
    ['Discreet'],
    ['Open'],
  ]);
  const ofUsers = await site.define(
    {
      relationships: [
        { name: 'wrote', through: 'reverse.author' },
        { name: 'saved', through: 'revisions', of: 'wrote' },
      ],
      fields: [{ id: 'saved', column: 'title', of: 'saved' }],
    },
    'user',
  );
  const said = values(await site.run(reader, ofUsers)).flat();
  assert.equal(said.includes('Secret'), false);
  assert.equal(said.includes('Open'), true);
});

test('by what an item that is hidden says nothing is found, sorted or reached', async () => {
  const venue = { relationships: [{ name: 'at', through: 'fields.venue' }] };
  const at = { id: 'at', column: 'title', of: 'at' };
  const choose = await site.define({
    ...byTitle,
    ...venue,
    filters: {
      match: 'all',
      filters: [{ ...at, operator: 'starts_with', exposed: { label: 'At' } }],
    },
  });
  assert.deepEqual(values(await site.run(reader, choose, { exposed: { at: ['Sec'] } })), []);
  const sorted = await site.define({
    fields: [title],
    ...venue,
    sorts: [{ column: 'title', of: 'at' }],
  });
  assert.equal(
    values(await site.run(reader, sorted))
      .flat()
      .includes('At secret'),
    false,
  );
  const author = await site.define({
    ...byTitle,
    relationships: [...venue.relationships, { name: 'host', through: 'author', of: 'at' }],
    fields: [title, { id: 'host', column: 'name', of: 'host' }],
  });
  const hosts = new Map(values(await site.run(reader, author)).map(([of, host]) => [of, host]));
  assert.equal(hosts.get('At secret'), '-');
  assert.notEqual(hosts.get('At open'), '-');
});

test('no relationship leads through a field that is hidden', async () => {
  const there = await site.define({
    ...byTitle,
    relationships: [{ name: 'at', through: 'fields.venue' }],
    fields: [title, { id: 'at', column: 'title', of: 'at' }],
  });
  assert.deepEqual(values(await site.run(reader, there)), [
    ['At open', 'Open'],
    ['At secret', '-'],
    ['Discreet', '-'],
    ['Open', '-'],
  ]);
  const back = await site.define({
    ...byTitle,
    relationships: [{ name: 'held', through: 'reverse.fields.venue', required: true }],
    fields: [title, { id: 'held', column: 'title', of: 'held' }],
  });
  assert.deepEqual(values(await site.run(reader, back)), [['Open', 'At open']]);
});

test('what an argument names is not called anything where it is hidden', async () => {
  const gather = await site.define({
    ...byTitle,
    arguments: [{ id: 'venue', column: 'fields.venue' }],
  });
  const about = (id: ItemId) => site.run(reader, gather, { arguments: { venue: id } });
  assert.deepEqual((await about(open)).argumentLabels, { venue: 'Open' });
  await assert.rejects(about(secret), { code: 'gather.argument_not_found' });
});

test('a cursor says nothing of an item that is hidden, and leads on beyond it', async () => {
  const gather = await site.define({
    ...byTitle,
    sorts: [{ column: 'title', direction: 'desc' }],
    pager: { kind: 'none', size: 1 },
  });
  const seen: unknown[] = [];
  let after: string | undefined;
  do {
    const page = await site.run(reader, gather, after === undefined ? {} : { after });
    seen.push(...values(page).flat());
    after = page.next;
    const said = Buffer.from(after ?? '', 'base64url').toString();
    assert.doesNotMatch(said, new RegExp(`Secret|${secret}`));
  } while (after !== undefined);
  assert.deepEqual(seen, ['Open', 'Discreet', 'At secret', 'At open']);
});

test('a total says nothing of what was looked for', async () => {
  const gather = await site.define({
    ...byTitle,
    filters: {
      match: 'all',
      filters: [{ ...title, operator: 'starts_with', exposed: { label: 'Title' } }],
    },
  });
  const total = async (text: string) =>
    (await site.run(reader, gather, { exposed: { title: [text] } })).total?.count ?? 0;
  assert.equal(await total('Secr'), await total('Sexr'));
});
