import type { RequestContext } from '#grammar/access';
import type { Queries } from '#platform/database';
import type { ItemDeps } from '../item-deps.ts';
import { ItemNotAllowed, ItemNotFound } from '../item-errors.ts';
import type { Item } from '../item.ts';
import type { ItemType } from '../types/item-type.ts';
import type { ItemOperation } from './access-taps.ts';

/** What people call the operations that a mutation may be. */
type Verb = 'edit' | 'delete' | 'restore' | 'end';

/**
 * Throws `ItemNotFound` where the actor may not know of the item, and `ItemNotAllowed` where they
 * may not do `op`.
 */
export async function requireAccess(
  { access, types }: Pick<ItemDeps, 'access' | 'types'>,
  queries: Queries,
  ctx: RequestContext,
  item: Item,
  { op, verb }: { readonly op: Exclude<ItemOperation, 'view'>; readonly verb: Verb },
): Promise<void> {
  const [see, do_] = await access.decide(ctx, queries, [
    { op: 'view', item },
    { op, item },
  ]);
  if (see?.allowed !== true) throw new ItemNotFound();
  if (do_?.allowed !== true) throw new ItemNotAllowed(verb, types.in(ctx).get(item.type).name);
}

export async function requireCreate(
  { access }: Pick<ItemDeps, 'access'>,
  ctx: RequestContext,
  type: ItemType,
): Promise<void> {
  const [decision] = await access.decideCreate(ctx, [type.type]);
  if (decision?.allowed !== true) throw new ItemNotAllowed('create', type.name);
}
