import type { RequestContext } from '#grammar/access';
import type { ItemDeps } from '../item-deps.ts';
import { ItemTypeExists } from '../item-errors.ts';
import { changeTypes } from './change-types.ts';
import { checkTypeInput, type ItemTypeInput } from './check-type-input.ts';
import type { ItemType } from './item-type.ts';

export async function createItemType(
  deps: ItemDeps,
  ctx: RequestContext,
  name: unknown,
  input: ItemTypeInput,
): Promise<ItemType> {
  const created = await changeTypes(deps, ctx, async ({ types, writes }) => {
    const type = checkTypeInput(name, input, undefined);
    if (types.find(type.type)) throw new ItemTypeExists(type.type);
    await writes.createType(type);
    return type.type;
  });
  ctx.log.info({ type: created, actor: ctx.actor.id }, 'item type created');
  return deps.types.in(ctx).get(created);
}
