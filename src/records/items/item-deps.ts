import type { Clock } from '#base';
import type { RequestContext } from '#grammar/access';
import type { FieldTypes, ReferenceTargets } from '#grammar/fields';
import type { TextFormats } from '#grammar/formats';
import type { Database, Queries } from '#platform/database';
import { LIVE } from '#base';
import { StageNotWritable } from './item-errors.ts';
import { currentGeneration, holdTypes } from './types/item-type-store.ts';
import type { TypeRegistry } from './types/type-registry.ts';

/** What the operations of this room work with. */
export interface ItemDeps {
  readonly database: Database;
  readonly types: TypeRegistry;
  readonly fieldTypes: FieldTypes;
  readonly references: ReferenceTargets;
  /** Which text formats an actor may write in. */
  readonly formats: Pick<TextFormats, 'list'>;
  readonly clock: Clock;
}

/** Runs `work` in the caller's transaction if it has one, else in one of its own. */
export async function inTransaction<Result>(
  deps: ItemDeps,
  queries: Queries | undefined,
  work: (queries: Queries) => Promise<Result>,
): Promise<Result> {
  return queries ? work(queries) : deps.database.transaction(work);
}

/** Transactions that hold the types already. */
const holding = new WeakSet<Queries>();

/**
 * Until the transaction ends nobody changes a type, and ours are those of the database. Imports
 * save a hundred items in one transaction: it is asked for the first of them only.
 */
export async function holdCurrentTypes(deps: ItemDeps, queries: Queries): Promise<void> {
  if (holding.has(queries)) return;
  await holdTypes(queries);
  await deps.types.ensure(queries, await currentGeneration(queries));
  holding.add(queries);
}

/** Content is written in live only, as long as stages cannot be written. */
export function checkStageIsWritable(ctx: RequestContext): void {
  if (ctx.stage !== LIVE) throw new StageNotWritable();
}
