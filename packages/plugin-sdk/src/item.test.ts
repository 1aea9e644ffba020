import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compound, image, integer, longText, reference, text } from './fields/index.ts';
import { shownItem as read } from './item.ts';
import { createMemorySite } from './testing/memory-site.ts';
import { memoryItemApi } from './testing/memory-item-api.ts';
import { shownItem } from './testing/index.ts';

const picture = { file_id: 'f', alt: 'Boats', title: '', width: 640, height: null };
const { item } = shownItem({
  fields: {
    subtitle: { value: 'By the sea' },
    body: [
      { value: 'One', format: 'plain_text' },
      { value: 'Two', format: 'filtered_html' },
    ],
    seats: { value: 120 },
    tags: [{ target_id: 'a', target_type: 'term' }],
    photo: picture,
    speakers: [{ name: { value: 'Ann' } }],
    empty: [],
  },
});
const site = createMemorySite({});
site.asked = { item, handle: 3 };
const api = memoryItemApi(site);

const ways = {
  'handed over': read({ item, view_mode: 'full' }, api),
  'behind a handle': read({ handle: 3, view_mode: 'full' }, api),
};

for (const [way, seen] of Object.entries(ways)) {
  test(`the parts of an item that is ${way} are there`, () => {
    assert.deepEqual(
      [seen.id, seen.type, seen.title, seen.published, seen.created.toISOString(), seen.viewMode],
      [item.id, item.type, item.title, item.published, item.created, 'full'],
    );
  });

  test(`fields of an item that is ${way} hold what their types hold`, () => {
    assert.equal(seen.get(text('subtitle'))?.value, 'By the sea');
    assert.deepEqual(seen.get(longText('body')), { value: 'One', format: 'plain_text' });
    assert.deepEqual(
      seen.get(longText('body').many()).map(({ format }) => format),
      ['plain_text', 'filtered_html'],
    );
    assert.equal(seen.get(integer('seats'))?.value, 120);
    assert.deepEqual(seen.get(reference('tags').many()), [{ target_id: 'a', target_type: 'term' }]);
    assert.deepEqual(seen.get(image('photo')), picture);
    assert.deepEqual(seen.get(compound('speakers'))?.['name'], { value: 'Ann' });
  });

  test(`an empty field of an item that is ${way} is nothing`, () => {
    for (const name of ['empty', 'nowhere', 'constructor']) {
      assert.equal(seen.get(text(name)), undefined);
      assert.deepEqual(seen.get(text(name).many()), []);
      assert.equal(seen.text(name), '');
    }
  });

  test(`the text of a field of an item that is ${way} is all of its values`, () => {
    assert.equal(seen.text('body'), 'One\n\nTwo');
    assert.equal(seen.text('seats'), '');
  });
}

test('names and author are known of an item that is handed over', () => {
  const { 'handed over': whole, 'behind a handle': behind } = ways;
  assert.equal(whole.authorName, 'Ann');
  assert.ok(whole.fieldNames.includes('body') && !whole.fieldNames.includes('empty'));
  assert.throws(() => behind.fieldNames, /data_mode = "full"/);
  assert.throws(() => behind.authorName, /data_mode = "full"/);
});
