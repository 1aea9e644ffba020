import { isObject } from '#base';
import type { FieldDefinition } from './field-definition.ts';
import type { FieldTypes } from './field-type.ts';

/**
 * `values` with those that point to a record changed, also inside compounds. Texts and JSON stay as
 * they are, whatever they look like. They need not have been checked.
 */
export function mapReferences(
  definitions: readonly FieldDefinition[],
  values: Record<string, unknown>,
  fieldTypes: FieldTypes,
  change: (value: Record<string, unknown>) => unknown,
): Record<string, unknown> {
  const changed = new Map(Object.entries(values));
  for (const { name, fieldType, settings } of definitions) {
    const type = fieldTypes.find(fieldType);
    if (!type?.references || !changed.has(name)) continue;
    const inner = type.parts?.(settings);
    const one = (value: unknown): unknown => {
      if (!isObject(value)) return value;
      return inner ? mapReferences(inner, value, fieldTypes, change) : change(value);
    };
    const given = changed.get(name);
    changed.set(name, Array.isArray(given) ? given.map(one) : one(given));
  }
  return Object.fromEntries(changed);
}
