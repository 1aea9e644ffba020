import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIVE } from '#base';
import type { Entered } from '../../../../test/support/browser.ts';
import { openTestKernel } from '../../../../test/support/kernel.ts';

const TYPES = '/admin/structure/types';

async function openSite() {
  const site = await openTestKernel();
  const ada = await site.signIn({ name: 'Ada', isAdmin: true });
  await ada.submit(`${TYPES}/add`, { name: 'Talk', type: 'talk' });
  return { site, ada, [Symbol.asyncDispose]: () => site[Symbol.asyncDispose]() };
}

test('a type is made, changed and deleted; a taken name and content in it are said', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const { items, system } = site;
  assert.match((await ada.get(TYPES)).text, /Talk\s*talk\s*0\s*0/);
  const bad = await ada.submit(`${TYPES}/add`, { name: 'Talk', type: 'Not a name' });
  assert.equal(bad.status, 422);
  const edited = await ada.submit(`${TYPES}/talk/edit`, {
    name: 'Lecture',
    'settings[promoted]': 'on',
  });
  assert.match(edited.text, /“Lecture” was saved\./);
  assert.equal(items.getType({ stage: LIVE }, 'talk').settings.promoted, true);

  const item = await items.createItem(system, 'talk', { title: 'One' });
  await items.deleteItem(system, item.id);
  assert.match(
    (await ada.get(`${TYPES}/talk/delete`)).text,
    /There is one item of this type, 1 of them in the trash\. Delete them for good first\./,
  );
  await items.purgeItem(system, item.id);
  const gone = await ada.submit(`${TYPES}/talk/delete`, {}, 'delete');
  assert.match(gone.text, /The type “Lecture” was deleted\..*No item types yet/);
});

test('every kind of field can be added with its defaults or asks for what it needs', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const choice = await ada.get(`${TYPES}/talk/fields/add`);
  const needs: Record<string, Entered> = {
    list: {
      'settings[allowed_values][]': ['0', '1'],
      'settings[allowed_values][0][label]': 'Short',
      'settings[allowed_values][0][value]': 'short',
      'settings[allowed_values][1][label]': 'Long',
      'settings[allowed_values][1][value]': '',
    },
    compound: {
      'settings[fields][]': '0',
      'settings[fields][0][label]': 'Name',
      'settings[fields][0][type]': 'text',
      'settings[fields][0][cardinality]': '1',
    },
  };
  for (const { name, label } of site.items.fieldTypes.list()) {
    assert.ok(choice.text.includes(label), label);
    const added = await ada.submit(`${TYPES}/talk/fields/add/${name}`, {
      label: `A ${name}`,
      name: `a_${name}`,
      ...needs[name],
    });
    assert.equal(added.url, `${TYPES}/talk/fields`, `${name}: ${added.text}`);
    assert.equal((await ada.get(`${TYPES}/talk/fields/a_${name}`)).status, 200);
  }
  assert.equal((await ada.get('/item/add/talk')).status, 200);
});

test('a field is used by a second type under its own label', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  await ada.submit(`${TYPES}/talk/fields/add/text`, { label: 'Room', name: 'room' });
  await ada.submit(`${TYPES}/add`, { name: 'Party', type: 'party' });
  const choice = await ada.get(`${TYPES}/party/fields/add`);
  assert.match(choice.text, /Use a field of another type\s*Room/);
  const added = await ada.submit(`${TYPES}/party/fields/add/text?use=room`, { label: 'Hall' });
  assert.match(added.text, /“Hall” was added to Party\./);
  assert.equal(site.items.getType({ stage: LIVE }, 'party').fields[0]?.name, 'room');
  assert.match((await ada.get(`${TYPES}/party/fields/room`)).text, /also in Talk/);
});

test('fields are put in order by buttons alone', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const url = `${TYPES}/talk/fields`;
  for (const name of ['one', 'two', 'three']) {
    await ada.submit(`${url}/add/text`, { label: name, name });
  }
  const saved = await ada.submit(url, { 'fields[]': ['', '2', '0', '1'] });
  assert.match(saved.text, /The new order was saved\./);
  assert.deepEqual(
    site.items.getType({ stage: LIVE }, 'talk').fields.map(({ name }) => name),
    ['three', 'one', 'two'],
  );
});

test('who may not manage types does not get in', async () => {
  await using open = await openSite();
  const eve = await open.site.signIn({ permissions: ['administer content'] });
  for (const url of ['', '/add', '/talk/edit', '/talk/fields', '/talk/fields/add/text']) {
    assert.equal((await eve.get(TYPES + url)).status, 403);
  }
});

