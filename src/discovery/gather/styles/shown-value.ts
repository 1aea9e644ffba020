import { isObject, type Json, type JsonObject } from '#base';
import type { FieldType, FieldTypes } from '#grammar/fields';
import type { JsonScalar } from '../definition/operand.ts';
import type { ResultColumn } from '../run/gather-result.ts';

/** A value of a cell with what knows how to show it. */
export interface ShownValue {
  readonly type: FieldType;
  readonly settings: JsonObject;
  readonly value: JsonObject;
}

/**
 * The values of a cell, each with the field type that shows it: that of its field, and for what is
 * no field's value the one that is most like it.
 */
export function shownValues(
  cell: Json | undefined,
  column: ResultColumn,
  fieldTypes: FieldTypes,
): readonly ShownValue[] {
  const values = Array.isArray(cell) ? (cell as readonly Json[]) : [cell];
  return values.flatMap((value) => {
    if (value === undefined || value === null || value === '') return [];
    const ofItsField = isObject(value) ? ofField(value, column) : undefined;
    const scalar = isObject(value) ? value['value'] : value;
    return (
      ofItsField ?? (isScalar(scalar) ? likeField(scalar, column, fieldTypes) : undefined) ?? []
    );
  });
}

function isScalar(value: unknown): value is JsonScalar {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

// A cell holds JSON, and so does what is in it.
function ofField(value: object, { source }: ResultColumn): ShownValue | undefined {
  const { field } = source;
  return field && { type: field.type, settings: field.settings, value: value as JsonObject };
}

function likeField(
  value: JsonScalar,
  { column, source }: ResultColumn,
  fieldTypes: FieldTypes,
): ShownValue | undefined {
  const as = (name: string, stored: JsonObject, own: JsonObject = {}): ShownValue | undefined => {
    const type = fieldTypes.find(name);
    return type && { type, settings: { ...type.settings.defaults, ...own }, value: stored };
  };
  const counts = column.aggregate && !['minimum', 'maximum'].includes(column.aggregate);
  if (counts || (source.kind === 'number' && Number.isFinite(Number(value)))) {
    return as('float', { value: Number(value) });
  }
  const { references, choices } = source;
  if (choices) {
    const label = choices.find((choice) => choice.value === value)?.label ?? String(value);
    return as('text', { value: label });
  }
  switch (source.kind) {
    case 'boolean':
      return as('boolean', { value: value === true || value === 'true' }, source.field?.settings);
    case 'date':
      return as('date', { value: String(value).slice(0, 10) });
    case 'time':
      return as('date_time', { value: String(value) });
    case 'id':
    case 'term':
      // Who asks for the id of a record itself wants to read it.
      return references === undefined || source.name === 'id'
        ? as('text', { value: String(value) })
        : as(
            'reference',
            { target_id: String(value), target_type: references.type },
            { target_type: references.type },
          );
    default:
      return as('text', { value: String(value) });
  }
}
