import type { ItemId } from '#base';
import type { RequestContext } from '#grammar/access';
import { requireAccess } from './access/require-access.ts';
import { logSaved } from './create-item.ts';
import { checkStageIsWritable, inTransaction, type ItemDeps } from './item-deps.ts';
import { ItemNotAllowed, ItemNotFound } from './item-errors.ts';
import { administers } from './item-policy.ts';
import { lockItem, purgeItem as purgeRow } from './item-store.ts';
import { tellDeleted } from './life-cycle/tell-plugins.ts';

/** Ends an item that is in the trash, with all its revisions. There is no way back. */
export async function purgeItem(
  deps: ItemDeps,
  context: RequestContext,
  id: ItemId,
): Promise<void> {
  checkStageIsWritable(context);
  const type = await inTransaction(deps, context, undefined, async (queries, ctx) => {
    const locked = await lockItem(queries, id);
    if (!locked?.item.deleted) throw new ItemNotFound();
    const type = deps.types.get(locked.item.type);
    if (!administers(ctx.actor)) throw new ItemNotAllowed('end', type.name);
    await requireAccess(deps, queries, ctx, locked.item, { op: 'delete', verb: 'end' });
    await purgeRow(queries, id);
    await tellDeleted(deps, ctx, locked.item, { final: true });
    return type.type;
  });
  logSaved(context, 'item ended', id, type);
}
