import { type Database, inSavepoint, type Queries, type Transaction } from '#platform/database';
import type { RequestContext } from './request-context.ts';

/**
 * Does `work` in one transaction; what it throws takes back all that it did. Where the context is
 * part of a transaction already, `work` becomes a part of that one: a second would wait for the
 * first for ever on the embedded database, which has one connection. `work` is given the context
 * that others are to be asked with from inside.
 */
export async function inTransaction<Result>(
  database: Database,
  ctx: RequestContext,
  work: (transaction: Transaction, ctx: RequestContext) => Promise<Result>,
): Promise<Result> {
  const { transaction } = ctx;
  if (transaction) return inSavepoint(transaction, () => work(transaction, ctx));
  return database.transaction((opened) => work(opened, withTransaction(ctx, opened)));
}

/** The same request, as part of `transaction`. */
export function withTransaction(ctx: RequestContext, transaction: Transaction): RequestContext {
  return { ...ctx, transaction, origin: ctx.origin ?? ctx };
}

/** What to read and write through in this context. */
export function queriesOf(database: Database, ctx: RequestContext): Queries {
  return ctx.transaction ?? database.queries;
}
