import type { RequestContext } from '#grammar/access';
import { checkFieldInput, type FieldInput } from './check-field-input.ts';
import { convertValues } from './field-change.ts';
import { holdersOf, rewriteFields } from './field-change-store.ts';
import type { ItemDeps } from './item-deps.ts';
import { FieldNotFound, ItemTypeConflict } from './item-errors.ts';
import type { Field, ItemType } from './item-type.ts';
import { removeFieldRows, saveFieldRows } from './item-type-store.ts';
import type { Queries } from '#platform/database';
import { type FieldChangePlan, planFieldChange, touchesValues } from './plan-field-change.ts';
import { changeTypes } from './save-item-type.ts';

/** Whether a change that loses values is made all the same; only said after its plan was shown. */
export interface FieldChangeOptions {
  readonly acceptLoss?: boolean;
}

/** Adds a field to a type: a new one, or one that another type has already. */
export async function addField(
  deps: ItemDeps,
  ctx: RequestContext,
  typeName: string,
  name: unknown,
  input: FieldInput,
): Promise<ItemType> {
  await changeTypes(deps, ctx, async (queries) => {
    const type = deps.types.get(typeName);
    if (type.fields.some((field) => field.name === name))
      throw new ItemTypeConflict(
        'item_type.field_exists',
        `${type.name} has a field “${String(name)}” already.`,
      );
    const weight = Math.max(-1, ...type.fields.map((field) => field.weight)) + 1;
    const shared = usersOf(deps, String(name))[0]?.field;
    const field = checkFieldInput(deps.fieldTypes, name, input, undefined, shared, weight);
    if (shared) await convertAll(deps, queries, ctx, shared, field, false);
    await saveFieldRows(queries, typeName, field);
  });
  ctx.log.info({ type: typeName, field: name, actor: ctx.actor.id }, 'field added');
  return deps.types.get(typeName);
}

/** Changes a field; refuses to lose values unless that was accepted. */
export async function updateField(
  deps: ItemDeps,
  ctx: RequestContext,
  typeName: string,
  name: string,
  input: FieldInput,
  options: FieldChangeOptions = {},
): Promise<ItemType> {
  await changeTypes(deps, ctx, async (queries) => {
    const before = getField(deps, typeName, name);
    const after = checkFieldInput(deps.fieldTypes, name, input, before, undefined, before.weight);
    await convertAll(deps, queries, ctx, before, after, options.acceptLoss === true);
    await saveFieldRows(queries, typeName, after);
    if (before.fieldType !== after.fieldType)
      for (const user of usersOf(deps, name))
        if (user.type !== typeName)
          await saveFieldRows(queries, user.type, retyped(user.field, after));
  });
  ctx.log.info({ type: typeName, field: name, actor: ctx.actor.id }, 'field changed');
  return deps.types.get(typeName);
}

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
    await convert(deps, queries, ctx, [typeName], before, undefined, options.acceptLoss === true);
    await removeFieldRows(queries, typeName, name);
  });
  ctx.log.info({ type: typeName, field: name, actor: ctx.actor.id }, 'field taken away');
  return deps.types.get(typeName);
}

/** Puts the fields of a type in this order; each must be named once. */
export async function orderFields(
  deps: ItemDeps,
  ctx: RequestContext,
  typeName: string,
  names: readonly string[],
): Promise<ItemType> {
  await changeTypes(deps, ctx, async (queries) => {
    const { fields } = deps.types.get(typeName);
    if (names.length !== fields.length || new Set(names).size !== names.length)
      throw new ItemTypeConflict(
        'item_type.fields_changed',
        'The fields of the type changed meanwhile. Look at them again first.',
      );
    for (const [weight, name] of names.entries())
      await saveFieldRows(queries, typeName, { ...getField(deps, typeName, name), weight });
  });
  return deps.types.get(typeName);
}

/** What changing the field by `input` (undefined: taking it away) would do to the content. */
export async function planField(
  deps: ItemDeps,
  ctx: RequestContext,
  typeName: string,
  name: string,
  input: FieldInput | undefined,
): Promise<FieldChangePlan> {
  const before = getField(deps, typeName, name);
  const after =
    input && checkFieldInput(deps.fieldTypes, name, input, before, undefined, before.weight);
  const types = after ? usersOf(deps, name).map((user) => user.type) : [typeName];
  if (after && !touchesValues(before, after))
    return { types, holding: 0, rewritten: 0, losing: 0, examples: [] };
  return planFieldChange(deps, deps.database.queries, ctx, types, before, after);
}

function getField(deps: ItemDeps, typeName: string, name: string): Field {
  const field = deps.types.get(typeName).fields.find((each) => each.name === name);
  if (!field) throw new FieldNotFound(typeName, name);
  return field;
}

/** The types that use the field of this name, with it. */
function usersOf(deps: ItemDeps, name: string): readonly { type: string; field: Field }[] {
  return deps.types.list().flatMap((type) => {
    const field = type.fields.find((each) => each.name === name);
    return field ? [{ type: type.type, field }] : [];
  });
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

/** Converts the values in every type that uses the field, since its settings are theirs too. */
async function convertAll(
  deps: ItemDeps,
  queries: Queries,
  ctx: RequestContext,
  before: Field,
  after: Field,
  acceptLoss: boolean,
): Promise<void> {
  if (!touchesValues(before, after)) return;
  const types = usersOf(deps, before.name).map((user) => user.type);
  await convert(deps, queries, ctx, types, before, after, acceptLoss);
}

async function convert(
  deps: ItemDeps,
  queries: Queries,
  ctx: RequestContext,
  types: readonly string[],
  before: Field,
  after: Field | undefined,
  acceptLoss: boolean,
): Promise<void> {
  const plan = await planFieldChange(deps, queries, ctx, types, before, after);
  if (plan.losing > 0 && !acceptLoss)
    throw new ItemTypeConflict(
      'item_type.would_lose_values',
      `${plan.losing} of ${plan.holding} items would lose a value of “${before.label}”. Look at the plan, then confirm it.`,
    );
  if (plan.rewritten === 0) return;
  const by = {
    author: ctx.actor.id,
    at: deps.clock.now(),
    log: after ? `Field “${before.label}” changed` : `Field “${before.label}” taken away`,
    field: before.name,
  };
  for (const type of types)
    for await (const holders of holdersOf(queries, type, before.name)) {
      const changes = holders.flatMap((holder) => {
        const { [before.name]: stored, ...others } = holder.fields;
        if (stored === undefined) return [];
        const { value, changed } = convertValues(deps.fieldTypes, ctx, before, after, stored);
        const fields = value === undefined ? others : { ...others, [before.name]: value };
        return changed ? [{ id: holder.id, fields }] : [];
      });
      await rewriteFields(queries, changes, by);
    }
}
