import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Conflict, InvalidInput, NotAllowed, NotFound, newId } from '#base';
import { type TestItems, openTestItems } from '../../../test/support/items.ts';
import { ItemConflict } from './item-errors.ts';

let site: TestItems;

before(async () => {
  site = await openTestItems();
  const { items, admin } = site;
  await items.createType(admin, 'article', { name: 'Article' });
  await items.addField(admin, 'article', 'body', { field_type: 'long_text', label: 'Body' });
  await items.addField(admin, 'article', 'rating', { field_type: 'integer', label: 'Rating' });
  await items.addField(admin, 'article', 'tags', {
    field_type: 'text',
    label: 'Tags',
    cardinality: -1,
  });
});
after(async () => site[Symbol.asyncDispose]());

const body = (value: string) => ({ value, format: 'plain_text' });

describe('creating content', () => {
  test('a new item is there as it was entered, published, with one revision', async () => {
    const { items, admin } = site;
    const item = await items.createItem(admin, 'article', {
      title: '  Hello ',
      fields: { body: body('Text'), tags: [{ value: 'a' }, { value: 'b' }] },
    });
    const read = await items.getItem(admin, item.id);
    assert.deepEqual(read, item);
    assert.equal(read.title, 'Hello');
    assert.equal(read.status, true);
    assert.deepEqual(read.fields, { body: body('Text'), tags: [{ value: 'a' }, { value: 'b' }] });
    const { revisions, total } = await items.listRevisions(admin, item.id, {
      limit: 10,
      offset: 0,
    });
    assert.equal(total, 1);
    assert.equal(revisions[0]?.id, item.revisionId);
  });

  test('every problem is named at once, and nothing is kept', async () => {
    const { items, admin } = site;
    const before = await items.countItems(admin, { limit: 1 });
    const error = await items
      .createItem(admin, 'article', {
        title: 'x'.repeat(300),
        status: 'yes',
        fields: { rating: { value: 'ten' }, nonsense: { value: 1 } },
      })
      .catch((thrown: unknown) => thrown);
    assert.ok(error instanceof InvalidInput);
    assert.deepEqual(error.problems.map((problem) => problem.pointer).sort(), [
      '/fields/nonsense',
      '/fields/rating/value',
      '/status',
      '/title',
    ]);
    assert.equal(await items.countItems(admin, { limit: 1 }), before);
  });

  for (const [what, title] of [
    ['a NUL byte', 'a\0b'],
    ['a lone surrogate', 'a\ud800b'],
    ['a line break', 'a\nb'],
    ['nothing but blanks', '   '],
    ['nothing but characters that nobody sees', '\u200b\u00ad \u115f\ufe0f'],
    ['a mark that turns text around', 'invoice\u202efdp.exe'],
    ['a line separator', 'a\u2028b'],
    ['a number', 7],
  ] as const)
    test(`a title with ${what} is refused`, async () => {
      await assert.rejects(site.items.createItem(site.admin, 'article', { title }), InvalidInput);
    });

  test('a title may be of any script, with the marks that its words need', async () => {
    const { items, admin } = site;
    for (const title of ['שלום\u200f!', 'می\u200cخواهم', '👩‍🚀', '❤️', '葛\u{e0100}'])
      assert.equal((await items.createItem(admin, 'article', { title })).title, title);
  });

  test('content without a title is called by the first words that can be seen, uncut', async () => {
    const { items, admin } = site;
    await items.createType(admin, 'quote', { name: 'Quote', has_title: false });
    const settings = { max_length: 1000 };
    for (const name of ['first', 'words'])
      await items.addField(admin, 'quote', name, { field_type: 'text', label: name, settings });
    const titleOf = async (first: string, words: string) => {
      const fields = { first: { value: first }, words: { value: words } };
      return (await items.createItem(admin, 'quote', { fields })).title;
    };
    assert.equal(await titleOf('\u200b', 'gpj\u202e.exe'), 'gpj.exe');
    assert.equal(await titleOf('x'.repeat(254) + '🚀', 'y'), 'x'.repeat(254));
    assert.equal(await titleOf('x'.repeat(250) + '👩‍🚀🚀', 'y'), 'x'.repeat(250) + '👩‍🚀');
    assert.equal(await titleOf(`a${'\u0301'.repeat(400)}`, 'y'), `a${'\u0301'.repeat(254)}`);
  });

  test('an unknown author is refused by name, not by the database', async () => {
    const error = await site.items
      .createItem(site.admin, 'article', { title: 'x', author_id: newId() })
      .catch((thrown: unknown) => thrown);
    assert.ok(error instanceof InvalidInput);
    assert.equal(error.problems[0]?.pointer, '/author_id');
  });

  test('who may not create, may not; who administers nothing cannot set the author or the date', async () => {
    const { items } = site;
    const reader = await site.user('access content');
    await assert.rejects(items.createItem(reader, 'article', { title: 'x' }), NotAllowed);
    const author = await site.user('access content', 'create article content');
    await assert.rejects(
      items.createItem(author, 'article', { title: 'x', created: '2020-01-01T00:00:00Z' }),
      InvalidInput,
    );
    const own = await items.createItem(author, 'article', { title: 'mine', promote: false });
    assert.equal(own.authorId, author.actor.id);
  });

  test('nothing is written on a day that there is not', async () => {
    const { items, admin } = site;
    const times = [
      '2026-02-31T10:00:00Z',
      '2026-04-31T10:00:00+02:00',
      '2026-01-01T25:00:00Z',
      // Clocks on Kiritimati show the year 10000 then, which no form does.
      '9999-12-31T12:00:00Z',
    ];
    for (const created of times) {
      await assert.rejects(
        items.createItem(admin, 'article', { title: 'x', created }),
        (error) => error instanceof InvalidInput && error.problems[0]?.pointer === '/created',
        created,
      );
    }
  });

  test('a type that does not exist, and an id that is taken, get a clear answer', async () => {
    const { items, admin } = site;
    await assert.rejects(items.createItem(admin, 'nothing', { title: 'x' }), NotFound);
    const first = await items.createItem(admin, 'article', { title: 'x' });
    await assert.rejects(
      items.createItem(admin, 'article', { title: 'y' }, { id: first.id }),
      Conflict,
    );
  });
});

