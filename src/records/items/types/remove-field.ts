import type { RequestContext } from '#grammar/access';
import type { ItemDeps } from '../item-deps.ts';
import { changeTypes } from './change-types.ts';
import { convertItems, type FieldChangeOptions } from './convert-items.ts';
import { getField } from './field-uses.ts';
import type { ItemType } from './item-type.ts';
import { removeFieldRows } from './item-type-store.ts';

/** Takes a field and its values off a type; old revisions keep the values. */
export async function removeField(
  deps: ItemDeps,
  ctx: RequestContext,
  typeName: string,
  name: string,
  options: FieldChangeOptions = {},
): Promise<ItemType> {
  await changeTypes(deps, ctx, async (queries) => {
    const before = getField(deps, typeName, name);
    await convertItems(
      deps,
      queries,
      ctx,
      [typeName],
      before,
      undefined,
      options.acceptLoss === true,
    );
    await removeFieldRows(queries, typeName, name);
  });
  ctx.log.info({ type: typeName, field: name, actor: ctx.actor.id }, 'field taken away');
  return deps.types.get(typeName);
}
