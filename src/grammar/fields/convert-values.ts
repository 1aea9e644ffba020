import { type JsonObject, sameJson } from '#base';
import type { RequestContext } from '#grammar/access';
import type { FieldDefinition, FieldValues } from './field-definition.ts';
import type { FieldType, FieldTypes } from './field-type.ts';
import { typeOfUnknown } from './unknown-value.ts';

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
  /** undefined: nobody knows any more, for the values are those of an old revision. */
  readonly before: FieldDefinition | undefined;
  /** undefined: it is taken away. */
  readonly after: FieldDefinition | undefined;
}

/**
 * The values of one record after its field changes. A value of another field type goes by way of
 * its plain text; what the new definition refuses is lost. A value of a field that is not known any
 * more is as good as the definition takes it, else it goes by way of its plain text too. What is required is not asked for: a
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
  { before, after }: FieldChange & { readonly after: FieldDefinition },
  value: JsonObject,
): ConvertedValue {
  const from = before && fieldTypes.get(before.fieldType);
  const to = fieldTypes.get(after.fieldType);
  if (!from || from.name === to.name) {
    if (to.convert)
      return to.convert(value, { ctx, before: before?.settings, after: after.settings });
    const own = checked(to, value, after.settings);
    if (from || own.value) return own;
  }
  const source = from ?? typeOfUnknown(fieldTypes, value);
  if (!source) return checked(to, value, after.settings);
  const settings = before?.settings ?? source.settings.defaults;
  const text = source.toText(value, { ctx, settings, resolve: () => undefined });
  return checked(to, to.fromText(text, after.settings), after.settings);
}

function checked(type: FieldType, input: unknown, settings: JsonObject): ConvertedValue {
  const result = type.validate(input, settings);
  if (result.ok) return { value: result.value, lost: [] };
  return { lost: [result.problems.map((problem) => problem.message).join('; ')] };
}
