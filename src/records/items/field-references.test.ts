import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { InvalidInput, newId } from '#base';
import { type TestItems, openTestItems } from '../../../test/support/items.ts';

let site: TestItems;

before(async () => {
  site = await openTestItems();
  const { items, admin } = site;
  await items.createType(admin, 'talk', { name: 'Talk' });
  await items.addField(admin, 'talk', 'body', { field_type: 'long_text', label: 'Body' });
  await items.addField(admin, 'talk', 'after', {
    field_type: 'reference',
    label: 'Comes after',
    settings: { target_type: 'item', bundles: ['talk'] },
  });
});
after(async () => site[Symbol.asyncDispose]());

async function problemsOf(saving: Promise<unknown>): Promise<readonly string[]> {
  const error = await saving.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof InvalidInput, String(error));
  return error.problems.map(({ pointer, code }) => `${pointer} ${code}`);
}

test('a reference to nothing is refused', async () => {
  const { items, admin } = site;
  const fields = { after: { target_id: newId() } };
  assert.deepEqual(await problemsOf(items.createItem(admin, 'talk', { title: 'x', fields })), [
    '/fields/after/target_id reference_missing',
  ]);
});

test('what was pointed to may go, and the item that points there can still be saved', async () => {
  const { items, admin } = site;
  const first = await items.createItem(admin, 'talk', { title: 'First' });
  const fields = { after: { target_id: first.id } };
  const second = await items.createItem(admin, 'talk', { title: 'Second', fields });
  await items.deleteItem(admin, first.id);

  const saved = await items.updateItem(admin, second.id, 'current', { title: 'Later', fields });
  assert.deepEqual(saved.fields, { after: { target_id: first.id, target_type: 'item' } });
  assert.deepEqual(await problemsOf(items.createItem(admin, 'talk', { title: 'Third', fields })), [
    '/fields/after/target_id reference_missing',
  ]);
});

test('an author writes in the text formats that the author may use, and in no others', async () => {
  const { items, admin } = site;
  const author = await site.user('access content', 'create talk content', 'edit any talk content');
  const body = { value: '<b>x</b>', format: 'full_html' };
  const refused = ['/fields/body/format not_allowed'];
  const input = { title: 'x', fields: { body } };
  assert.deepEqual(await problemsOf(items.createItem(author, 'talk', input)), refused);

  const item = await items.createItem(admin, 'talk', input);
  const same = await items.updateItem(author, item.id, 'current', { ...input, title: 'y' });
  assert.equal(same.title, 'y');
  const fields = { body: { ...body, value: '<i>x</i>' } };
  assert.deepEqual(
    await problemsOf(items.updateItem(author, item.id, 'current', { fields })),
    refused,
  );
});
