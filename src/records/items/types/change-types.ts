import { NotAllowed } from '#base';
import { can, type RequestContext } from '#grammar/access';
import type { Queries } from '#platform/database';
import { requireLive } from '#records/stages';
import type { ItemDeps } from '../item-deps.ts';
import { lockTypes } from './item-type-store.ts';
import { TYPES_CHANNEL } from './type-registry.ts';

/**
 * Runs a change of types: alone, on the types as they are now, and known to every kernel
 * afterwards (this one before it returns).
 */
export async function changeTypes<Result>(
  deps: ItemDeps,
  ctx: RequestContext,
  work: (queries: Queries) => Promise<Result>,
): Promise<Result> {
  checkMayChangeTypes(ctx);
  requireLive(ctx, 'Item types and their fields are changed');
  const result = await deps.database.transaction(async (queries) => {
    const generation = await lockTypes(queries);
    await deps.types.ensure(queries, generation - 1);
    const result = await work(queries);
    await deps.database.notify(queries, TYPES_CHANNEL, '');
    return result;
  });
  await deps.types.load(deps.database.queries);
  return result;
}

export function checkMayChangeTypes(ctx: RequestContext): void {
  if (!can(ctx.actor, 'administer content types'))
    throw new NotAllowed('item_type.not_allowed', 'Your account may not change item types.');
}
