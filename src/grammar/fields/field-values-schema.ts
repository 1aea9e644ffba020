import { type TSchema, Type } from 'typebox';
import type { FieldDefinition } from './field-definition.ts';
import type { FieldTypes } from './field-type.ts';

/**
 * JSON Schema of what is sent under `fields`. With `partial` nothing is required: what a change
 * does not name stays as it is.
 */
export function fieldValuesSchema(
  definitions: readonly FieldDefinition[],
  fieldTypes: FieldTypes,
  options: { readonly partial?: boolean } = {},
): TSchema {
  const properties = definitions.map((definition) => {
    const schema = fieldSchema(definition, fieldTypes);
    const nullable = definition.required ? schema : Type.Union([schema, Type.Null()]);
    const optional = options.partial || !definition.required;
    return [definition.name, optional ? Type.Optional(nullable) : nullable] as const;
  });
  return Type.Object(Object.fromEntries(properties), { additionalProperties: false });
}

/**
 * JSON Schema of `fields` as they are shown: empty ones are left out, and content that was saved
 * before a field was required may lack it.
 */
export function shownFieldsSchema(
  definitions: readonly FieldDefinition[],
  fieldTypes: FieldTypes,
): TSchema {
  const properties = definitions.map((definition) => {
    const schema = fieldSchema({ ...definition, required: false }, fieldTypes);
    return [definition.name, Type.Optional(schema)] as const;
  });
  return Type.Object(Object.fromEntries(properties));
}

function fieldSchema(definition: FieldDefinition, fieldTypes: FieldTypes): TSchema {
  const { cardinality, label, required, settings } = definition;
  const value = fieldTypes.get(definition.fieldType).schema(settings);
  if (cardinality === 1) return { ...value, description: label };
  return Type.Array(value, {
    description: label,
    ...(cardinality > 0 ? { maxItems: cardinality } : {}),
    ...(required ? { minItems: 1 } : {}),
  });
}