test('a list is made inside a group of fields: a row shows the settings of its own type', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const url = `${TYPES}/talk/fields/add/compound`;
  const row = 'settings[fields][0]';
  const started = {
    label: 'Slots',
    name: 'slots',
    'settings[fields][]': '0',
    [`${row}[label]`]: 'Length',
    [`${row}[type]`]: 'list',
    [`${row}[cardinality]`]: '1',
    // What the row showed while it was of its first type.
    [`${row}[more]`]: 'text',
    [`${row}[widget]`]: 'textfield',
  };
  const asked = await ada.submit(url, started);
  assert.equal(asked.status, 422);
  assert.match(asked.text, /Allowed values is required/);
  assert.doesNotMatch(asked.text, /not among the choices/);
  assert.match(asked.html, /name="settings\[fields\]\[0\]\[settings\]\[allowed_values\]/);
  assert.match(asked.html, /name="settings\[fields\]\[0\]\[more\]" value="list"/);
  const added = await ada.submit(url, {
    ...started,
    [`${row}[more]`]: 'list',
    [`${row}[widget]`]: 'radios',
    [`${row}[formatter]`]: 'badge',
    [`${row}[settings][allowed_values][]`]: '0',
    [`${row}[settings][allowed_values][0][label]`]: 'Short',
  });
  assert.match(added.text, /“Slots” was added to Talk\./);
  assert.deepEqual(site.items.getType({ stage: LIVE }, 'talk').fields[0]?.settings['fields'], [
    {
      name: 'length',
      label: 'Length',
      type: 'list',
      required: false,
      cardinality: 1,
      settings: { allowed_values: [{ value: 'short', label: 'Short' }] },
      widget: 'radios',
      formatter: 'badge',
    },
  ]);
});

test('the wording of a choice is changed without touching what is stored', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const { items, system } = site;
  const allowed = 'settings[allowed_values]';
  await ada.submit(`${TYPES}/talk/fields/add/list`, {
    label: 'Kind',
    name: 'kind',
    [`${allowed}[]`]: ['0', '1', '2'],
    [`${allowed}[0][label]`]: 'Workshop & more',
    [`${allowed}[1][label]`]: 'Workshop, more',
    [`${allowed}[2][label]`]: '講演',
  });
  const settings = () =>
    items.getType({ stage: LIVE }, 'talk').fields[0]?.settings['allowed_values'];
  assert.deepEqual(settings(), [
    { value: 'workshop_more', label: 'Workshop & more' },
    { value: 'workshop_more_2', label: 'Workshop, more' },
    { value: '講演', label: '講演' },
  ]);
  const fields = { kind: { value: 'workshop_more' } };
  const { id } = await items.createItem(system, 'talk', { title: 'One', fields });
  const url = `${TYPES}/talk/fields/kind`;
  const shown = await ada.get(url);
  assert.doesNotMatch(shown.html, /name="settings\[allowed_values\]\[0\][^>]*data-machine-name-of/);
  const saved = await ada.submit(url, {
    [`${allowed}[0][label]`]: 'Workshops',
    [`${allowed}[]`]: ['2', '0', '1'],
  });
  assert.match(saved.text, /“Kind” was saved\./);
  assert.deepEqual(settings(), [
    { value: '講演', label: '講演' },
    { value: 'workshop_more', label: 'Workshops' },
    { value: 'workshop_more_2', label: 'Workshop, more' },
  ]);
  assert.deepEqual((await items.getItem(system, id)).fields, fields);
});

test('a reference is set to kinds that exist, of what it points to, also in a group', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const { items, categories, system } = site;
  await categories.createVocabulary(system, 'topics', { label: 'Topics' });
  const url = `${TYPES}/talk/fields/add/reference`;
  const { html } = await ada.get(url);
  assert.match(html, /type="checkbox" name="settings\[bundles\]\[item\]" value="talk"/);
  assert.match(html, /type="checkbox" name="settings\[bundles\]\[term\]" value="topics"/);
  assert.match(html, /data-show-when="settings\[target_type\]" data-show-equals="term"/);
  await ada.submit(url, {
    label: 'Topic',
    name: 'topic',
    'settings[target_type]': 'term',
    'settings[bundles][item]': 'talk',
    'settings[bundles][term]': 'topics',
  });
  const topics = { target_type: 'term', bundles: ['topics'], create_terms: false };
  assert.deepEqual(items.getType({ stage: LIVE }, 'talk').fields[0]?.settings, topics);

  const row = 'settings[fields][0]';
  const inGroup = {
    label: 'Group',
    name: 'group',
    'settings[fields][]': '0',
    [`${row}[label]`]: 'Topic',
    [`${row}[type]`]: 'reference',
    [`${row}[settings][target_type]`]: 'term',
  };
  // The settings of another type were shown: what they say is not taken for those of this one.
  const group = await ada.submit(`${TYPES}/talk/fields/add/compound`, inGroup);
  assert.match(group.text, /“Group” was added/);
  const changed = await ada.submit(`${TYPES}/talk/fields/group`, {
    [`${row}[settings][target_type]`]: 'term',
    [`${row}[settings][bundles][term]`]: 'topics',
  });
  assert.match(changed.text, /“Group” was saved/);
  const inner = items.getType({ stage: LIVE }, 'talk').fields.at(-1)?.settings['fields'];
  assert.deepEqual(Array.isArray(inner) && Object.entries(inner[0] ?? {})[5], ['settings', topics]);

  const misspelt = items.updateField(system, 'talk', 'topic', { settings: { bundles: ['topic'] } });
  await assert.rejects(misspelt, (error) => {
    assert.match(JSON.stringify(error), /no vocabulary “topic”\. Did you mean topics\?/);
    return true;
  });
  await categories.deleteVocabulary(system, 'topics');
  await items.updateField(system, 'talk', 'topic', { label: 'What about' });
  assert.match((await ada.get(`${TYPES}/talk/fields/topic`)).text, /topics \(not there\)/);
});
