import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createDb } from '../../packages/plugin-sdk/src/db/db.ts';
import {
  and,
  compare,
  contains,
  type Db,
  isNull,
  not,
  oneOf,
  or,
  startsWith,
} from '../../packages/plugin-sdk/src/db/index.ts';
import { parseManifest } from '../../packages/plugin-sdk/src/manifest/index.ts';
import { memoryDb, memorySql } from '../../packages/plugin-sdk/src/testing/memory-db.ts';
import { createMemorySite } from '../../packages/plugin-sdk/src/testing/memory-site.ts';
import { openAskingPlugin } from '../support/asking-plugin.ts';

const TABLES = `
[tables.note]
unique = [["body"]]
[tables.note.columns]
id = { type = "serial" }
body = { type = "text" }
kind = { type = "text", nullable = true }
stars = { type = "integer", default = 3 }
done = { type = "boolean", default = false }
[tables.kind]
unique = [["key"]]
[tables.kind.columns]
key = { type = "text" }
label = { type = "text" }
`;
const MANIFEST = `name = "clerk"
label = "Clerk"
description = "Keeps notes."
version = "1.0.0"
wit = "0.1.0"
[taps]
implements = ["item_view"]
${TABLES}`;

type Note = { id: number; body: string; kind: string | null; stars: number; done: boolean };

let site: Awaited<ReturnType<typeof openAskingPlugin>>;
before(async () => {
  site = await openAskingPlugin({ tables: TABLES });
});
after(() => site[Symbol.asyncDispose]());

const memory = memoryDb(
  createMemorySite({}),
  [],
  parseManifest(MANIFEST, 'clerk.info.toml').tables,
);

/** What an author writes, one after the other. */
const WRITTEN: readonly (readonly [string, (db: Db) => unknown])[] = [
  ['rows are inserted', (db) => db.insert('kind', { key: 'a', label: 'Alpha' }).run()],
  [
    'and answer columns',
    (db) =>
      db
        .insert<Note>('note', [
          { body: 'One', kind: 'a' },
          { body: 'Two', stars: 5 },
          { body: 'three', done: true },
        ])
        .returning('id', 'stars', 'done'),
  ],
  ['what is unique is a conflict', (db) => db.insert<Note>('note', { body: 'One' }).run()],
  ['what is empty is refused', (db) => db.insert<Note>('note', { stars: 1 }).run()],
  ['there is no such column', (db) => db.insert<{ size: number }>('note', { size: 1 }).run()],
  ['there is no such table', (db) => db.select<Note>('notes').rows()],
  ['all rows', (db) => db.select<Note>('note').order('id').rows()],
  ['the first', (db) => db.select<Note>('note').order('body', 'desc').first()],
  ['none', (db) => db.select<Note>('note').where('body', 'eq', 'Four').first()],
  ['how many', (db) => db.select<Note>('note').where('stars', 'ge', 3).limit(1).count()],
  ['a part', (db) => db.select<Note>('note').order('id').offset(1).limit(1).rows()],
  [
    'an empty column is unlike nothing',
    (db) => db.select<Note>('note').where('kind', 'ne', 'b').rows(),
  ],
  [
    'nor is it not',
    (db) =>
      db
        .select<Note>('note')
        .where(not(compare<Note>('kind', 'eq', 'a')))
        .rows(),
  ],
  ['what is empty', (db) => db.select<Note>('note').where(isNull<Note>('kind')).order('id').rows()],
  [
    'conditions',
    (db) =>
      db
        .select<Note>('note')
        .where(or(contains<Note>('body', 'WO'), startsWith<Note>('body', 'TH')))
        .where(and(oneOf<Note>('stars', [3, 5]), not(compare<Note>('done', 'eq', true))))
        .rows(),
  ],
  [
    'a join',
    (db) =>
      db
        .select<{ body: string; label: string | null; 'note.id': number }>('note')
        .join({ table: 'kind', column: 'key', equals: 'kind' })
        .columns('body', { column: 'kind.label', as: 'label' })
        .order('note.id')
        .rows(),
  ],
  [
    'a join of what has to be there',
    (db) =>
      db
        .select<Note>('note')
        .join({ table: 'kind', column: 'key', equals: 'note.kind', required: true })
        .columns('body')
        .rows(),
  ],
  ['no rows are said', (db) => db.update<Note>('note', { stars: 1 }).run()],
  [
    'an update',
    (db) =>
      db.update<Note>('note', { stars: 1 }).where('body', 'eq', 'One').returning('body', 'stars'),
  ],
  ['a conflict by it', (db) => db.update<Note>('note', { body: 'One' }).where('id', 'eq', 2).run()],
  ['some are deleted', (db) => db.delete<Note>('note').where('stars', 'lt', 5).run()],
  ['all are deleted', (db) => db.delete<Note>('note').all().run()],
];

/** What the kernel is asked, and the answer that is given to it. */
function asked(
  write: (db: Db) => unknown,
  answer: (what: string, query: string) => string,
): unknown {
  const take = (what: string) => (query: string) => answer(what, query);
  const db = createDb({
    db: {
      select: take('select'),
      insert: take('insert'),
      update: take('update'),
      delete: take('delete'),
    },
    rawSql: memorySql([]),
  });
  try {
    return write(db) ?? null;
  } catch (error) {
    return { refused: error instanceof Error && 'code' in error ? error.code : String(error) };
  }
}

for (const [what, write] of WRITTEN) {
  test(`tables in memory and in a database say the same: ${what}`, async () => {
    let query: readonly [string, string] = ['', ''];
    asked(write, (name, text) => {
      query = [name, text];
      return '{"rows":[]}';
    });
    const [step] = await site.ask([[...query]]);
    const real = asked(write, () => {
      if (step?.tag === undefined) return JSON.stringify(step);
      throw Object.assign(new Error(), { payload: step });
    });
    const pretended = asked(write, (name, text) =>
      memory[name as 'select' | 'insert' | 'update' | 'delete'](text),
    );
    assert.deepEqual(pretended, real);
  });
}
