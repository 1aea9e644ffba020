import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Entered } from '../../../../test/support/browser.ts';
import { openTestKernel } from '../../../../test/support/kernel.ts';

const LIST = '/admin/gathers';

type Site = Awaited<ReturnType<typeof openTestKernel>>;
let site: Site;
let ada: Awaited<ReturnType<Site['signIn']>>;
before(async () => {
  site = await openTestKernel();
  const { items, system } = site;
  await items.createType(system, 'event', { name: 'Event' });
  await items.addField(system, 'event', 'city', { field_type: 'text', label: 'City' });
  for (const [title, city] of [
    ['Tide', 'Cork'],
    ['Wave', 'Bergen'],
    ['Dune', 'Cork'],
  ]) {
    await items.createItem(system, 'event', {
      title,
      status: true,
      fields: { city: { value: city } },
    });
  }
  ada = await site.signIn({ name: 'Ada', isAdmin: true });
});
after(() => site[Symbol.asyncDispose]());

async function addEvents(name: string) {
  return ada.submit(`${LIST}/add`, {
    label: `Events ${name}`,
    name,
    base: 'item',
    types: ['event'],
    order: 'title',
    look: 'titles',
    path: `/${name}`,
  });
}

/** The builder's live answer to what is entered. */
const preview = (name: string, entered: Entered) =>
  ada.submit(`${LIST}/${name}/edit`, entered, undefined, 'gather-preview');

/** Presses a button of the builder as it stands. */
const press = (url: string, button: string) => ada.submit(url, {}, button);

test('a gather is made in a few words, and readers see it at once', async () => {
  const made = await addEvents('events');
  assert.match(made.url, /\/admin\/gathers\/events\/edit$/);
  assert.ok(made.text.includes('3 rows'));
  const visitor = site.browse();
  const page = await visitor.get('/events');
  assert.equal(page.status, 200);
  const titles = ['Dune', 'Tide', 'Wave'].map((title) => page.text.indexOf(title));
  assert.deepEqual(
    titles,
    titles.toSorted((a, b) => a - b),
  );
  assert.ok((await ada.get(LIST)).text.includes('/events'));
});

test('an address that is taken is refused beside its element, and nothing is made', async () => {
  const taken = await ada.submit(`${LIST}/add`, {
    label: 'Users',
    name: 'all_users',
    base: 'item',
    order: 'title',
    look: 'titles',
    path: '/user/login',
  });
  assert.equal(taken.status, 422);
  assert.ok(taken.text.includes('/user/login is an address of the site already.'));
  assert.equal(site.gathers.find('all_users'), undefined);
});

test('changes are kept while one makes them, undone, redone, and seen by readers once saved', async () => {
  await addEvents('cork');
  const url = `${LIST}/cork/edit`;
  const visitor = site.browse();

  const shown = await preview('cork', { label: 'In Cork', size: '2' });
  assert.equal(shown.status, 200);
  assert.ok(shown.text.includes('2 rows'));
  assert.ok((await ada.get(url)).text.includes('did not save it yet'));
  assert.ok((await visitor.get('/cork')).text.includes('Wave'));

  await press(url, 'undo');
  const undone = await ada.get(url);
  assert.ok(undone.html.includes('value="Events cork"'));
  await press(url, 'redo');
  assert.ok((await ada.get(url)).html.includes('value="In Cork"'));

  const saved = await press(url, 'save');
  assert.ok(saved.text.includes('“In Cork” was saved.'));
  assert.ok(!(await visitor.get('/cork')).text.includes('Wave'));
});

