import type { RequestContext } from '#grammar/access';
import type { ItemDeps } from '../item-deps.ts';
import { ItemTypeConflict } from '../item-errors.ts';
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
    if (types.find(type.type))
      throw new ItemTypeConflict(
        'item_type.exists',
        `There is a type “${type.type}” already. Take another name.`,
      );
    await writes.saveType(type);
    return type.type;
  });
  ctx.log.info({ type: created, actor: ctx.actor.id }, 'item type created');
  return deps.types.in(ctx.stage).get(created);
}
