import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Actor } from '#grammar/access';
import { buildShippedPlugin } from '../support/shipped-plugin.ts';
import { openTestKernel, type TestKernel } from '../support/kernel.ts';

/** The plugin as it is shipped, on a site with open, restricted and private content. */
let site: TestKernel;
let term: string;
let people: Awaited<ReturnType<typeof makePeople>>;

before(async () => {
  await buildShippedPlugin('guardian');
  site = await openTestKernel();
  const { items, categories, system } = site;
  await categories.createVocabulary(system, 'topics', { label: 'Topics' });
  term = (await categories.createTerm(system, 'topics', { name: 'Harbour' })).id;
  await items.createType(system, 'note', { name: 'Note' });
  const allowed_values = ['authenticated', 'crew'].map((value) => ({ value, label: value }));
  const fields = {
    visible_to: { field_type: 'list', label: 'For', cardinality: -1, settings: { allowed_values } },
    private: { field_type: 'boolean', label: 'Private' },
    topic: { field_type: 'reference', label: 'Topic', settings: { target_type: 'term' } },
    related: { field_type: 'reference', label: 'Related', settings: { target_type: 'item' } },
  };
  for (const [name, field] of Object.entries(fields)) {
    await items.addField(system, 'note', name, field);
  }
  people = await makePeople();
  await writeNotes('Before');
  await site.plugins.enable(system, 'guardian', []);
  await untilAsked();
  await writeNotes('After');
});
after(() => site[Symbol.asyncDispose]());

async function makePeople() {
  const { users, system } = site;
  const crew = await users.createRole(system, { name: 'crew', label: 'Crew' });
  const sailor = await site.signIn({ name: 'sailor', permissions: ['access content'] });
  await users.updateUser(system, sailor.user.id, { roles: [crew] });
  const author = await site.signIn({ permissions: ['access content', 'create note content'] });
  const guest = await site.signIn({ permissions: ['edit any note content'] });
  return { sailor, author, guest, admin: await site.signIn({ isAdmin: true }) };
}

/** One for everybody, one for the crew, one for its author; each in the term. */
async function writeNotes(prefix: string): Promise<void> {
  const { items, system } = site;
  const topic = { target_id: term };
  const more = { status: true, promote: true, author_id: people.author.user.id };
  const crew = await items.createItem(system, 'note', {
    ...more,
    title: `${prefix} crew`,
    fields: { topic, visible_to: [{ value: 'crew' }] },
  });
  await items.createItem(system, 'note', {
    ...more,
    title: `${prefix} own`,
    fields: { topic, private: { value: true } },
  });
  await items.createItem(system, 'note', {
    ...more,
    title: `${prefix} open`,
    fields: { topic, related: { target_id: crew.id } },
  });
}

async function untilAsked(): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const [progress] = await site.items.grants.progress();
    if (progress?.finished) return;
    await wait(50);
  }
  assert.fail('The plugin was not asked about all content.');
}

type Reader = { get(url: string): Promise<{ status: number; html: string }> };

const TITLES = [
  'Before crew',
  'Before own',
  'Before open',
  'After crew',
  'After own',
  'After open',
];
const titlesIn = (html: string) => TITLES.filter((title) => html.includes(title));
const open = ['Before open', 'After open'];
const forCrew = ['Before crew', 'Before open', 'After crew', 'After open'];

test('visitors, the crew and the author find each what is theirs, on every page that lists', async () => {
  const readers: readonly (readonly [Reader, readonly string[]])[] = [
    [site.browse(), open],
    [people.guest, open],
    [people.sailor, forCrew],
    [people.author, TITLES],
    [people.admin, TITLES],
  ];
  for (const [reader, titles] of readers) {
    for (const url of ['/', `/term/${term}`]) {
      // The open ones say what they are related to; who may not know of it is told nothing.
      assert.deepEqual(titlesIn((await reader.get(url)).html), titles, url);
    }
  }
});

test('an item that is not for somebody is not there for them', async () => {
  const { items: all } = await site.items.listItems(site.system, { limit: 50 });
  for (const { id, title } of all) {
    const statuses = await Promise.all(
      [site.browse(), people.guest, people.sailor, people.author].map(
        async (reader) => (await reader.get(`/item/${id}`)).status,
      ),
    );
    const expected = title.endsWith('open')
      ? [200, 200, 200, 200]
      : title.endsWith('crew')
        ? [404, 404, 200, 200]
        : [404, 404, 404, 200];
    assert.deepEqual(statuses, expected, title);
  }
  const crew = all.find(({ title }) => title === 'After crew');
  assert.ok(crew);
  await assert.rejects(
    site.items.updateItem(people.guest.ctx, crew.id, 'current', { title: 'Taken' }),
    /no such content/,
  );
});

