import type { ItemId, RevisionId } from '#base';
import type { RequestContext } from '#grammar/access';
import { logSaved } from './create-item.ts';
import { checkStageIsWritable, type ItemDeps } from './item-deps.ts';
import { ItemChanged, ItemNotAllowed, ItemNotFound } from './item-errors.ts';
import { mayDelete, mayView } from './item-policy.ts';
import { lockItem, setDeleted } from './item-store.ts';
import type { Item } from './item.ts';

/** Puts an item in the trash. With `base`, only if it is still as the actor saw it. */
export async function deleteItem(
  deps: ItemDeps,
  ctx: RequestContext,
  id: ItemId,
  base: RevisionId | 'current' = 'current',
): Promise<Item> {
  checkStageIsWritable(ctx);
  const deleted = await deps.database.transaction(async (queries) => {
    const locked = await lockItem(queries, id);
    if (!locked || locked.item.deleted || !mayView(ctx.actor, locked.item))
      throw new ItemNotFound();
    const { item } = locked;
    if (!mayDelete(ctx.actor, item))
      throw new ItemNotAllowed('delete', deps.types.get(item.type).name);
    if (base !== 'current' && base !== item.revisionId) throw new ItemChanged(item);
    const at = deps.clock.now();
    await setDeleted(queries, id, { at, by: ctx.actor.id });
    return { ...item, deleted: at };
  });
  logSaved(ctx, 'item put in the trash', id, deleted.type);
  return deleted;
}
