import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Unavailable } from '#base';
import { sql } from 'kysely';
import { createEmbeddedDatabase } from './embedded-database.ts';
import { startEmbedded } from './embedded-session.ts';
import { readEmptyDatabase } from './empty-database/empty-database.ts';

async function startInMemory() {
  return startEmbedded({ folder: undefined, image: await readEmptyDatabase() });
}

test('a query beside the transaction that the same code holds open fails with the reason', async () => {
  await using database = createEmbeddedDatabase(await startInMemory(), { patience: 100 });
  const stuck = database.transaction(() => database.ping());
  await assert.rejects(stuck, { code: 'database.busy', message: /pass the transaction on/ });
  await database.ping();
});

test('requests have their turn in the order they came', async () => {
  await using database = createEmbeddedDatabase(await startInMemory());
  const order: number[] = [];
  const turn = async (number: number): Promise<void> => {
    await database.transaction(async (transaction) => {
      await sql`select ${number}::int`.execute(transaction);
      order.push(number);
      await sql`select ${number}::int`.execute(transaction);
    });
  };
  await Promise.all([1, 2, 3, 4, 5].map(turn));
  assert.deepEqual(order, [1, 2, 3, 4, 5]);
});

test('a transaction with a failed statement is not taken for committed', async () => {
  await using database = createEmbeddedDatabase(await startInMemory());
  const swallowed = database.transaction(async (transaction) => {
    await sql`select 1 / ${0}::int`.execute(transaction).catch(() => {});
  });
  await assert.rejects(swallowed, { name: 'AbortedTransactionError' });
  await database.ping();
});

test('a database whose thread has ended says so instead of leaving requests hanging', async () => {
  const session = await startInMemory();
  const database = createEmbeddedDatabase(session);
  await database.ping();
  await session.close();
  await assert.rejects(database.ping(), Unavailable);
  await database[Symbol.asyncDispose]();
});
