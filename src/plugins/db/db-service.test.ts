import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTransaction } from '#grammar/access';
import { openAskingPlugin } from '../../../test/support/asking-plugin.ts';

const TABLES = `
[tables.note]
unique = [["item", "author"]]
[tables.note.columns]
id = { type = "serial" }
item = { type = "uuid", references = "item", on_delete = "cascade", nullable = true }
author = { type = "uuid", references = "user", on_delete = "set_null", nullable = true }
body = { type = "text" }
stars = { type = "integer", default = 3 }
score = { type = "float", nullable = true }
views = { type = "bigint", default = 0 }
done = { type = "boolean", default = false }
at = { type = "timestamp", default = "now" }
more = { type = "json", nullable = true }
kind = { type = "text", nullable = true }
[tables.kind]
unique = [["key"]]
[tables.kind.columns]
key = { type = "text" }
label = { type = "text" }
`;

const open = () => openAskingPlugin({ tables: TABLES });

test('a plugin keeps rows in tables of its own, and reads, changes and deletes them', async () => {
  await using site = await open();
  const at = '2026-05-01T12:00:00.000Z';
  const more = { list: [1, 'é', null], text: 'a\\u0000b' };
  const [first, many, all, changed, gone] = await site.ask([
    ['insert', { into: 'note', rows: [{ body: 'One' }], returning: ['id', 'stars', 'done'] }],
    [
      'insert',
      {
        into: 'note',
        rows: [
          { body: 'Two', stars: 5, score: 1.5, views: 2 ** 50, done: true, at, more },
          { body: 'Three' },
        ],
      },
    ],
    ['select', { from: 'note', order: [{ column: 'id' }], count: true, limit: 2 }],
    [
      'update',
      {
        table: 'note',
        set: { stars: 1, score: null },
        where: { op: 'eq', column: 'body', value: 'Two' },
        returning: ['body', 'stars', 'score'],
      },
    ],
    ['delete', { from: 'note', all: true }],
  ]);
  assert.deepEqual(first, { count: 1, rows: [{ id: 1, stars: 3, done: false }] });
  assert.deepEqual(many, { count: 2 });
  assert.equal(all?.count, 3);
  assert.equal(all.rows?.length, 2);
  assert.partialDeepStrictEqual(all.rows[1], {
    id: 2,
    item: null,
    body: 'Two',
    score: 1.5,
    views: 2 ** 50,
    done: true,
    at,
    more,
  });
  assert.deepEqual(changed, { count: 1, rows: [{ body: 'Two', stars: 1, score: null }] });
  assert.deepEqual(gone, { count: 3 });
});

test('conditions find what they say, and text is only ever text', async () => {
  await using site = await open();
  const names = ['50% off', '50 euros', "O'Hara", 'under_score', 'underscore', 'Back\\slash'];
  await site.ask([
    ['insert', { into: 'note', rows: names.map((body, at) => ({ body, stars: at })) }],
  ]);
  const found = async (where: object) => {
    const [answer] = await site.ask([
      ['select', { from: 'note', columns: ['body'], where, order: [{ column: 'id' }] }],
    ]);
    return answer?.rows?.map(({ body }) => body) ?? answer;
  };
  const body = 'body';
  assert.deepEqual(await found({ op: 'contains', column: body, text: '0% O' }), ['50% off']);
  assert.deepEqual(await found({ op: 'starts_with', column: body, text: 'UNDER_' }), [
    'under_score',
  ]);
  assert.deepEqual(await found({ op: 'contains', column: body, text: 'k\\s' }), ['Back\\slash']);
  assert.deepEqual(await found({ op: 'eq', column: body, value: "O'Hara" }), ["O'Hara"]);
  assert.deepEqual(await found({ op: 'in', column: 'stars', values: [0, 1] }), names.slice(0, 2));
  assert.deepEqual(await found({ op: 'in', column: 'stars', values: [] }), []);
  assert.deepEqual(await found({ op: 'is_null', column: 'score' }), names);
  assert.deepEqual(
    await found({
      op: 'or',
      of: [
        {
          op: 'and',
          of: [
            { op: 'gt', column: 'stars', value: 1 },
            { op: 'le', column: 'stars', value: 2 },
          ],
        },
        { op: 'not', of: { op: 'lt', column: 'stars', value: 5 } },
      ],
    }),
    ["O'Hara", 'Back\\slash'],
  );
});

test('a join finds the one row that a column names', async () => {
  await using site = await open();
  const [, , joined, only, wide] = await site.ask([
    ['insert', { into: 'kind', rows: [{ key: 'a', label: 'Alpha' }] }],
    ['insert', { into: 'note', rows: [{ body: 'One', kind: 'a' }, { body: 'Two' }] }],
    [
      'select',
      {
        from: 'note',
        columns: ['body', { column: 'kind.label', as: 'label' }],
        join: [{ table: 'kind', column: 'key', equals: 'note.kind' }],
        order: [{ column: 'note.id' }],
      },
    ],
    [
      'select',
      {
        from: 'note',
        columns: ['body'],
        join: [{ table: 'kind', column: 'key', equals: 'kind', required: true }],
        where: { op: 'eq', column: 'kind.label', value: 'Alpha' },
      },
    ],
    ['select', { from: 'note', join: [{ table: 'kind', column: 'label', equals: 'body' }] }],
  ]);
  assert.deepEqual(joined?.rows, [
    { body: 'One', label: 'Alpha' },
    { body: 'Two', label: null },
  ]);
  assert.deepEqual(only?.rows, [{ body: 'One' }]);
  assert.equal(wide?.tag, 'invalid');
  assert.match(wide.val ?? '', /^\/join\/0\/column must be the serial column/);
});

