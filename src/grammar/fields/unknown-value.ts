import { isObject, type Json, type JsonObject, sameJson } from '#base';
import type { FieldType, FieldTypes, FieldView } from './field-type.ts';

/** Values of which nobody knows any more what field they were made for: those of old revisions. */

/** A field type that could have stored the value just so; its text is then that of the value. */
export function typeOfUnknown(fieldTypes: FieldTypes, value: JsonObject): FieldType | undefined {
  return fieldTypes.list().find((type) => {
    const checked = type.validate(value, type.settings.defaults);
    return checked.ok && sameJson(checked.value, value);
  });
}

/** The value as plain text, whatever it is. */
export function textOfUnknown(
  fieldTypes: FieldTypes,
  value: Json,
  view: Omit<FieldView, 'settings'>,
): string {
  if (Array.isArray(value))
    return value.map((one) => textOfUnknown(fieldTypes, one, view)).join(', ');
  if (!isJsonObject(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  const type = typeOfUnknown(fieldTypes, value);
  if (type) return type.toText(value, { ...view, settings: type.settings.defaults });
  return Object.entries(value)
    .map(([key, part]) => `${key}: ${textOfUnknown(fieldTypes, part, view)}`)
    .join('; ');
}

function isJsonObject(value: Json): value is JsonObject {
  return isObject(value);
}
