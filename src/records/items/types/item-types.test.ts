import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { LIVE, Conflict, InvalidInput, NotAllowed } from '#base';
import { type TestItems, openTestItems } from '../../../../test/support/items.ts';

let site: TestItems;
before(async () => {
  site = await openTestItems();
});
after(async () => site[Symbol.asyncDispose]());

describe('types', () => {
  test('are made, changed and deleted by who may, and a name is taken once', async () => {
    const { items, admin } = site;
    await items.createType(admin, 'event', { name: 'Event' });
    await assert.rejects(items.createType(admin, 'event', { name: 'Again' }), Conflict);
    assert.equal((await items.updateType(admin, 'event', { name: 'Happening' })).name, 'Happening');
    const reader = await site.user('access content');
    await assert.rejects(items.createType(reader, 'x', { name: 'X' }), NotAllowed);
    await items.deleteType(admin, 'event');
    assert.equal(items.findType({ stage: LIVE }, 'event'), undefined);
  });

  for (const name of ['Upper', '9th', 'with space', '', 'x'.repeat(33), 'fields', undefined])
    test(`the machine name ${JSON.stringify(name)} is refused`, async () => {
      await assert.rejects(site.items.createType(site.admin, name, { name: 'N' }), InvalidInput);
    });

  test('with content cannot be deleted, and the answer says how much there is', async () => {
    const { items, admin } = site;
    await items.createType(admin, 'kept', { name: 'Kept' });
    const item = await items.createItem(admin, 'kept', { title: 'one' });
    await items.deleteItem(admin, item.id);
    await assert.rejects(items.deleteType(admin, 'kept'), /one item/);
  });

  test('without a title are called after their first field', async () => {
    const { items, admin } = site;
    await items.createType(admin, 'quote', { name: 'Quote', has_title: false });
    await items.addField(admin, 'quote', 'words', { field_type: 'text', label: 'Words' });
    const quote = await items.createItem(admin, 'quote', {
      fields: { words: { value: 'Less is more' } },
    });
    assert.equal(quote.title, 'Less is more');
    const changed = await items.updateItem(admin, quote.id, 'current', {
      fields: { words: { value: 'More is more' } },
    });
    assert.equal(changed.title, 'More is more');
  });

  test('are the same on another kernel within a second', async () => {
    const { items, admin, database } = site;
    if (database.kind === 'embedded') return;
    // A second reader of the same database stands for the other kernel.
    const { promise: told, resolve } = Promise.withResolvers<void>();
    const stop = await database.listen('item_types', () => resolve());
    await items.createType(admin, 'told', { name: 'Told' });
    const late = new Promise((_done, fail) =>
      setTimeout(() => fail(new Error('late')), 1000).unref(),
    );
    await Promise.race([told, late]);
    await stop();
  });
});

