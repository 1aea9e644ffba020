import type { Queries, Transaction } from '#platform/database';

/** How often something was published or taken back. */
export async function readTurn(queries: Queries): Promise<number> {
  const row = await queries.selectFrom('stage_turn').select('n').executeTakeFirst();
  return row?.n ?? 0;
}

/** Once more, when the transaction is committed. Who publishes at the same moment waits for that. */
export async function takeTurn(transaction: Transaction): Promise<void> {
  await transaction
    .updateTable('stage_turn')
    .set((turn) => ({ n: turn('n', '+', 1) }))
    .execute();
}
