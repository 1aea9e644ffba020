import { inTransaction, type RequestContext, withTransaction } from '#grammar/access';
import type { Taps } from '#grammar/taps';
import type { Database, Transaction } from '#platform/database';

/** What changes of terms work with. */
export interface CategoryDeps {
  readonly database: Database;
  readonly taps: Taps;
}

/** Does a change in one transaction: `given`, where there is one. */
export async function changeTerms<Result>(
  { database }: CategoryDeps,
  ctx: RequestContext,
  given: Transaction | undefined,
  work: (queries: Transaction, ctx: RequestContext) => Promise<Result>,
): Promise<Result> {
  return given ? work(given, withTransaction(ctx, given)) : inTransaction(database, ctx, work);
}
