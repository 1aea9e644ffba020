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

test('who may not see what they refer to is answered as if it were not there', async () => {
  const { items, admin } = site;
  await items.createType(admin, 'plan', { name: 'Plan' });
  const { id: secret } = await items.createItem(admin, 'plan', { title: 'Merger', status: false });
  const author = await site.user('access content', 'create talk content', 'edit any talk content');
  const refused = async (who: typeof author, id: string) => {
    const fields = { after: { target_id: id } };
    const thrown: unknown = await items.createItem(who, 'talk', { title: 'x', fields }).then(
      () => undefined,
      (error: unknown) => error,
    );
    assert.ok(thrown instanceof InvalidInput);
    return thrown.problems.map((problem) => ({
      ...problem,
      message: problem.message.replace(id, 'ID'),
    }));
  };
  assert.deepEqual(await refused(author, secret), await refused(author, newId()));
  assert.match((await refused(admin, secret))[0]?.message ?? '', /“Merger” \(plan\) cannot/);

  // Also of a kind that could be chosen.
  const { id: draft } = await items.createItem(admin, 'talk', { title: 'Draft', status: false });
  const blind = await site.user('access content', 'create talk content');
  assert.deepEqual(await refused(blind, draft), await refused(blind, newId()));
});

test('a reference to what its author may not see stays where it was before', async () => {
  const { items, admin } = site;
  await items.createType(admin, 'note', { name: 'Note' });
  await items.addField(admin, 'note', 'about', {
    field_type: 'reference',
    label: 'About',
    settings: { target_type: 'item' },
  });
  const { id: target_id } = await items.createItem(admin, 'talk', {
    title: 'Draft',
    status: false,
  });
  const fields = { about: { target_id } };
  const note = await items.createItem(admin, 'note', { title: 'x', fields });
  const author = await site.user('access content', 'edit any note content');
  const saved = await items.updateItem(author, note.id, 'current', { title: 'y', fields });
  assert.deepEqual(saved.fields['about'], { target_id, target_type: 'item' });
});
