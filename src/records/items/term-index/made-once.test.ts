import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { LIVE, newId, type TermId, type UserId } from '#base';
import { migrate } from '#platform/database';
import { sql } from 'kysely';
import { openEmptyDatabase } from '../../../../test/support/database.ts';

const ANONYMOUS = '00000000-0000-7000-8000-000000000002' as UserId;
const MIGRATIONS = fileURLToPath(new URL('../../../../migrations/', import.meta.url));

/** The migrations before the one that makes the index. */
async function before(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trovato-migrations-'));
  for (const name of await readdir(MIGRATIONS))
    if (name < '0013') await cp(join(MIGRATIONS, name), join(folder, name));
  return `${folder}/`;
}

test('content that was there before terms were listed is found under its terms', async () => {
  await using empty = await openEmptyDatabase();
  const { queries } = empty.database;
  const folder = await before();
  await migrate(empty.database, folder);
  await rm(folder, { recursive: true });

  const [one, two, three, four, five] = Array.from({ length: 5 }, () => newId<'term'>());
  const fields = [
    { name: 'topic', field_type: 'reference', settings: { target_type: 'term' } },
    { name: 'colour', field_type: 'shade', settings: {} },
    { name: 'speaker', field_type: 'reference', settings: { target_type: 'user' } },
    { name: 'note', field_type: 'json', settings: {} },
    {
      name: 'parts',
      field_type: 'compound',
      settings: {
        fields: [
          { name: 'about', type: 'reference', settings: { target_type: 'term' }, cardinality: -1 },
          { name: 'inner', type: 'compound', settings: { fields: [{ name: 'a', type: 'shade' }] } },
          { name: 'raw', type: 'json' },
        ],
      },
    },
  ];
  await queries
    .insertInto('field_type')
    .values({
      name: 'shade',
      plugin: 'shades',
      plugin_label: 'Shades',
      active: false,
      definition: JSON.stringify({ base: 'reference', settings: { target_type: 'term' } }),
    })
    .execute();
  await queries.insertInto('item_type').values({ type: 'note', name: 'Note' }).execute();
  for (const { settings, ...field } of fields) {
    const row = { ...field, cardinality: 1, settings: JSON.stringify(settings) };
    await queries.insertInto('field_config').values(row).execute();
    await queries
      .insertInto('field_instance')
      .values({ field: field.name, item_type: 'note', label: 'x', widget: '{}', formatter: '{}' })
      .execute();
  }
  const to = (id: TermId | undefined) => ({ target_id: id, target_type: 'term' });
  const values = {
    topic: [to(one), to(two), to(one)],
    colour: to(three),
    speaker: { target_id: ANONYMOUS, target_type: 'user' },
    note: { value: to(four) },
    parts: { about: [to(four)], inner: { a: to(five) }, raw: { value: to(one) } },
  };
  const insert = async (deleted: Date | null) => {
    const row = {
      id: newId<'item'>(),
      title: 'x',
      author_id: ANONYMOUS,
      status: true,
      created: new Date('2020-01-01'),
      fields: JSON.stringify(values),
    };
    await empty.database.transaction(async (transaction) => {
      const revision = newId<'revision'>();
      await transaction
        .insertInto('item')
        .values({
          ...row,
          type: 'note',
          changed: row.created,
          current_revision_id: revision,
          stage_id: LIVE,
          deleted,
        })
        .execute();
      // As it was before its migration.
      await sql`
        insert into item_revision (id, item_id, author_id, title, status, created, fields)
        values (${revision}, ${row.id}, ${row.author_id}, ${row.title}, ${row.status}, ${row.created},
          ${row.fields})`.execute(transaction);
    });
    return row.id;
  };
  const id = await insert(null);
  await insert(new Date());

  await migrate(empty.database);
  const rows = await queries.selectFrom('item_term').selectAll().execute();
  const row = (field: string, term: TermId | undefined) =>
    [id, LIVE, field, term, '2020-01-01'].join(' ');
  assert.deepEqual(
    rows
      .map((each) =>
        [
          each.item_id,
          each.stage_id,
          each.field,
          each.term_id,
          each.created.toISOString().slice(0, 10),
        ].join(' '),
      )
      .toSorted(),
    [
      row('colour', three),
      row('parts', four),
      row('parts', five),
      row('topic', one),
      row('topic', two),
    ].toSorted(),
  );
});
