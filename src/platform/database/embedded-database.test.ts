import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Unavailable } from '#base';
import { sql } from 'kysely';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
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

test('nothing of what was answered is kept', async () => {
  await using database = createEmbeddedDatabase(await startInMemory());
  const before = heapOfThreads();
  for (let i = 0; i < 500; i++)
    await sql`select repeat('x', 100000) as text`.execute(database.queries);
  const grown = (heapOfThreads() - before) / 2 ** 20;
  assert.ok(grown < 20, `${Math.round(grown)} MiB of 48 are kept`);
});

/** Bytes of JavaScript that the threads of this process hold. */
function heapOfThreads(): number {
  const report: unknown = process.report.getReport();
  const { workers } = Value.Parse(threads, report);
  return workers.reduce((sum, { javascriptHeap }) => sum + javascriptHeap.usedMemory, 0);
}

const threads = Type.Object({
  workers: Type.Array(Type.Object({ javascriptHeap: Type.Object({ usedMemory: Type.Number() }) })),
});