describe('fields', () => {
  test('keep the order they are put in; a stale order is refused', async () => {
    const { items, admin } = site;
    await items.createType(admin, 'ordered', { name: 'Ordered' });
    for (const name of ['a', 'b', 'c'])
      await items.addField(admin, 'ordered', name, { field_type: 'text', label: name });
    const type = await items.orderFields(admin, 'ordered', ['c', 'a', 'b']);
    assert.deepEqual(
      type.fields.map((field) => field.name),
      ['c', 'a', 'b'],
    );
    await assert.rejects(items.orderFields(admin, 'ordered', ['a', 'b']), Conflict);
  });

  test('that another type has are used together, and cannot become another kind', async () => {
    const { items, admin } = site;
    await items.createType(admin, 'one', { name: 'One' });
    await items.createType(admin, 'two', { name: 'Two' });
    await items.addField(admin, 'one', 'shared', { field_type: 'integer', label: 'Shared' });
    await assert.rejects(
      items.addField(admin, 'two', 'shared', { field_type: 'text', label: 'Shared' }),
      InvalidInput,
    );
    const two = await items.addField(admin, 'two', 'shared', { label: 'Ours' });
    assert.equal(two.fields[0]?.fieldType, 'integer');
  });

  test('a change that loses values is planned, refused, and made once accepted; history keeps them', async () => {
    const { items, admin } = site;
    await items.createType(admin, 'measured', { name: 'Measured' });
    await items.addField(admin, 'measured', 'size', { field_type: 'text', label: 'Size' });
    const save = async (value: string) =>
      items.createItem(admin, 'measured', { title: value, fields: { size: { value } } });
    const [seven, big] = [await save('7'), await save('big')];

    const change = { field_type: 'integer' };
    const plan = await items.planField(admin, 'measured', 'size', change);
    assert.equal(plan.holding, 2);
    assert.equal(plan.rewritten, 2);
    assert.equal(plan.losing, 1);
    assert.equal(plan.examples[0]?.id, big.id);

    await assert.rejects(items.updateField(admin, 'measured', 'size', change), /1 of 2 items/);
    assert.deepEqual((await items.getItem(admin, seven.id)).fields, { size: { value: '7' } });

    await items.updateField(admin, 'measured', 'size', change, { acceptLoss: true });
    const converted = await items.getItem(admin, seven.id);
    assert.deepEqual(converted.fields, { size: { value: 7 } });
    assert.notEqual(converted.revisionId, seven.revisionId);
    assert.deepEqual((await items.getItem(admin, big.id)).fields, {});
    const old = await items.getRevision(admin, big.id, big.revisionId);
    assert.deepEqual(old.fields, { size: { value: 'big' } });
  });

  test('only who may change types may ask what a change would do: the plan names items', async () => {
    const { items, admin } = site;
    await items.createType(admin, 'secret', { name: 'Secret' });
    await items.addField(admin, 'secret', 'code', { field_type: 'text', label: 'Code' });
    const reader = await site.user('access content');
    await assert.rejects(items.planField(reader, 'secret', 'code', undefined), NotAllowed);
  });

  test('a plan names only what its reader may see, and counts the rest', async () => {
    const { items, admin } = site;
    await items.createType(admin, 'page', { name: 'Page' });
    await items.addField(admin, 'page', 'code', { field_type: 'text', label: 'Code' });
    const save = async (title: string, status: boolean) =>
      items.createItem(admin, 'page', { title, status, fields: { code: { value: title } } });
    await save('Seen', true);
    await save('Hidden', false);
    await items.deleteItem(admin, (await save('Thrown away', true)).id);
    const planner = await site.user('access content', 'administer content types');
    const named = async (who: typeof planner) => {
      const { losing, examples } = await items.planField(who, 'page', 'code', undefined);
      return [losing, ...examples.map(({ title }) => title)];
    };
    assert.deepEqual(await named(planner), [3, 'Seen']);
    assert.deepEqual(await named(admin), [3, 'Seen', 'Hidden', 'Thrown away']);
  });

  test('one value becomes many, and many become one only when accepted', async () => {
    const { items, admin } = site;
    await items.createType(admin, 'labelled', { name: 'Labelled' });
    await items.addField(admin, 'labelled', 'label', { field_type: 'text', label: 'Label' });
    const item = await items.createItem(admin, 'labelled', {
      title: 'x',
      fields: { label: { value: 'a' } },
    });
    await items.updateField(admin, 'labelled', 'label', { cardinality: -1 });
    assert.deepEqual((await items.getItem(admin, item.id)).fields, { label: [{ value: 'a' }] });
    await items.updateItem(admin, item.id, 'current', {
      fields: { label: [{ value: 'a' }, { value: 'b' }] },
    });
    await assert.rejects(
      items.updateField(admin, 'labelled', 'label', { cardinality: 1 }),
      Conflict,
    );
    await items.updateField(admin, 'labelled', 'label', { cardinality: 1 }, { acceptLoss: true });
    assert.deepEqual((await items.getItem(admin, item.id)).fields, { label: { value: 'a' } });
  });

  /** A group of these fields, some of them required. */
  const group = (names: readonly string[], required: readonly string[] = []) => ({
    fields: names.map((name) => ({
      name,
      label: name,
      type: 'text',
      required: required.includes(name),
    })),
  });

  test('a field taken off a group takes its values and no others', async () => {
    const { items, admin } = site;
    await items.createType(admin, 'fair', { name: 'Fair' });
    const settings = group(['name', 'note']);
    const field = { field_type: 'compound', label: 'Sponsor', cardinality: -1, settings };
    await items.addField(admin, 'fair', 'sponsor', field);
    const create = async (...sponsor: object[]) =>
      items.createItem(admin, 'fair', { title: 'x', fields: { sponsor } });
    const noted = await create(
      { name: { value: 'ACME' }, note: { value: 'n' } },
      { note: { value: 'nobody' } },
    );
    const plain = await create({ name: { value: 'Bolt' } });
    const change = { settings: group(['name']) };
    const plan = await items.planField(admin, 'fair', 'sponsor', change);
    assert.equal(plan.rewritten, 1);
    assert.deepEqual(
      plan.examples.map(({ id, reason }) => [id, reason]),
      [[noted.id, 'note: The field is taken away.']],
    );
    await items.updateField(admin, 'fair', 'sponsor', change, { acceptLoss: true });
    const sponsor = [{ name: { value: 'ACME' } }];
    assert.deepEqual((await items.getItem(admin, noted.id)).fields, { sponsor });
    assert.deepEqual((await items.getItem(admin, plain.id)).fields, plain.fields);
  });

  test('what a group asks for from now on is asked for when it is edited next', async () => {
    const { items, admin } = site;
    await items.createType(admin, 'gala', { name: 'Gala' });
    const settings = group(['name']);
    await items.addField(admin, 'gala', 'host', {
      field_type: 'compound',
      label: 'Host',
      settings,
    });
    const fields = { host: { name: { value: 'ACME' } } };
    const item = await items.createItem(admin, 'gala', { title: 'x', fields });
    const change = { settings: group(['name', 'city'], ['city']) };
    const plan = await items.planField(admin, 'gala', 'host', change);
    assert.deepEqual([plan.rewritten, plan.losing], [0, 0]);
    await items.updateField(admin, 'gala', 'host', change);
    assert.deepEqual((await items.getItem(admin, item.id)).fields, fields);
    await items.updateItem(admin, item.id, 'current', { title: 'y' });
    await assert.rejects(
      items.updateItem(admin, item.id, 'current', { fields: { host: { name: { value: 'B' } } } }),
      (error) =>
        error instanceof InvalidInput &&
        error.problems[0]?.pointer === '/fields/host/city/value' &&
        error.problems[0].code === 'required',
    );
  });

  test('a field of a group that becomes of another type is converted as any field', async () => {
    const { items, admin } = site;
    await items.createType(admin, 'hall', { name: 'Hall' });
    const of = (type: string) => ({ fields: [{ name: 'seats', label: 'Seats', type }] });
    const field = { field_type: 'compound', label: 'Room', settings: of('text') };
    await items.addField(admin, 'hall', 'room', field);
    const fields = { room: { seats: { value: '40' } } };
    const item = await items.createItem(admin, 'hall', { title: 'x', fields });
    await items.updateField(admin, 'hall', 'room', { settings: of('integer') });
    assert.deepEqual((await items.getItem(admin, item.id)).fields, {
      room: { seats: { value: 40 } },
    });
  });

  test('taking a field away takes its values away, and an old revision brings none back', async () => {
    const { items, admin } = site;
    await items.createType(admin, 'shrinking', { name: 'Shrinking' });
    await items.addField(admin, 'shrinking', 'extra', { field_type: 'text', label: 'Extra' });
    const item = await items.createItem(admin, 'shrinking', {
      title: 'x',
      fields: { extra: { value: 'gone soon' } },
    });
    await assert.rejects(items.removeField(admin, 'shrinking', 'extra'), Conflict);
    await items.removeField(admin, 'shrinking', 'extra', { acceptLoss: true });
    assert.deepEqual((await items.getItem(admin, item.id)).fields, {});
    const reverted = await items.revertItem(admin, item.id, item.revisionId);
    assert.deepEqual(reverted.fields, {});
    assert.deepEqual(
      reverted.left.map(({ part }) => part),
      ['extra'],
    );
  });

  test('a change of a field is no change of the item, and later saves still come after it', async () => {
    // Every clock stands still: only the order of the saves tells the revisions apart.
    const now = new Date('2026-05-01T12:00:00Z');
    await using still = await openTestItems({ clock: { now: () => now } });
    const { items, admin } = still;
    await items.createType(admin, 'timed', { name: 'Timed' });
    for (const name of ['one', 'two'])
      await items.addField(admin, 'timed', name, { field_type: 'text', label: name });
    const item = await items.createItem(admin, 'timed', {
      title: 'x',
      fields: { one: { value: '1' }, two: { value: '2' } },
    });
    await items.updateField(admin, 'timed', 'one', { field_type: 'integer' });
    await items.removeField(admin, 'timed', 'two', { acceptLoss: true });
    const converted = await items.getItem(admin, item.id);
    assert.deepEqual(converted.fields, { one: { value: 1 } });
    assert.deepEqual(converted.changed, item.changed);
    const saved = await items.updateItem(admin, item.id, 'current', { title: 'y' });
    const { revisions } = await items.listRevisions(admin, item.id, { limit: 9, offset: 0 });
    assert.equal(revisions[0]?.id, saved.revisionId);
    assert.deepEqual(
      revisions.map(({ created }) => created.getTime() - now.getTime()),
      [3, 2, 1, 0],
    );
  });

  test('a save and a change of its type at the same moment never leave a value that the type does not know', async () => {
    const { items, admin, database } = site;
    await items.createType(admin, 'racing', { name: 'Racing' });
    for (let round = 0; round < 5; round++) {
      await items.addField(admin, 'racing', 'lane', { field_type: 'text', label: 'Lane' });
      await Promise.allSettled([
        ...Array.from({ length: 6 }, async (_, i) =>
          items.createItem(admin, 'racing', { title: 'x', fields: { lane: { value: `${i}` } } }),
        ),
        items.removeField(admin, 'racing', 'lane', { acceptLoss: true }),
      ]);
      const rows = await database.queries
        .selectFrom('item')
        .select('fields')
        .where('type', '=', 'racing')
        .execute();
      assert.ok(rows.every((row) => !('lane' in row.fields)));
    }
  });
});
