import type { RequestContext } from '#grammar/access';
import type { ItemDeps } from '../item-deps.ts';
import { ItemTypeConflict } from '../item-errors.ts';
import { changeTypes } from './change-types.ts';
import { getField } from './field-uses.ts';
import type { ItemType } from './item-type.ts';

/** Puts the fields of a type in this order; each must be named once. */
export async function orderFields(
  deps: ItemDeps,
  ctx: RequestContext,
  typeName: string,
  names: readonly string[],
): Promise<ItemType> {
  await changeTypes(deps, ctx, async ({ types, writes }) => {
    const { fields } = types.get(typeName);
    if (names.length !== fields.length || new Set(names).size !== names.length)
      throw new ItemTypeConflict(
        'item_type.fields_changed',
        'The fields of the type changed meanwhile. Look at them again first.',
      );
    for (const [weight, name] of names.entries())
      await writes.saveField(typeName, { ...getField(types, typeName, name), weight });
  });
  return deps.types.in(ctx).get(typeName);
}