test('a column of a table has the heading of its field where nobody types one', async () => {
  await ada.submit(`${LIST}/add`, {
    label: 'Cities',
    name: 'cities',
    base: 'item',
    order: 'title',
    look: 'table',
    path: '/cities',
  });
  const url = `${LIST}/cities/edit`;
  // As the page was before it was drawn again with what was chosen.
  const chosen = { 'fields[2][id]': '', 'fields[2][column]': 'fields.city' };
  const entered = { ...chosen, 'fields[]': ['0', '1', '2'], 'fields[2][label]': '' };
  await preview('cities', entered);
  await ada.submit(url, { ...entered, 'fields[2][more]': null }, 'save');
  const headings = () => site.gathers.get('cities').gather.defaults.fields.map((one) => one.label);
  assert.deepEqual(headings(), ['Title', 'Written', 'City']);
  await ada.submit(url, { 'fields[0][label]': 'What', 'fields[2][label]': ' ' }, 'save');
  assert.deepEqual(headings(), ['What', 'Written', 'City']);
  // Who made it so in another way had a reason.
  const { gather } = site.gathers.get('cities');
  const fields = gather.defaults.fields.map((one) => ({ ...one, label: '' }));
  const bare = { ...gather, defaults: { ...gather.defaults, fields } };
  await site.gathers.update(site.system, 'cities', bare, 'current');
  await ada.submit(url, { label: 'All cities' }, 'save');
  assert.deepEqual(headings(), ['', '', '']);
});

test('what somebody else saved meanwhile is not overwritten', async () => {
  await addEvents('shared');
  const url = `${LIST}/shared/edit`;
  await preview('shared', { label: 'Mine' });
  const { gather } = site.gathers.get('shared');
  await site.gathers.update(site.system, 'shared', { ...gather, label: 'Theirs' }, 'current');
  const refused = await press(url, 'save');
  assert.equal(refused.status, 422);
  assert.ok(refused.text.includes('Somebody else changed this gather meanwhile'));
  assert.equal(site.gathers.get('shared').gather.label, 'Theirs');
  await press(url, 'discard');
  assert.ok((await ada.get(url)).html.includes('value="Theirs"'));
});

test('a gather is cloned, switched off and on, and deleted', async () => {
  await addEvents('spring');
  const cloned = await ada.submit(`${LIST}/spring/clone`, { label: 'Autumn', name: 'autumn' });
  assert.match(cloned.url, /autumn\/edit$/);
  const visitor = site.browse();
  assert.equal((await visitor.get('/autumn')).status, 200);
  await ada.submit(`${LIST}/autumn/switch`, {});
  assert.equal((await visitor.get('/autumn')).status, 404);
  await ada.submit(`${LIST}/autumn/switch`, {});
  assert.equal((await visitor.get('/autumn')).status, 200);
  await ada.submit(`${LIST}/autumn/delete`, {});
  assert.equal((await visitor.get('/autumn')).status, 404);
  assert.equal((await visitor.get('/spring')).status, 200);
});

test('a gather is read and changed as text; what is wrong in it is said with its place', async () => {
  await addEvents('winter');
  const url = `${LIST}/winter/yaml`;
  assert.ok((await ada.get(url)).text.includes('path: /winter'));
  const before = site.gathers.get('winter').gather;
  const wrong = await ada.submit(url, {
    text: 'name: winter\nlabel: W\nbase: users\ndisplays: []',
  });
  assert.equal(wrong.status, 422);
  assert.ok(wrong.text.includes('displays'));
  assert.deepEqual(site.gathers.get('winter').gather, before);
  const text = `name: winter\nlabel: Winter\nbase: item\ndisplays:\n  - kind: csv\n    id: csv\n    path: /winter.csv\n`;
  const saved = await ada.submit(url, { text });
  assert.match(saved.url, /winter\/edit$/);
  assert.equal((await site.browse().get('/winter.csv')).status, 200);
});

test('a display is added and taken away, and is there once that is saved', async () => {
  await addEvents('summer');
  const added = await ada.submit(`${LIST}/summer/displays/add`, { kind: 'feed', label: 'News' });
  assert.match(added.url, /display=news$/);
  const visitor = site.browse();
  assert.equal((await visitor.get('/summer/feed')).status, 404);
  await press(`${LIST}/summer/edit?display=news`, 'save');
  assert.equal((await visitor.get('/summer/feed')).status, 200);
  await ada.submit(`${LIST}/summer/displays/news/remove`, {});
  await press(`${LIST}/summer/edit`, 'save');
  assert.equal((await visitor.get('/summer/feed')).status, 404);
});

test('nobody else comes near the screens', async () => {
  const eve = await site.signIn({ name: 'Eve' });
  for (const path of ['', '/add', '/import', '/indexes', '/events/edit', '/events/yaml']) {
    assert.equal((await eve.get(`${LIST}${path}`)).status, 403, path);
  }
});