describe('two people at the same item', () => {
  test('edits of different fields both stay', async () => {
    const { items, admin } = site;
    const item = await items.createItem(admin, 'article', {
      title: 'Both',
      fields: { body: body('old'), rating: { value: 1 } },
    });
    await items.updateItem(admin, item.id, item.revisionId, { fields: { body: body('new') } });
    const second = await items.updateItem(admin, item.id, item.revisionId, {
      title: 'Both',
      fields: { rating: { value: 2 }, body: body('old') },
    });
    assert.deepEqual(second.fields, { body: body('new'), rating: { value: 2 } });
  });

  test('edits of the same field are a conflict that names it, and nothing is saved', async () => {
    const { items, admin } = site;
    const item = await items.createItem(admin, 'article', { title: 'Mine', fields: {} });
    await items.updateItem(admin, item.id, item.revisionId, { title: 'Theirs' });
    const error = await items
      .updateItem(admin, item.id, item.revisionId, {
        title: 'Ours',
        fields: { rating: { value: 5 } },
      })
      .catch((thrown: unknown) => thrown);
    assert.ok(error instanceof ItemConflict);
    assert.deepEqual(error.fields, ['title']);
    const now = await items.getItem(admin, item.id);
    assert.equal(now.title, 'Theirs');
    assert.deepEqual(now.fields, {});
  });

  test('author, date and where it is listed are merged like fields, and history names them', async () => {
    const { items, admin } = site;
    const [bob, eve] = [await site.user(), await site.user()];
    const item = await items.createItem(admin, 'article', { title: 'Whose' });
    const first = await items.updateItem(admin, item.id, item.revisionId, {
      author_id: bob.actor.id,
      created: '2020-01-01T00:00:00Z',
      sticky: true,
    });
    const error = await items
      .updateItem(admin, item.id, item.revisionId, {
        author_id: eve.actor.id,
        created: '2021-01-01T00:00:00Z',
        sticky: true,
        promote: !item.promote,
      })
      .catch((thrown: unknown) => thrown);
    assert.ok(error instanceof ItemConflict);
    assert.deepEqual(error.fields, ['author_id', 'created']);
    assert.deepEqual(
      error.problems.map(({ pointer }) => pointer),
      ['/author_id', '/created'],
    );
    assert.deepEqual(await items.getItem(admin, item.id), first);

    // What only one of them changed stays, and so does what the other sent as it was.
    const merged = await items.updateItem(admin, item.id, item.revisionId, {
      author_id: item.authorId,
      promote: !item.promote,
    });
    const { promote, sticky, authorId, created } = merged;
    assert.deepEqual(
      [promote, sticky, authorId, created.toISOString()],
      [!item.promote, true, bob.actor.id, '2020-01-01T00:00:00.000Z'],
    );
    const { revisions } = await items.listRevisions(admin, item.id, { limit: 9, offset: 0 });
    assert.deepEqual(
      revisions.map(({ changes }) => changes),
      [['promote'], ['sticky', 'author_id', 'created'], []],
    );
  });

  test('a new author is answered by name, and so is the one that stays', async () => {
    const { items, admin } = site;
    const bob = await site.user();
    const item = await items.createItem(admin, 'article', { title: 'Whose' });
    const given = { author_id: bob.actor.id };
    const saved = await items.updateItem(admin, item.id, item.revisionId, given);
    assert.equal(saved.authorName, bob.actor.name);
    assert.deepEqual(saved, await items.getItem(admin, item.id));
    const stale = { author_id: item.authorId, title: 'Mine' };
    const again = await items.updateItem(admin, item.id, item.revisionId, stale);
    assert.equal(again.authorName, bob.actor.name);
  });

  test('the same change by both is no conflict', async () => {
    const { items, admin } = site;
    const item = await items.createItem(admin, 'article', { title: 'Tpyo' });
    await items.updateItem(admin, item.id, item.revisionId, { title: 'Typo' });
    const second = await items.updateItem(admin, item.id, item.revisionId, { title: 'Typo' });
    assert.equal(second.title, 'Typo');
  });

  test('saves at the same moment: one wins, the other learns of it', async () => {
    const { items, admin } = site;
    const item = await items.createItem(admin, 'article', { title: 'Race' });
    const outcomes = await Promise.allSettled(
      ['A', 'B', 'C', 'D'].map(async (title) =>
        items.updateItem(admin, item.id, item.revisionId, { title }),
      ),
    );
    assert.equal(outcomes.filter((outcome) => outcome.status === 'fulfilled').length, 1);
    const { total } = await items.listRevisions(admin, item.id, { limit: 1, offset: 0 });
    assert.equal(total, 2);
  });

  test('a revision of another item is not a base', async () => {
    const { items, admin } = site;
    const [a, b] = [
      await items.createItem(admin, 'article', { title: 'A' }),
      await items.createItem(admin, 'article', { title: 'B' }),
    ];
    await assert.rejects(items.updateItem(admin, a.id, b.revisionId, { title: 'x' }), NotFound);
  });
});

