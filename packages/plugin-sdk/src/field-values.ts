import type { JsonObject } from './json.ts';

/** The fields of an item: by name, one value or several. */
export type FieldValues = { readonly [field: string]: JsonObject | readonly JsonObject[] };

/** What is stored in a field, as a list. */
export function valuesIn(
  stored: JsonObject | readonly JsonObject[] | undefined,
): readonly JsonObject[] {
  if (stored === undefined) return [];
  return isList(stored) ? stored : [stored];
}

function isList(stored: JsonObject | readonly JsonObject[]): stored is readonly JsonObject[] {
  return Array.isArray(stored);
}
