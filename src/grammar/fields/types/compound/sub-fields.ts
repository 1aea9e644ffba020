import { type JsonObject, isObject } from '#base';
import type { FormField } from '../../field-form.ts';
import type { FieldTypes } from '../../field-type.ts';

/** A field inside a compound, as validation, forms and formatters need it. */
export interface SubField extends FormField {
  /** '' is the type's first. */
  readonly formatter: string;
}

/** More are no group any more, they are an item of their own. */
export const MOST_FIELDS = 30;
export const MOST_VALUES = 1000;

/** The sub-fields as the settings say them. */
export function rawFields(settings: JsonObject): readonly JsonObject[] {
  const fields = Object.hasOwn(settings, 'fields') ? settings['fields'] : undefined;
  return Array.isArray(fields) ? fields.filter(isJsonObject) : [];
}

/** A sub-field with defaults for what is not said; none when its type is unknown. */
export function subField(raw: JsonObject, fieldTypes: FieldTypes): readonly SubField[] {
  const { name, type, label, help, required, cardinality, settings, widget, formatter } = raw;
  if (typeof name !== 'string' || typeof type !== 'string' || !fieldTypes.find(type)) return [];
  return [
    {
      name,
      fieldType: type,
      label: typeof label === 'string' && label !== '' ? label : name,
      help: typeof help === 'string' ? help : '',
      required: required === true,
      cardinality: typeof cardinality === 'number' ? cardinality : 1,
      settings: isJsonObject(settings) ? settings : {},
      widget: { name: typeof widget === 'string' ? widget : '', settings: {} },
      formatter: typeof formatter === 'string' ? formatter : '',
    },
  ];
}

export function isJsonObject(value: unknown): value is JsonObject {
  // Settings come from JSON: what is an object there has JSON in it.
  return isObject(value);
}
