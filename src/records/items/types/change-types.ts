import { NotAllowed } from '#base';
import { can, type RequestContext } from '#grammar/access';
import type { Transaction } from '#platform/database';
import type { ItemDeps } from '../item-deps.ts';
import { lockTypes } from './item-type-store.ts';
import { tellTypesChanged } from './tell-types-changed.ts';
import type { TypeSet } from './type-set.ts';
import { createTypeWrites, type TypeWrites } from './type-writes.ts';

/** A change of types, in its transaction. */
export interface TypeChange {
  readonly queries: Transaction;
  /** The types as they are in the stage before it. */
  readonly types: TypeSet;
  readonly writes: TypeWrites;
}

/**
 * Runs a change of types in the stage of the context: alone, on the types as they are now, and known
 * to every kernel afterwards (this one before it returns).
 */
export async function changeTypes<Result>(
  deps: ItemDeps,
  ctx: RequestContext,
  work: (change: TypeChange) => Promise<Result>,
): Promise<Result> {
  checkMayChangeTypes(ctx);
  const result = await deps.database.transaction(async (queries) => {
    await deps.stages.enter(queries, ctx);
    await deps.types.ensure(queries, await lockTypes(queries));
    const types = deps.types.in(ctx);
    const result = await work({ queries, types, writes: createTypeWrites(deps, queries, ctx) });
    await tellTypesChanged(deps, queries);
    return result;
  });
  await deps.types.load(deps.database.queries);
  return result;
}

export function checkMayChangeTypes(ctx: RequestContext): void {
  if (!can(ctx.actor, 'administer content types'))
    throw new NotAllowed('item_type.not_allowed', 'Your account may not change item types.');
}
