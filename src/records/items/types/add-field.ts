import type { RequestContext } from '#grammar/access';
import type { ItemDeps } from '../item-deps.ts';
import { ItemTypeConflict } from '../item-errors.ts';
import { changeTypes } from './change-types.ts';
import { checkFieldInput, type FieldInput } from './check-field-input.ts';
import { convertEverywhere } from './convert-items.ts';
import { refuseOtherKind } from './fields-elsewhere.ts';
import { usersOf } from './field-uses.ts';
import type { ItemType } from './item-type.ts';
import { listSiteChoices } from './site-choices.ts';

/** Adds a field to a type: a new one, or one that another type has already. */
export async function addField(
  deps: ItemDeps,
  ctx: RequestContext,
  typeName: string,
  name: unknown,
  input: FieldInput,
): Promise<ItemType> {
  await changeTypes(deps, ctx, async (change) => {
    const { types, queries, writes } = change;
    const type = types.get(typeName);
    if (type.fields.some((field) => field.name === name))
      throw new ItemTypeConflict(
        'item_type.field_exists',
        `${type.name} has a field “${String(name)}” already.`,
      );
    const weight = Math.max(-1, ...type.fields.map((field) => field.weight)) + 1;
    const shared = usersOf(types, String(name))[0]?.field;
    const site = await listSiteChoices(deps, ctx.stage, queries);
    const field = checkFieldInput(deps.fieldTypes, name, input, undefined, shared, weight, site);
    refuseOtherKind(deps, ctx, field);
    if (shared) await convertEverywhere(deps, change, ctx, shared, field, false);
    await writes.saveField(typeName, field);
  });
  ctx.log.info({ type: typeName, field: name, actor: ctx.actor.id }, 'field added');
  return deps.types.in(ctx).get(typeName);
}