test('what cannot be is refused with its place, and nothing of it is kept', async () => {
  await using site = await open();
  const note = (row: object): readonly [string, object] => [
    'insert',
    { into: 'note', rows: [row] },
  ];
  const id = '0190d7f0-0000-7000-8000-000000000000';
  const cases: readonly (readonly [readonly [string, object], string, RegExp])[] = [
    [note({}), 'invalid', /left empty that needs a value/],
    [note({ body: null }), 'invalid', /^\/rows\/0\/body must not be empty/],
    [note({ body: 3 }), 'invalid', /^\/rows\/0\/body must be a text/],
    [note({ body: 'a\0b' }), 'invalid', /^\/rows\/0\/body must be a text/],
    [note({ body: 'x', stars: 2 ** 31 }), 'invalid', /stars must be a whole number below 2³¹/],
    [note({ body: 'x', stars: '1' }), 'invalid', /stars must be a whole number/],
    [note({ body: 'x', more: ['\0'] }), 'invalid', /more must be JSON without/],
    [note({ body: 'x', at: 'yesterday' }), 'invalid', /at must be a time/],
    [note({ body: 'x', id: 7 }), 'invalid', /id is given by the database/],
    [note({ body: 'x', item: id }), 'invalid', /not there/],
    [note({ body: 'x'.repeat(70_000) }), 'too-large', /body is larger than 64 KiB/],
    [note({ body: 'x', size: 1 }), 'invalid', /size is no column of “note”; there are id, item/],
    [
      ['select', { from: 'notes' }],
      'invalid',
      /no table of this name; the manifest has note, kind/,
    ],
    [['select', { from: 'note', limit: 5_000 }], 'invalid', /^\/limit must be <= 1000/],
    [
      ['select', { from: 'note', having: 1 }],
      'invalid',
      /must not have additional properties: having/,
    ],
    [
      ['select', { from: 'note', where: { op: 'like' } }],
      'invalid',
      /^\/where\/op must be one of eq/,
    ],
    [
      ['select', { from: 'note', where: { op: 'eq', column: 'stars', value: 'x' } }],
      'invalid',
      /^\/where\/value must be a whole/,
    ],
    [
      ['select', { from: 'note', where: { op: 'eq', column: 'more', value: 'x' } }],
      'invalid',
      /holds JSON/,
    ],
    [['update', { table: 'note', set: { stars: 1 } }], 'invalid', /^Say which rows/],
    [['delete', { from: 'note' }], 'invalid', /^Say which rows/],
    [['delete', { from: 'note', all: false }], 'invalid', /^\/all/],
  ];
  const answers = await site.ask(cases.map(([step]) => step));
  for (const [at, [step, tag, says]] of cases.entries()) {
    assert.equal(answers[at]?.tag, tag, JSON.stringify([step, answers[at]]).slice(0, 500));
    assert.match(answers[at]?.val ?? '', says);
  }
  const [left] = await site.ask([['select', { from: 'note', count: true }]]);
  assert.equal(left?.count, 0);
});

test('where two rows must differ the second is a conflict', async () => {
  await using site = await open();
  const [, second] = await site.ask([
    ['insert', { into: 'kind', rows: [{ key: 'a', label: 'A' }] }],
    ['insert', { into: 'kind', rows: [{ key: 'a', label: 'B' }] }],
  ]);
  assert.equal(second?.tag, 'conflict');
});

test('inside of a save what a plugin keeps is part of it, and its mistakes are not', async () => {
  await using site = await open();
  const { database, system } = site;
  const steps = [
    ['insert', { into: 'kind', rows: [{ key: 'a', label: 'A' }] }],
    ['insert', { into: 'kind', rows: [{ key: 'a', label: 'Again' }] }],
    ['select', { from: 'kind', columns: ['label'] }],
  ] as const;
  const undone = new Error('undone');
  await assert.rejects(
    inTransaction(database, system, async (transaction, ctx) => {
      const [made, again, seen] = await site.ask(steps, { ctx });
      assert.deepEqual(made, { count: 1 });
      assert.equal(again?.tag, 'conflict');
      assert.deepEqual(seen?.rows, [{ label: 'A' }]);
      await transaction.selectFrom('users').select('id').execute();
      throw undone;
    }),
    undone,
  );
  const [left] = await site.ask([['select', { from: 'kind' }]]);
  assert.deepEqual(left?.rows, []);
});

test('rows go with the item that they belong to, and lose a user that is deleted', async () => {
  await using site = await open();
  const { items, system, database } = site;
  await items.createType(system, 'page', { name: 'Page' });
  const item = await items.createItem(system, 'page', { title: 'Sea' });
  const user = await site.addUser();
  await site.ask([
    ['insert', { into: 'note', rows: [{ body: 'x', item: item.id, author: user.id }] }],
  ]);
  await database.queries.deleteFrom('users').where('id', '=', user.id).execute();
  const [kept] = await site.ask([['select', { from: 'note', columns: ['author'] }]]);
  assert.deepEqual(kept?.rows, [{ author: null }]);
  await database.queries.deleteFrom('item').where('id', '=', item.id).execute();
  const [gone] = await site.ask([['select', { from: 'note', columns: ['author'] }]]);
  assert.deepEqual(gone?.rows, []);
});
