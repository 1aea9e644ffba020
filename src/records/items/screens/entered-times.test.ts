import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestKernel } from '../../../../test/support/kernel.ts';

test('times are entered and shown in the time zone of the site, and stored in UTC', async () => {
  await using site = await openTestKernel();
  const ada = await site.signIn({ name: 'Ada', isAdmin: true });
  const { items, system } = site;
  await ada.submit('/admin/settings', { time_zone: 'America/New_York' });
  await items.createType(system, 'talk', { name: 'Talk' });
  await items.addField(system, 'talk', 'begins', { field_type: 'date_time', label: 'Begins' });
  await items.addField(system, 'talk', 'slots', {
    field_type: 'compound',
    label: 'Slots',
    cardinality: -1,
    settings: { fields: [{ name: 'at', label: 'At', type: 'date_time' }] },
  });
  const asked = await ada.get('/item/add/talk');
  assert.match(asked.text, /Begins.*Time in America\/New York\./);
  assert.match(asked.text, /Written.*Time in America\/New York\. Empty: now\./);
  const saved = await ada.submit('/item/add/talk', {
    title: 'On tides',
    'fields[begins][value]': '2026-07-01T20:30',
    'fields[slots][0][at][value]': '2026-01-01T09:00',
    created: '2026-06-30T23:15',
  });
  const id = /\/item\/([0-9a-f-]+)/.exec(saved.url)?.[1] ?? '';
  const stored = (await items.listItems(system, { types: ['talk'], limit: 1 })).items[0];
  assert.equal(stored?.id, id);
  assert.deepEqual(stored.fields, {
    begins: { value: '2026-07-02T00:30:00.000Z' },
    slots: [{ at: { value: '2026-01-01T14:00:00.000Z' } }],
  });
  assert.equal(stored.created.toISOString(), '2026-07-01T03:15:00.000Z');
  assert.match(saved.text, /Begins1 Jul 2026, 20:30/);

  const again = await ada.get(`/item/${id}/edit`);
  for (const shown of ['2026-07-01T20:30', '2026-01-01T09:00', '2026-06-30T23:15']) {
    assert.ok(again.html.includes(`value="${shown}"`), shown);
  }
  await ada.submit(`/item/${id}/edit`, { title: 'On tides, again' });
  const same = await items.getItem(system, stored.id);
  assert.deepEqual(same.fields, stored.fields);
  assert.deepEqual(same.created, stored.created);

  await ada.submit(`/item/${id}/edit`, { 'fields[begins][value]': '2026-07-01T21:00' });
  const { revisions } = await items.listRevisions(system, stored.id, { limit: 2, offset: 0 });
  const [newest, before] = revisions.map((revision) => revision.id);
  const compared = await ada.get(`/item/${id}/revisions/${before}/${newest}`);
  assert.match(compared.text, /2026-07-01 20:30.*2026-07-01 21:00/);
});
