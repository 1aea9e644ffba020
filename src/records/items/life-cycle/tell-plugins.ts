import type { RequestContext } from '#grammar/access';
import type { Transaction } from '#platform/database';
import type { ItemDeps } from '../item-deps.ts';
import { listStageChain } from '#records/stages';
import { findItem } from '../item-store.ts';
import type { Item } from '../item.ts';
import { tappedItem } from '../tapped-item.ts';
import { type ChangeCause, itemDelete, itemInsert, itemUpdate } from './life-cycle-taps.ts';

type TellDeps = Pick<ItemDeps, 'taps'>;

/** Tells plugins of a new item, in its transaction; answers it with what they made of it. */
export async function tellCreated(
  { taps }: TellDeps,
  queries: Transaction,
  ctx: RequestContext,
  item: Item,
): Promise<Item> {
  if (!taps.has(itemInsert)) return item;
  await taps.ask(ctx, itemInsert, [{ item: tappedItem(item) }]);
  return again(queries, ctx, item);
}

/** Tells plugins of a change, in its transaction; answers the item with what they made of it. */
export async function tellChanged(
  { taps }: TellDeps,
  queries: Transaction,
  ctx: RequestContext,
  changed: { readonly before: Item; readonly item: Item; readonly cause: ChangeCause },
): Promise<Item> {
  const { before, item, cause } = changed;
  if (!taps.has(itemUpdate)) return item;
  await taps.ask(ctx, itemUpdate, [{ item: tappedItem(item), before: tappedItem(before), cause }]);
  return again(queries, ctx, item);
}

/** Tells plugins of several changes at once. */
export async function tellChangedAll(
  { taps }: TellDeps,
  ctx: RequestContext,
  changed: readonly { readonly before: Item; readonly item: Item }[],
  cause: ChangeCause,
): Promise<void> {
  if (changed.length === 0 || !taps.has(itemUpdate)) return;
  await taps.ask(
    ctx,
    itemUpdate,
    changed.map(({ before, item }) => ({
      item: tappedItem(item),
      before: tappedItem(before),
      cause,
    })),
  );
}

/** Tells plugins that an item is in the trash now or, `final`, that it has ended. */
export async function tellDeleted(
  { taps }: TellDeps,
  ctx: RequestContext,
  item: Item,
  { final }: { readonly final: boolean },
): Promise<void> {
  if (taps.has(itemDelete)) await taps.ask(ctx, itemDelete, [{ item: tappedItem(item), final }]);
}

/** A plugin may have saved it once more. */
async function again(queries: Transaction, ctx: RequestContext, item: Item): Promise<Item> {
  const chain = await listStageChain(queries, ctx.stage);
  return (await findItem(queries, chain, item.id)) ?? item;
}
