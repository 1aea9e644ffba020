import type { RequestContext } from '#grammar/access';
import type { ItemDeps } from '../item-deps.ts';
import { changeTypes } from './change-types.ts';
import { convertItems, type FieldChangeOptions } from './convert-items.ts';
import { getField } from './field-uses.ts';
import type { ItemType } from './item-type.ts';

/** Takes a field and its values off a type; old revisions keep the values. */
export async function removeField(
  deps: ItemDeps,
  ctx: RequestContext,
  typeName: string,
  name: string,
  options: FieldChangeOptions = {},
): Promise<ItemType> {
  await changeTypes(deps, ctx, async (change) => {
    const before = getField(change.types, typeName, name);
    await convertItems(
      deps,
      change,
      ctx,
      [typeName],
      before,
      undefined,
      options.acceptLoss === true,
    );
    await change.writes.removeField(typeName, name);
  });
  ctx.log.info({ type: typeName, field: name, actor: ctx.actor.id }, 'field taken away');
  return deps.types.in(ctx).get(typeName);
}
