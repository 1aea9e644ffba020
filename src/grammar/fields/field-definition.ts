import type { JsonObject } from '#base';

/** A named field as validation needs to know it: of an item type, or inside a compound. */
export interface FieldDefinition {
  readonly name: string;
  readonly fieldType: string;
  /** -1 is any number of values. */
  readonly cardinality: number;
  readonly label: string;
  readonly required: boolean;
  readonly settings: JsonObject;
}

/** Field name to one value or, when the cardinality is not 1, an array of values. */
export type FieldValues = { readonly [field: string]: JsonObject | readonly JsonObject[] };

/** The values of one field as an array, whatever its cardinality. */
export function valuesOf(values: FieldValues, name: string): readonly JsonObject[] {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) return [];
  return isSeveral(value) ? value : [value];
}

/** Where value number `index` of a field stands in the values of all. */
export function placeOf(field: FieldDefinition, index: number): readonly (string | number)[] {
  return field.cardinality === 1 ? [field.name] : [field.name, index];
}

function isSeveral(value: JsonObject | readonly JsonObject[]): value is readonly JsonObject[] {
  return Array.isArray(value);
}
