import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIVE } from '#base';
import { openTestKernel } from '../../../../test/support/kernel.ts';

const TYPES = '/admin/structure/types';

async function openSite() {
  const site = await openTestKernel();
  const ada = await site.signIn({ name: 'Ada', isAdmin: true });
  await ada.submit(`${TYPES}/add`, { name: 'Talk', type: 'talk' });
  return { site, ada, [Symbol.asyncDispose]: () => site[Symbol.asyncDispose]() };
}

test('a change that touches stored values is shown as a plan before it is done', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const { items, system } = site;
  const url = `${TYPES}/talk/fields`;
  await ada.submit(`${url}/add/text`, { label: 'Room', name: 'room' });
  await items.createItem(system, 'talk', { title: 'Short', fields: { room: { value: 'A1' } } });
  const long = await items.createItem(system, 'talk', {
    title: 'Long',
    fields: { room: { value: 'The large hall' } },
  });

  const relabelled = await ada.submit(`${url}/room`, { label: 'Hall' });
  assert.match(relabelled.text, /“Hall” was saved\./);

  const page = await ada.submit(`${url}/room`, { 'settings[max_length]': '5' });
  assert.match(page.text, /2 items have a value in “Hall”, and one of them loses it/);
  assert.match(page.text, /Long/);
  assert.equal(items.getType({ stage: LIVE }, 'talk').fields[0]?.settings['max_length'], 255);

  const changed = await ada.post(`${url}/room/change`, formOf(page.html, ['change', 'losing']));
  assert.match(changed.text, /“Hall” was changed, and the content with it\./);
  assert.equal(items.getType({ stage: LIVE }, 'talk').fields[0]?.settings['max_length'], 5);
  assert.deepEqual((await items.getItem(system, long.id)).fields, {});

  const removed = await ada.submit(`${url}/room/remove`, {}, 'confirm');
  assert.match(removed.text, /“Hall” was removed from Talk\..*No fields yet/);
});

test('a field becomes one of another kind, after it was shown what fits', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const { items, system } = site;
  const url = `${TYPES}/talk/fields/seats`;
  await ada.submit(`${TYPES}/talk/fields/add/text`, { label: 'Seats', name: 'seats' });
  const [many, none] = await Promise.all(
    ['40', 'plenty'].map((value) =>
      items.createItem(system, 'talk', { title: value, fields: { seats: { value } } }),
    ),
  );
  const plan = await ada.submit(`${url}/kind`, { kind: 'integer' }, 'plan');
  assert.match(plan.text, /2 items have a value in “Seats”, and one of them loses it/);
  assert.match(plan.text, /plenty.*Expected a whole number/);
  assert.equal(items.getType({ stage: LIVE }, 'talk').fields[0]?.fieldType, 'text');
  await ada.post(`${url}/change`, formOf(plan.html, ['change', 'losing']));
  assert.equal(items.getType({ stage: LIVE }, 'talk').fields[0]?.fieldType, 'integer');
  assert.ok(many && none);
  assert.deepEqual((await items.getItem(system, many.id)).fields, { seats: { value: 40 } });
  assert.deepEqual((await items.getItem(system, none.id)).fields, {});
});

test('a plan says how many items it leaves without a value that is required', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const { items, system } = site;
  const url = `${TYPES}/talk/fields/seats`;
  const seats = { label: 'Seats', name: 'seats', required: '1' };
  await ada.submit(`${TYPES}/talk/fields/add/text`, seats);
  for (const value of ['40', 'plenty', 'few'])
    await items.createItem(system, 'talk', { title: value, fields: { seats: { value } } });
  const plan = await ada.submit(`${url}/kind`, { kind: 'integer' }, 'plan');
  assert.match(plan.text, /It is required: 2 items then have none, and are asked for one/);
  assert.match(plan.text, /Then lack a required value2/);
  await ada.submit(url, { required: '' });
  const optional = await ada.submit(`${url}/kind`, { kind: 'integer' }, 'plan');
  assert.doesNotMatch(optional.text, /required/i);
});

