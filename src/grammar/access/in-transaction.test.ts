import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Database, Transaction } from '#platform/database';
import { openTestDatabase } from '../../../test/support/database.ts';
import { inTransaction, queriesOf } from './in-transaction.ts';
import { type RequestContext, systemContext } from './request-context.ts';

let database: Database;
before(async () => {
  database = await openTestDatabase();
});
after(() => database[Symbol.asyncDispose]());

const keep = (ctx: RequestContext, name: string) =>
  queriesOf(database, ctx)
    .insertInto('plugin_variable')
    .values({ plugin: 'test', name, value: '1' })
    .execute();
const kept = async () =>
  (await database.queries.selectFrom('plugin_variable').select('name').execute()).map(
    ({ name }) => name,
  );

test('what is done inside of a transaction is taken back with it', async () => {
  const ended = inTransaction(database, systemContext(), async (_, ctx) => {
    await inTransaction(database, ctx, (_inner, inner) => keep(inner, 'inner'));
    throw new Error('no');
  });
  await assert.rejects(ended, /no/);
  assert.deepEqual(await kept(), []);
});

test('a part that fails, even by a statement, leaves the rest as it is', async () => {
  await inTransaction(database, systemContext(), async (_, ctx) => {
    await keep(ctx, 'before');
    const twice = inTransaction(database, ctx, async (_inner, inner) => {
      await keep(inner, 'part');
      await inTransaction(database, inner, () => keep(inner, 'within'));
      await keep(inner, 'part');
    });
    await assert.rejects(twice, /plugin_variable/);
    await keep(ctx, 'after');
  });
  assert.deepEqual((await kept()).toSorted(), ['after', 'before']);
});

test('a statement that comes after the end of its transaction is not sent', async () => {
  let late: Transaction | undefined;
  await inTransaction(database, systemContext(), async (transaction) => {
    late = transaction;
  });
  await assert.rejects(
    async () => late?.selectFrom('plugin_variable').select('name').execute(),
    /already committed/,
  );
});
