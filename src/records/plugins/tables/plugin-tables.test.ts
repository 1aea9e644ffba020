import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Manifest, TableDefinitions } from '@trovato/plugin-sdk/manifest';
import { sql } from 'kysely';
import { openTestDatabase } from '../../../../test/support/database.ts';
import { countRows, dropTables, writeTables } from './plugin-tables.ts';

const NOTE: TableDefinitions = {
  note: {
    columns: { id: { type: 'serial' }, body: { type: 'text', default: "it's" } },
    unique: [['body']],
  },
};

async function open() {
  const database = await openTestDatabase();
  const write = (tables: TableDefinitions) =>
    database.transaction((transaction) =>
      writeTables(transaction, { name: 'high-tide', label: 'High tide', tables } satisfies Pick<
        Manifest,
        'name' | 'label' | 'tables'
      >),
    );
  const insert = (body: string) =>
    sql`insert into "plugin_high-tide".note (body) values (${body})`.execute(database.queries);
  return { database, write, insert, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

test('tables are made in a schema of the plugin, and added to without a loss', async () => {
  await using site = await open();
  await site.write(NOTE);
  await site.insert('Ebb');
  await site.write({
    note: {
      columns: {
        ...NOTE['note']?.columns,
        stars: { type: 'integer', default: 3 },
        at: { type: 'timestamp', nullable: true },
      },
      unique: [['body']],
      indexes: [['stars', 'at']],
    },
    tag: { columns: { name: { type: 'text' } } },
  });
  const { rows } = await sql`select * from "plugin_high-tide".note`.execute(site.database.queries);
  assert.deepEqual(rows, [{ id: 1, body: 'Ebb', stars: 3, at: null }]);
  assert.equal(await countRows(site.database.queries, 'high-tide'), 1);
});

const LOSING: readonly (readonly [TableDefinitions, RegExp])[] = [
  [{}, /“note” is there and is declared no more; what is in it would be lost\./],
  [
    { note: { columns: { id: { type: 'serial' } }, unique: [['body']] } },
    /“note\.body” is there and is declared no more/,
  ],
  [
    {
      note: { columns: { id: { type: 'serial' }, body: { type: 'integer' } }, unique: [['body']] },
    },
    /“note\.body” is there and is declared otherwise now; it stays as it is\./,
  ],
  [
    { note: { columns: { ...NOTE['note']?.columns, more: { type: 'text' } }, unique: [['body']] } },
    /“note\.more” is new, so it needs a default or nullable = true/,
  ],
  [
    { note: { columns: { ...NOTE['note']?.columns } } },
    /index of “note” on body is declared no more/,
  ],
  [
    {
      note: {
        columns: { ...NOTE['note']?.columns, kind: { type: 'integer', default: 1 } },
        unique: [['body'], ['kind']],
      },
    },
    /“note” has rows with the same values where they are to be unique\./,
  ],
];

test('a version that would lose something is refused in words, and all stays as it was', async () => {
  await using site = await open();
  await site.write(NOTE);
  await site.insert('Ebb');
  await site.insert('Flow');
  for (const [tables, says] of LOSING) {
    await assert.rejects(site.write(tables), (error: Error) => {
      assert.match(error.message, /^The tables of “High tide” cannot become as it wants\. /);
      assert.match(error.message, says);
      return true;
    });
  }
  await site.write(NOTE);
  assert.equal(await countRows(site.database.queries, 'high-tide'), 2);
});

test('tables go with all that is in them, and can be made anew', async () => {
  await using site = await open();
  await site.write(NOTE);
  await site.insert('Ebb');
  await site.database.transaction((transaction) => dropTables(transaction, 'high-tide'));
  assert.equal(await countRows(site.database.queries, 'high-tide'), 0);
  await site.write({ note: { columns: { other: { type: 'text' } } } });
});
