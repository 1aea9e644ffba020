import { type JsonObject, type Problem, nested, pointer } from '#base';
import { type FieldDefinition, type FieldValues, placeOf, valuesOf } from './field-definition.ts';
import type { FieldTypes, ResolveReference, Validated } from './field-type.ts';

/**
 * At save, after `referenceProblems` found none: what the referenced records say about the values (a file's
 * ending and size, an image's width and height). Pointers begin with `/fields`.
 */
export function settleFieldValues(
  definitions: readonly FieldDefinition[],
  values: FieldValues,
  fieldTypes: FieldTypes,
  resolve: ResolveReference,
): Validated<FieldValues> {
  const settled = settleValues(definitions, values, fieldTypes, resolve);
  if (settled.ok) return settled;
  return { ok: false, problems: settled.problems.map((problem) => nested('/fields', problem)) };
}

/** The same for values inside a value; pointers begin at `values`. */
export function settleValues(
  definitions: readonly FieldDefinition[],
  values: FieldValues,
  fieldTypes: FieldTypes,
  resolve: ResolveReference,
): Validated<FieldValues> {
  const problems: Problem[] = [];
  const settled = new Map(Object.entries(values));
  for (const definition of definitions) {
    const type = fieldTypes.find(definition.fieldType);
    if (!type?.settle) continue;
    const made: JsonObject[] = [];
    for (const [index, value] of valuesOf(values, definition.name).entries()) {
      const result = type.settle(value, definition.settings, resolve);
      const place = pointer(...placeOf(definition, index));
      if (result.ok) made.push(result.value);
      else problems.push(...result.problems.map((problem) => nested(place, problem)));
    }
    const [first] = made;
    if (first) settled.set(definition.name, definition.cardinality === 1 ? first : made);
  }
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, value: Object.fromEntries(settled) };
}
