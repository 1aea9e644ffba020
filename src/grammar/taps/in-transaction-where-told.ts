import { inTransaction, queriesOf, type RequestContext } from '#grammar/access';
import type { Database, Queries } from '#platform/database';
import type { Taps } from './taps.ts';

/**
 * Does a change that is one statement. Where plugins are told of it by `tap`, both are in one
 * transaction; where nobody is, it costs no statement more.
 */
export async function inTransactionWhereTold<Result>(
  { database, taps }: { readonly database: Database; readonly taps: Taps },
  ctx: RequestContext,
  tap: { readonly name: string },
  work: (queries: Queries, ctx: RequestContext) => Promise<Result>,
): Promise<Result> {
  return taps.has(tap) ? inTransaction(database, ctx, work) : work(queriesOf(database, ctx), ctx);
}
