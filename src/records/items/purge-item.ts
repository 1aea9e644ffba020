import type { ItemId } from '#base';
import type { RequestContext } from '#grammar/access';
import { logSaved } from './create-item.ts';
import { checkStageIsWritable, type ItemDeps } from './item-deps.ts';
import { ItemNotAllowed, ItemNotFound } from './item-errors.ts';
import { administers } from './item-policy.ts';
import { lockItem, purgeItem as purgeRow } from './item-store.ts';

/** Ends an item that is in the trash, with all its revisions. There is no way back. */
export async function purgeItem(deps: ItemDeps, ctx: RequestContext, id: ItemId): Promise<void> {
  checkStageIsWritable(ctx);
  const type = await deps.database.transaction(async (queries) => {
    const locked = await lockItem(queries, id);
    if (!locked?.item.deleted) throw new ItemNotFound();
    const type = deps.types.get(locked.item.type);
    if (!administers(ctx.actor)) throw new ItemNotAllowed('end', type.name);
    await purgeRow(queries, id);
    return type.type;
  });
  logSaved(ctx, 'item ended', id, type);
}
