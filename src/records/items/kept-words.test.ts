import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { openTestItems } from '../../../test/support/items.ts';

test('whatever a save changes, an item is found by the words it has then', async () => {
  await using site = await openTestItems();
  const { items, admin, database } = site;
  await items.createType(admin, 'page', { name: 'Page' });
  await items.addField(admin, 'page', 'body', { field_type: 'text', label: 'Body' });
  await items.addField(admin, 'page', 'seats', { field_type: 'integer', label: 'Seats' });
  const { id } = await items.createItem(admin, 'page', {
    title: 'A boat of the harbour',
    fields: { body: { value: 'The old lighthouse keepers sing' } },
  });
  const found = async (words: string) => {
    const { rows } = await sql`select from item_search
      where words @@ websearch_to_tsquery('english', ${words})`.execute(database.queries);
    return rows.length > 0;
  };
  /** What is kept, and what it would be if it were made now; without the places of words. */
  const kept = async () => {
    const { rows } = await sql<{ kept: string; fresh: string; titled: string; title: string }>`
      select strip(words)::text as kept, strip(words_of(title, fields))::text as fresh,
        strip(ts_filter(words, '{a}'))::text as titled, strip(words_of_title(title))::text as title
      from item join item_search on item_id = item.id where item.id = ${id}`.execute(
      database.queries,
    );
    return rows[0];
  };
  const save = async (input: Parameters<typeof items.updateItem>[3]) => {
    await items.updateItem(admin, id, 'current', input);
    const words = await kept();
    assert.deepEqual([words?.kept, words?.titled], [words?.fresh, words?.title]);
  };

  for (let i = 0; i < 30; i += 1) await save({ title: `Ships of the harbour ${i}` });
  assert.deepEqual([await found('ship'), await found('boat')], [true, false]);
  assert.ok(await found('"old lighthouse keepers"'), 'Words keep their places.');
  assert.ok(await found('lighthouse harbour'));
  await save({ fields: { seats: { value: 7 } } });
  await save({ title: 'Lighthouse', fields: { seats: { value: 8 } } });
  await save({ fields: { body: { value: 'Nobody sings' } } });
  assert.deepEqual([await found('keepers'), await found('nobody')], [false, true]);
  await save({ title: 'Night', fields: { body: null } });
  assert.deepEqual([await found('lighthouse'), await found('sing')], [false, false]);
  await save({ fields: { body: { value: 'A night at sea' } } });
  assert.ok(await found('night sea'));
});

test('how many published items have a word is known whatever became of each', async () => {
  await using site = await openTestItems();
  const { items, admin, database } = site;
  await items.createType(admin, 'page', { name: 'Page' });
  const make = (title: string, status: boolean) =>
    items.createItem(admin, 'page', { title, status });
  const shown = async () => {
    const { rows } = await sql<{ title: string; same: boolean }>`
      select title, shown = (status and deleted is null) as same from item
      join item_search words on words.item_id = item.id and words.stage_id = item.stage_id
      where shown or shown is distinct from (status and deleted is null) order by title`.execute(
      database.queries,
    );
    assert.ok(rows.every(({ same }) => same));
    return rows.map(({ title }) => title);
  };
  const ship = await make('Ship', true);
  const boat = await make('Boat', false);
  assert.deepEqual(await shown(), ['Ship']);
  await items.updateItem(admin, boat.id, 'current', { status: true });
  await items.updateItem(admin, ship.id, 'current', { title: 'Old ship', status: false });
  assert.deepEqual(await shown(), ['Boat']);
  await items.updateItem(admin, ship.id, 'current', { title: 'New ship', status: true });
  await items.deleteItem(admin, boat.id);
  assert.deepEqual(await shown(), ['New ship']);
  await items.restoreItem(admin, boat.id);
  assert.deepEqual(await shown(), ['Boat', 'New ship']);
});
