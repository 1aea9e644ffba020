import type { ItemId } from '#base';
import type { RequestContext } from '#grammar/access';
import { requireAccess } from './access/require-access.ts';
import { logSaved } from './create-item.ts';
import { inTransaction, type ItemDeps } from './item-deps.ts';
import { ItemIsStaged, ItemNotAllowed, ItemNotFound, ItemNotOwned } from './item-errors.ts';
import { administers } from './item-policy.ts';
import { lockItem, stagesOf } from './item-store.ts';
import { purgeItem as purgeRow } from './item-writes.ts';
import { tellDeleted } from './life-cycle/tell-plugins.ts';

/** Ends an item that is in the trash, with all its revisions. There is no way back. */
export async function purgeItem(
  deps: ItemDeps,
  context: RequestContext,
  id: ItemId,
): Promise<void> {
  const type = await inTransaction(deps, context, undefined, async (queries, ctx) => {
    const chain = await deps.stages.enter(queries, ctx);
    const locked = await lockItem(queries, chain, id);
    if (!locked?.item.deleted) throw new ItemNotFound();
    const type = deps.types.in(ctx).get(locked.item.type);
    if (!administers(ctx.actor)) throw new ItemNotAllowed('end', type.name);
    await requireAccess(deps, queries, ctx, locked.item, { op: 'delete', verb: 'end' });
    if (!locked.owned) throw new ItemNotOwned();
    const stages = await stagesOf(queries, id);
    if (stages.length > 0) throw new ItemIsStaged(stages);
    await purgeRow(queries, id);
    await tellDeleted(deps, ctx, locked.item, { final: true });
    return type.type;
  });
  logSaved(context, 'item ended', id, type);
}
