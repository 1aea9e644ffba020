import type { ItemId, RevisionId } from '#base';
import type { RequestContext } from '#grammar/access';
import { requireAccess } from './access/require-access.ts';
import { logSaved } from './create-item.ts';
import { inTransaction, type ItemDeps } from './item-deps.ts';
import { ItemChanged, ItemNotFound } from './item-errors.ts';
import { lockItem } from './item-store.ts';
import { setDeleted } from './item-writes.ts';
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
  const deleted = await inTransaction(deps, context, undefined, async (queries, ctx) => {
    const chain = await deps.stages.enter(queries, ctx);
    const locked = await lockItem(queries, chain, id);
    if (!locked || locked.item.deleted) throw new ItemNotFound();
    const { item } = locked;
    await requireAccess(deps, queries, ctx, item, { op: 'delete', verb: 'delete' });
    if (base !== 'current' && base !== item.revisionId) throw new ItemChanged(item);
    const at = deps.clock.now();
    await setDeleted(queries, ctx.stage, locked, { at, by: ctx.actor.id });
    const trashed = { ...item, deleted: at };
    if (locked.owned) await writeTermUses(queries, [id], []);
    await tellDeleted(deps, ctx, trashed, { final: false });
    return trashed;
  });
  logSaved(context, 'item put in the trash', id, deleted.type);
  return deleted;
}
