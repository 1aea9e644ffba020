import type { RequestContext } from '#grammar/access';
import type { ItemDeps } from '../item-deps.ts';
import { changeTypes } from './change-types.ts';
import { checkTypeInput, type ItemTypeInput } from './check-type-input.ts';
import type { ItemType } from './item-type.ts';

export async function updateItemType(
  deps: ItemDeps,
  ctx: RequestContext,
  type: string,
  input: ItemTypeInput,
): Promise<ItemType> {
  await changeTypes(deps, ctx, async ({ types, writes }) => {
    await writes.updateType(checkTypeInput(type, input, types.get(type)));
  });
  ctx.log.info({ type, actor: ctx.actor.id }, 'item type changed');
  return deps.types.in(ctx).get(type);
}
