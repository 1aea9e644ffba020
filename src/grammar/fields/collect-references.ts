import { pointer } from '#base';
import { type FieldDefinition, type FieldValues, placeOf, valuesOf } from './field-definition.ts';
import type { FieldTypes, Reference } from './field-type.ts';

/** Everything that the values point to; pointers begin with `/fields`. */
export function collectReferences(
  definitions: readonly FieldDefinition[],
  values: FieldValues,
  fieldTypes: FieldTypes,
): readonly Reference[] {
  return referencesIn(definitions, values, fieldTypes).map((reference) => ({
    ...reference,
    pointer: `/fields${reference.pointer}`,
  }));
}

/** The same for values inside a value; pointers begin at `values`. */
export function referencesIn(
  definitions: readonly FieldDefinition[],
  values: FieldValues,
  fieldTypes: FieldTypes,
): readonly Reference[] {
  return definitions.flatMap((definition) => {
    const type = fieldTypes.find(definition.fieldType);
    if (!type?.references) return [];
    return valuesOf(values, definition.name).flatMap((value, index) =>
      (type.references?.(value, definition.settings) ?? []).map((reference) => ({
        ...reference,
        pointer: pointer(...placeOf(definition, index)) + reference.pointer,
      })),
    );
  });
}
