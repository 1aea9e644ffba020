import type { Clock } from '#base';
import { inTransaction as inContext, type RequestContext, withTransaction } from '#grammar/access';
import type { FieldTypes, ReferenceTargets } from '#grammar/fields';
import type { TextFormats } from '#grammar/formats';
import type { Taps } from '#grammar/taps';
import type { Database, Queries, Transaction } from '#platform/database';
import type { Stages } from '#records/stages';
import type { FieldAccess } from './access/field-access.ts';
import type { ItemAccess } from './access/item-access.ts';
import { holdTypes } from './types/item-type-store.ts';
import type { TypeRegistry } from './types/type-registry.ts';

/** What the operations of this room work with. */
export interface ItemDeps {
  readonly database: Database;
  readonly types: TypeRegistry;
  readonly fieldTypes: FieldTypes;
  readonly references: ReferenceTargets;
  /** The text formats, and which of them an actor may write in. */
  readonly formats: Pick<TextFormats, 'all' | 'list' | 'locks'>;
  readonly stages: Pick<Stages, 'enter' | 'register' | 'documents' | 'chain'>;
  readonly clock: Clock;
  readonly taps: Taps;
  /** Who may do what with items, and with which of their fields. */
  readonly access: ItemAccess;
  readonly fieldAccess: FieldAccess;
}

/**
 * Runs `work` in the transaction `given` if there is one: who gave it takes back what is left of a
 * failure. Else as a part of the context's transaction, else in one of its own.
 */
export async function inTransaction<Result>(
  deps: ItemDeps,
  ctx: RequestContext,
  given: Transaction | undefined,
  work: (queries: Transaction, ctx: RequestContext) => Promise<Result>,
): Promise<Result> {
  if (given) return work(given, withTransaction(ctx, given));
  try {
    return await inContext(deps.database, ctx, work);
  } catch (error) {
    // A part that is taken back lets go of what it held.
    if (ctx.transaction) holding.delete(ctx.transaction);
    throw error;
  }
}

/** Transactions that hold the types already. */
const holding = new WeakSet<Queries>();

/**
 * Until the transaction ends nobody changes a type, and ours are those of the database. Imports
 * save a hundred items in one transaction: it is asked for the first of them only.
 */
export async function holdCurrentTypes(deps: ItemDeps, queries: Queries): Promise<void> {
  if (holding.has(queries)) return;
  const held = await holdTypes(queries).executeTakeFirstOrThrow();
  await deps.types.ensure(queries, held.generation);
  holding.add(queries);
}
