import { type JsonObject, sameJson } from '#base';
import type { RequestContext } from '#grammar/access';
import type { FieldDefinition, FieldValues } from './field-definition.ts';
import type { FieldTypes } from './field-type.ts';

/** What a change of a field makes of the values of one record. */
export interface ConvertedValues {
  /** undefined: nothing is left. */
  readonly value: FieldValues[string] | undefined;
  readonly changed: boolean;
  /** Why values are lost, one sentence each. */
  readonly lost: readonly string[];
}

/** Which field it was, and which it is. */
export interface FieldChange {
  readonly before: FieldDefinition;
  /** undefined: it is taken away. */
  readonly after: FieldDefinition | undefined;
}

/**
 * The values of one record after its field changes. A value of another field type goes by way of
 * its plain text; what the new definition refuses is lost. What is required is not asked for: a
 * change of a field cannot enter it.
 */
export function convertValues(
  fieldTypes: FieldTypes,
  ctx: RequestContext,
  { before, after }: FieldChange,
  stored: FieldValues[string],
): ConvertedValues {
  const values: readonly JsonObject[] = Array.isArray(stored) ? stored : [stored];
  if (!after)
    return { value: undefined, changed: true, lost: values.map(() => 'The field is taken away.') };
  const to = fieldTypes.get(after.fieldType);
  const converted = values.map((value) => convertValue(fieldTypes, ctx, { before, after }, value));
  const lost = converted.flatMap((one) => one.lost);
  const kept = converted.flatMap(({ value }) => (value && !to.isEmpty(value) ? [value] : []));
  const limit = after.cardinality === -1 ? kept.length : after.cardinality;
  if (kept.length > limit) lost.push(`${kept.length} values, and only ${limit} can be kept.`);
  const within = kept.slice(0, limit);
  const value = after.cardinality === 1 ? within[0] : within.length > 0 ? within : undefined;
  return { value, changed: !sameJson(value, stored), lost };
}

interface ConvertedValue {
  readonly value?: JsonObject;
  readonly lost: readonly string[];
}

function convertValue(
  fieldTypes: FieldTypes,
  ctx: RequestContext,
  { before, after }: { readonly before: FieldDefinition; readonly after: FieldDefinition },
  value: JsonObject,
): ConvertedValue {
  const from = fieldTypes.get(before.fieldType);
  const to = fieldTypes.get(after.fieldType);
  const isOfType = from.name === to.name;
  if (isOfType && to.convert)
    return to.convert(value, { ctx, before: before.settings, after: after.settings });
  const view = { ctx, settings: before.settings, resolve: () => undefined };
  const input = isOfType ? value : to.fromText(from.toText(value, view), after.settings);
  const checked = to.validate(input, after.settings);
  if (checked.ok) return { value: checked.value, lost: [] };
  return { lost: [checked.problems.map((problem) => problem.message).join('; ')] };
}
