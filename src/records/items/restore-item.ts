import type { ItemId } from '#base';
import type { RequestContext } from '#grammar/access';
import { logSaved } from './create-item.ts';
import { checkStageIsWritable, type ItemDeps } from './item-deps.ts';
import { ItemNotAllowed, ItemNotFound } from './item-errors.ts';
import { mayDelete } from './item-policy.ts';
import { lockItem, setDeleted } from './item-store.ts';
import type { Item } from './item.ts';

/** Brings an item back from the trash, as it was. Who may delete it may bring it back. */
export async function restoreItem(deps: ItemDeps, ctx: RequestContext, id: ItemId): Promise<Item> {
  checkStageIsWritable(ctx);
  const restored = await deps.database.transaction(async (queries) => {
    const locked = await lockItem(queries, id);
    if (!locked?.item.deleted) throw new ItemNotFound();
    const { item } = locked;
    if (!mayDelete(ctx.actor, item))
      throw new ItemNotAllowed('restore', deps.types.get(item.type).name);
    await setDeleted(queries, id, null);
    return { ...item, deleted: null };
  });
  logSaved(ctx, 'item brought back', id, restored.type);
  return restored;
}