test('totals are of what the reader finds, and pages are full', async () => {
  const { items, users, system } = site;
  const readers: readonly (readonly [Actor | undefined, readonly string[]])[] = [
    [await users.anonymous(), open],
    [await users.findActor(people.sailor.user.id), forCrew],
    [people.author.ctx.actor, TITLES],
  ];
  for (const [actor, titles] of readers) {
    assert.ok(actor);
    const ctx = { ...system, actor };
    assert.equal(await items.countItems(ctx, { limit: 1 }), titles.length);
    const first = await items.listItems(ctx, { limit: 2 });
    const rest = await items.listItems(ctx, { limit: 50, offset: 2 });
    assert.deepEqual([first.items.length, rest.items.length], [2, titles.length - 2]);
  }
});

test('REST and autocomplete hold the same', async () => {
  const api = await site.api({ permissions: ['access content'] });
  const { json } = await api('GET', '/items/note');
  assert.deepEqual(titlesIn(JSON.stringify(json)), open);
  const search = await people.guest.get('/reference/item/-?q=crew');
  assert.deepEqual(titlesIn(search.html), []);
  const found = await people.author.get('/reference/item/-?q=crew');
  assert.deepEqual(titlesIn(found.html), ['Before crew', 'After crew']);
});

test('what is changed to be for fewer is for fewer at once, and back', async () => {
  const { items, system } = site;
  const reader = site.browse();
  const { id } = await items.createItem(system, 'note', { title: 'Turned', status: true });
  const status = async () => (await reader.get(`/item/${id}`)).status;
  assert.equal(await status(), 200);
  await items.updateItem(system, id, 'current', { fields: { private: { value: true } } });
  assert.equal(await status(), 404);
  await items.updateItem(system, id, 'current', { fields: { private: { value: false } } });
  assert.equal(await status(), 200);
  await items.deleteItem(system, id);
});

test('disabled, it hides nothing; enabled again, it hides all of it and what came meanwhile', async () => {
  await site.plugins.disable(site.system, 'guardian');
  assert.deepEqual(titlesIn((await site.browse().get('/')).html), TITLES);
  const { items, system } = site;
  const meanwhile = await items.createItem(system, 'note', {
    title: 'Meanwhile',
    status: true,
    fields: { private: { value: true } },
  });
  await site.plugins.enable(system, 'guardian', []);
  await untilAsked();
  assert.deepEqual(titlesIn((await site.browse().get('/')).html), open);
  assert.equal((await site.browse().get(`/item/${meanwhile.id}`)).status, 404);
});

test('its page says what it was asked about, and has it asked again', async () => {
  const { admin } = people;
  const page = '/admin/plugins/guardian';
  assert.match((await admin.get(page)).text, /asked about all content that there is: \d+ items/);
  const asked = await admin.post(`${page}/ask-again`, {});
  assert.match(asked.text, /“Guardian” is being asked about all content/);
  await untilAsked();
  assert.deepEqual(titlesIn((await site.browse().get('/')).html), open);
});

test('stopped because it kept failing, it leaves closed what it guards until somebody disables it', async () => {
  const { items, plugins, system } = site;
  await plugins.stop('guardian', 'It took too long.');
  const front = async () => titlesIn((await site.browse().get('/')).html);
  assert.deepEqual(await front(), open);
  assert.deepEqual(titlesIn((await people.author.get('/')).html), open);
  // A request that begins now: one that began before ends with the plugins that it began with.
  const now = { ...system };
  const { id } = await items.createItem(now, 'note', { title: 'Stopped', status: true });
  assert.equal((await site.browse().get(`/item/${id}`)).status, 404);

  await plugins.enable(system, 'guardian', []);
  await untilAsked();
  assert.deepEqual(await front(), open);
  assert.equal((await site.browse().get(`/item/${id}`)).status, 200);

  await plugins.stop('guardian', 'It took too long.');
  await plugins.disable(system, 'guardian');
  assert.deepEqual(await front(), TITLES);
  await plugins.uninstall(system, 'guardian');
  const left = await site.database.queries.selectFrom('item_grant').selectAll().execute();
  assert.deepEqual(left, []);
});
