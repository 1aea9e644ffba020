import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestKernel } from '../../../../test/support/kernel.ts';

test('characters that cannot be stored are taken out and said beside the element; nothing is lost', async () => {
  await using site = await openTestKernel();
  const ada = await site.signIn({ name: 'Ada', isAdmin: true });
  const { items, system } = site;
  await items.createType(system, 'article', { name: 'Article' });
  await items.addField(system, 'article', 'body', { field_type: 'long_text', label: 'Text' });
  const sent = {
    title: 'On ti\0des',
    'fields[body][value]': 'The moon\0 does it.',
    log: 'First words',
  };
  const back = await ada.submit('/item/add/article', sent);
  assert.equal(back.status, 422);
  assert.equal(back.text.match(/Characters that cannot be stored were taken out/g)?.length, 4);
  assert.match(back.html, /aria-describedby="item_form-title-problem"/);
  for (const kept of ['value="On tides"', 'The moon does it.</textarea>', 'value="First words"']) {
    assert.ok(back.html.includes(kept), kept);
  }
  assert.equal(await items.countItems(system, { limit: 5 }), 0);

  const expired = await ada.post('/item/add/article', { ...sent, _token: 'old' });
  assert.match(expired.html, /value="On tides"/);
});

test('a form whose own parts hold such characters is no mistake of the site', async () => {
  await using site = await openTestKernel();
  const ada = await site.signIn({ name: 'Ada', isAdmin: true });
  await site.items.createType(site.system, 'article', { name: 'Article' });
  const { id } = await site.items.createItem(site.system, 'article', { title: 'One' });
  const places = [
    '/item/add/article',
    `/item/${id}/edit`,
    `/item/${id}/conflict`,
    '/admin/content',
  ];
  const names = ['_form', '_token', '_op', '_action', '_step', 'item', 'started', 'base'];
  for (const place of places) {
    for (const name of names) {
      const { status } = await ada.submit(`/item/${id}/edit`, { [name]: 'a\0b' });
      assert.ok(status < 500, `${name}: ${status}`);
      const alone = await ada.post(place, { [name]: '\0' });
      assert.ok(alone.status < 500, `${place} ${name}: ${alone.status}`);
    }
  }
});
