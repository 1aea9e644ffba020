import type { RequestContext } from '#grammar/access';
import type { ItemDeps } from '../item-deps.ts';
import { changeTypes } from './change-types.ts';
import { checkFieldInput, type FieldInput } from './check-field-input.ts';
import { convertEverywhere, type FieldChangeOptions } from './convert-items.ts';
import { isSameKind, refuseOtherKind, refuseStagedFields } from './fields-elsewhere.ts';
import { getField, usersOf } from './field-uses.ts';
import type { Field, ItemType } from './item-type.ts';
import { listSiteChoices } from './site-choices.ts';

/** Changes a field; refuses to lose values unless that was accepted. */
export async function updateField(
  deps: ItemDeps,
  ctx: RequestContext,
  typeName: string,
  name: string,
  input: FieldInput,
  options: FieldChangeOptions = {},
): Promise<ItemType> {
  await changeTypes(deps, ctx, async (change) => {
    const { types, writes } = change;
    const before = getField(types, typeName, name);
    const site = await listSiteChoices(deps, ctx.stage, change.queries);
    const after = checkFieldInput(
      deps.fieldTypes,
      name,
      input,
      before,
      undefined,
      before.weight,
      site,
    );
    if (!isSameKind(before, after)) {
      const users = usersOf(types, name).map(({ type }) => type);
      refuseStagedFields(deps, ctx, users, before);
      refuseOtherKind(deps, ctx, after);
    }
    await convertEverywhere(deps, change, ctx, before, after, options.acceptLoss === true);
    await writes.saveField(typeName, after);
    if (before.fieldType !== after.fieldType)
      for (const user of usersOf(types, name))
        if (user.type !== typeName) await writes.saveField(user.type, retyped(user.field, after));
  });
  ctx.log.info({ type: typeName, field: name, actor: ctx.actor.id }, 'field changed');
  return deps.types.in(ctx).get(typeName);
}

/** Another type's use of a field whose field type changed: its widget and formatter no longer fit. */
function retyped(use: Field, after: Field): Field {
  return {
    ...after,
    label: use.label,
    help: use.help,
    required: use.required,
    weight: use.weight,
    formatter: { ...after.formatter, label: use.formatter.label, teaser: use.formatter.teaser },
  };
}
