import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { openTestDatabase } from '../../../test/support/database.ts';

test('a value comes back as it was written', async () => {
  await using database = await openTestDatabase();
  const moment = new Date('2024-02-29T12:34:56.789Z');
  const { rows } = await sql<Record<string, unknown>>`select
    ${7}::bigint as whole, ${moment}::timestamptz as moment, '2024-02-29'::date as day,
    ${JSON.stringify({ a: ['ü', null] })}::jsonb as json, ${Buffer.from([0, 255])}::bytea as bytes,
    ${['a', 'b"c', 'd,e']}::text[] as list, ${true}::boolean as yes, ${null}::text as nothing,
    ${'a\\b\'c"d'}::text as text`.execute(database.queries);
  assert.deepEqual(
    { ...rows[0] },
    {
      whole: 7,
      moment,
      day: '2024-02-29',
      json: { a: ['ü', null] },
      bytes: Buffer.from([0, 255]),
      list: ['a', 'b"c', 'd,e'],
      yes: true,
      nothing: null,
      text: 'a\\b\'c"d',
    },
  );
});

test('an error names the code, the table and the constraint', async () => {
  await using database = await openTestDatabase();
  const twice = database.queries
    .insertInto('variable')
    .values([
      { name: 'a', value: '1' },
      { name: 'a', value: '2' },
    ])
    .execute();
  await assert.rejects(twice, { code: '23505', table: 'variable', constraint: 'variable_pkey' });
});

test('what a transaction throws undoes everything in it', async () => {
  await using database = await openTestDatabase();
  const failing = database.transaction(async (transaction) => {
    await transaction.insertInto('variable').values({ name: 'a', value: '1' }).execute();
    throw new Error('stop');
  });
  await assert.rejects(failing, { message: 'stop' });
  assert.deepEqual(await database.queries.selectFrom('variable').selectAll().execute(), []);
});

test('a statement of one request never falls into the transaction of another', async () => {
  await using database = await openTestDatabase();
  const { promise: inside, resolve: entered } = Promise.withResolvers<void>();
  const { promise: end, resolve: finish } = Promise.withResolvers<void>();
  const open = database.transaction(async (transaction) => {
    await transaction.insertInto('variable').values({ name: 'a', value: '1' }).execute();
    entered();
    await end;
    throw new Error('stop');
  });
  await inside;
  const other = database.queries.insertInto('variable').values({ name: 'b', value: '2' }).execute();
  finish();
  await assert.rejects(open);
  await other;
  const left = await database.queries.selectFrom('variable').select('name').execute();
  assert.deepEqual(
    left.map(({ name }) => name),
    ['b'],
  );
});

test('a failed statement does not spoil the next ones', async () => {
  await using database = await openTestDatabase();
  for (let round = 0; round < 3; round++) {
    await assert.rejects(sql`select 1 / ${0}::int as x`.execute(database.queries), {
      code: '22012',
    });
    const { rows } = await sql`select ${round}::int as x`.execute(database.queries);
    assert.deepEqual({ ...Object(rows[0]) }, { x: round });
  }
});

test('a table with a new column is read whole by statements that ran before', async () => {
  await using database = await openTestDatabase();
  const read = () => sql`select * from variable where name = ${'a'}`.execute(database.queries);
  await database.queries.insertInto('variable').values({ name: 'a', value: '1' }).execute();
  await read();
  await sql`alter table variable add column extra integer default 7`.execute(database.queries);
  const { rows } = await read();
  assert.deepEqual({ ...Object(rows[0]) }, { name: 'a', value: 1, extra: 7 });
});

test('many different statements can be made', async () => {
  await using database = await openTestDatabase();
  for (let width = 1; width <= 450; width++) {
    const list = Array.from({ length: width }, (_, index) => `v${index}`);
    await database.queries
      .selectFrom('variable')
      .select('name')
      .where('name', 'in', list)
      .execute();
  }
  assert.equal(database.statements(), 450);
});

test('a notification arrives when its transaction commits, and not when it is undone', async () => {
  await using database = await openTestDatabase();
  const heard: string[] = [];
  const stop = await database.listen('things', (payload) => heard.push(payload));
  await database
    .transaction(async (transaction) => {
      await database.notify(transaction, 'things', 'undone');
      throw new Error('stop');
    })
    .catch(() => {});
  await database.transaction((transaction) => database.notify(transaction, 'things', 'kept'));
  for (let tries = 0; heard.length === 0 && tries < 100; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.deepEqual(heard, ['kept']);
  await stop();
  await database.notify(database.queries, 'things', 'late');
  await database.ping();
  assert.deepEqual(heard, ['kept']);
});
