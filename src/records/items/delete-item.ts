import type { ItemId, RevisionId } from '#base';
import type { RequestContext } from '#grammar/access';
import { requireAccess } from './access/require-access.ts';
import { logSaved } from './create-item.ts';
import { checkStageIsWritable, inTransaction, type ItemDeps } from './item-deps.ts';
import { ItemChanged, ItemNotFound } from './item-errors.ts';
import { lockItem, setDeleted } from './item-store.ts';
import type { Item } from './item.ts';
import { tellDeleted } from './life-cycle/tell-plugins.ts';
import { writeTermUses } from './term-index/term-index-store.ts';

/** Puts an item in the trash. With `base`, only if it is still as the actor saw it. */
export async function deleteItem(
  deps: ItemDeps,
  context: RequestContext,
  id: ItemId,
  base: RevisionId | 'current' = 'current',
): Promise<Item> {
  checkStageIsWritable(context);
  const deleted = await inTransaction(deps, context, undefined, async (queries, ctx) => {
    const locked = await lockItem(queries, id);
    if (!locked || locked.item.deleted) throw new ItemNotFound();
    const { item } = locked;
    await requireAccess(deps, queries, ctx, item, { op: 'delete', verb: 'delete' });
    if (base !== 'current' && base !== item.revisionId) throw new ItemChanged(item);
    const at = deps.clock.now();
    await setDeleted(queries, id, { at, by: ctx.actor.id });
    const trashed = { ...item, deleted: at };
    await writeTermUses(queries, [id], []);
    await tellDeleted(deps, ctx, trashed, { final: false });
    return trashed;
  });
  logSaved(context, 'item put in the trash', id, deleted.type);
  return deleted;
}
