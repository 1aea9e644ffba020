import type { ItemId } from '#base';
import type { RequestContext } from '#grammar/access';
import { requireAccess } from './access/require-access.ts';
import { logSaved } from './create-item.ts';
import { inTransaction, type ItemDeps } from './item-deps.ts';
import { ItemNotFound } from './item-errors.ts';
import { lockItem } from './item-store.ts';
import { setDeleted } from './item-writes.ts';
import type { Item } from './item.ts';
import { tellChanged } from './life-cycle/tell-plugins.ts';
import { keepTerms } from './term-index/keep-terms.ts';

/** Brings an item back from the trash, as it was. Who may delete it may bring it back. */
export async function restoreItem(
  deps: ItemDeps,
  context: RequestContext,
  id: ItemId,
  type?: string,
): Promise<Item> {
  const restored = await inTransaction(deps, context, undefined, async (queries, ctx) => {
    const chain = await deps.stages.enter(queries, ctx);
    const locked = await lockItem(queries, chain, id);
    if (!locked?.item.deleted) throw new ItemNotFound();
    if (type !== undefined && type !== locked.item.type) throw new ItemNotFound();
    await deps.types.ensure(queries, locked.generation);
    const { item } = locked;
    await requireAccess(deps, queries, ctx, item, { op: 'delete', verb: 'restore' });
    await setDeleted(queries, ctx.stage, locked, null);
    const back = { ...item, deleted: null };
    if (locked.owned) await keepTerms(deps, queries, undefined, back);
    return tellChanged(deps, queries, ctx, { before: item, item: back, cause: 'restored' });
  });
  logSaved(context, 'item brought back', id, restored.type);
  return restored;
}
