import type { RequestContext } from '#grammar/access';
import type { ItemDeps } from '../item-deps.ts';
import { checkMayChangeTypes } from './change-types.ts';
import { checkFieldInput, type FieldInput } from './check-field-input.ts';
import { getField, usersOf } from './field-uses.ts';
import { type FieldChangePlan, planValues, touchesValues } from './plan-values.ts';
import { listSiteChoices } from './site-choices.ts';

/** What changing the field by `input` (undefined: taking it away) would do to the content. */
export async function planField(
  deps: ItemDeps,
  ctx: RequestContext,
  typeName: string,
  name: string,
  input: FieldInput | undefined,
): Promise<FieldChangePlan> {
  checkMayChangeTypes(ctx);
  const set = deps.types.in(ctx);
  const before = getField(set, typeName, name);
  const { fieldTypes } = deps;
  const site = await listSiteChoices(deps, ctx.stage);
  const after =
    input && checkFieldInput(fieldTypes, name, input, before, undefined, before.weight, site);
  const types = after ? usersOf(set, name).map((user) => user.type) : [typeName];
  if (after && !touchesValues(before, after))
    return { types, holding: 0, rewritten: 0, losing: 0, examples: [] };
  return planValues(deps, deps.database.queries, ctx, types, before, after);
}