describe('trash', () => {
  test('a deleted item is gone for readers and comes back as it was', async () => {
    const { items, admin } = site;
    const item = await items.createItem(admin, 'article', { title: 'Trash me' });
    await items.deleteItem(admin, item.id);
    assert.equal(await items.findItem(admin, item.id), undefined);
    await assert.rejects(items.updateItem(admin, item.id, 'current', { title: 'x' }), NotFound);
    const trash = await items.listItems(admin, { trash: true, limit: 50 });
    assert.ok(trash.items.some((each) => each.id === item.id));
    await items.restoreItem(admin, item.id);
    assert.deepEqual(await items.getItem(admin, item.id), item);
  });

  test('what was changed meanwhile is not deleted by somebody who did not see it', async () => {
    const { items, admin } = site;
    const item = await items.createItem(admin, 'article', { title: 'Seen' });
    await items.updateItem(admin, item.id, item.revisionId, { title: 'Changed' });
    await assert.rejects(items.deleteItem(admin, item.id, item.revisionId), Conflict);
  });

  test('only the trash can be emptied, and only by who administers content', async () => {
    const { items, admin } = site;
    const item = await items.createItem(admin, 'article', { title: 'End' });
    await assert.rejects(items.purgeItem(admin, item.id), NotFound);
    await items.deleteItem(admin, item.id);
    const deleter = await site.user('access content', 'delete any article content');
    await assert.rejects(items.purgeItem(deleter, item.id), NotAllowed);
    await items.purgeItem(admin, item.id);
    await assert.rejects(items.restoreItem(admin, item.id), NotFound);
  });
});

test('a revision cannot be changed, not even by SQL', async () => {
  const { items, admin, database } = site;
  const item = await items.createItem(admin, 'article', { title: 'Stone' });
  await assert.rejects(
    database.queries
      .updateTable('item_revision')
      .set({ title: 'Sand' })
      .where('id', '=', item.revisionId)
      .execute(),
    /never changed/,
  );
});
