import { sql } from 'kysely';
import type { Transaction } from './database.ts';

/**
 * A part of an open transaction that can fail on its own: what `work` throws takes back what
 * `work` did, and the transaction goes on. Parts may have parts, and are done one after the other.
 */
export async function inSavepoint<Result>(
  transaction: Transaction,
  work: () => Promise<Result>,
): Promise<Result> {
  await sql`savepoint part`.execute(transaction);
  try {
    const result = await work();
    await sql`release savepoint part`.execute(transaction);
    return result;
  } catch (error) {
    await sql`rollback to savepoint part`.execute(transaction);
    await sql`release savepoint part`.execute(transaction);
    throw error;
  }
}