test('a text becomes a choice among what content has, as far as one wants it', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const { items, system } = site;
  const url = `${TYPES}/talk/fields`;
  await ada.submit(`${url}/add/text`, { label: 'Kind', name: 'kind' });
  const save = (value: string) =>
    items.createItem(system, 'talk', { title: value, fields: { kind: { value } } });
  await save('Talk');
  const long = await save('Workshop, long');
  await save('Workshop, long');
  await save('Keynote?');

  const started = await ada.get(`${url}/kind/kind`);
  assert.match(started.html, /<option value="list">List<\/option>/);
  assert.match(started.html, /<option value="compound">/);
  const asked = await ada.submit(`${url}/kind/kind`, { kind: 'list', _op: 'rebuild:/kind' });
  assert.match(asked.text, /The values that the newest content has are proposed\./);
  const rows = 'settings[allowed_values]';
  const labels = [...asked.html.matchAll(/\[label\]"[^>]* value="([^"]*)"/g)].map(([, one]) => one);
  assert.deepEqual(labels, ['Keynote?', 'Talk', 'Workshop, long']);
  const chosen = {
    kind: 'list',
    settings: 'list',
    [`${rows}[]`]: ['1', '2'],
    [`${rows}[1][label]`]: 'Talk',
    [`${rows}[1][value]`]: 'talk',
    [`${rows}[2][label]`]: 'Workshop, long',
    [`${rows}[2][value]`]: 'long',
  };
  const plan = await ada.submit(`${url}/kind/kind`, chosen, 'plan');
  assert.match(plan.text, /4 items have a value in “Kind”, and one of them loses it/);
  const sent = formOf(plan.html, ['change', 'losing']);
  const back = await ada.post(`${url}/kind/change`, { ...sent, _action: 'back' });
  assert.match(back.html, /name="settings\[allowed_values\]\[1\]\[value\]"[^>]* value="long"/);
  const done = await ada.post(`${url}/kind/change`, sent);
  assert.match(done.text, /“Kind” was changed, and the content with it\./);
  assert.deepEqual((await items.getItem(system, long.id)).fields, { kind: { value: 'long' } });
});

test('a kind that needs settings is refused without them, where they are entered', async () => {
  await using open = await openSite();
  const { ada } = open;
  const url = `${TYPES}/talk/fields`;
  await ada.submit(`${url}/add/text`, { label: 'Room', name: 'room' });
  for (const [kind, said] of [
    ['list', /Allowed values/],
    ['compound', /Fields of the group/],
  ] as const) {
    const refused = await ada.submit(`${url}/room/kind`, { kind }, 'plan');
    assert.equal(refused.status, 422);
    assert.match(refused.text, said);
  }
});

test('back from the plan shows what was entered, and changes nothing', async () => {
  await using open = await openSite();
  const { site, ada } = open;
  const url = `${TYPES}/talk/fields`;
  await ada.submit(`${url}/add/text`, { label: 'Room', name: 'room' });
  await site.items.createItem(site.system, 'talk', {
    title: 'Long',
    fields: { room: { value: 'The large hall' } },
  });
  const entered = { label: 'Hall', help: 'Which of them?', 'settings[max_length]': '5' };
  const plan = await ada.submit(`${url}/room`, entered);
  assert.doesNotMatch(plan.text, /Cancel/);
  const sent = formOf(plan.html, ['change', 'losing']);
  const back = await ada.post(`${url}/room/change`, { ...sent, _action: 'back' });
  assert.match(back.text, /Settings of Room/);
  assert.match(back.html, /data-unsaved/);
  assert.match(back.html, /value="Hall"/);
  assert.match(back.html, /value="Which of them\?"/);
  assert.match(back.html, /name="settings\[max_length\]"[^>]* value="5"/);
  assert.match(back.html, /<form[^>]* action="\/admin\/structure\/types\/talk\/fields\/room"/);
  assert.equal(site.items.getType({ stage: LIVE }, 'talk').fields[0]?.label, 'Room');

  const other = await ada.submit(`${url}/room/kind`, { kind: 'integer' }, 'plan');
  const kinds = await ada.post(`${url}/room/change`, {
    ...formOf(other.html, ['change', 'losing']),
    _action: 'back',
  });
  assert.match(kinds.html, /<option value="integer" selected/);
});

/** What the hidden fields of a form say, to be sent back with its first button. */
function formOf(html: string, names: readonly string[]): Record<string, string> {
  const value = (name: string): string =>
    (new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '').replaceAll(
      /&quot;|&#34;/g,
      '"',
    );
  const sent = ['_form', '_token', ...names].map((name) => [name, value(name)]);
  return { ...Object.fromEntries(sent), _action: 'confirm' };
}
