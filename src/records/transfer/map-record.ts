import { isObject } from '#base';
import type { FieldTypes } from '#grammar/fields';
import type { ItemType } from '#records/items';
import { evaluate, type Evaluated, isNothing } from './evaluate.ts';
import { keyText, type MapRecord } from './mapped-record.ts';
import { type Mapping, TermWish } from './mapping.ts';
import { toBoolean } from './transforms.ts';

/** Maps records as a mapping file says. */
export function createMapRecord(
  mapping: Mapping,
  type: ItemType,
  fieldTypes: FieldTypes,
): MapRecord {
  const omittable = new Set(
    [...mapping.fields].filter(([, { invalid }]) => invalid === 'omit').map(([name]) => name),
  );
  return (value, file) => {
    if (!isObject(value)) {
      const message = 'Expected an object with named values.';
      return { ok: false, problems: [{ pointer: '', code: 'type', message }] };
    }
    const read = (expression: Mapping['title']) => expression && evaluate(expression, value, file);
    const key = mapping.key.map((part) => read(part) ?? null);
    if (key.every((part) => part === null)) {
      const message = 'Every value of its key is empty.';
      return { ok: false, problems: [{ pointer: '/key', code: 'required', message }] };
    }
    const title = read(mapping.title);
    const fields = type.fields.flatMap((field) => {
      const said = mapping.fields.get(field.name);
      if (!said) return [];
      const evaluated = evaluate(said.expression, value, file);
      const fromText = (one: Evaluated): Evaluated => toInput(one, field, fieldTypes);
      const several = field.cardinality !== 1;
      const input = isNothing(evaluated)
        ? null
        : Array.isArray(evaluated)
          ? evaluated.map(fromText)
          : several
            ? [fromText(evaluated)]
            : fromText(evaluated);
      return [[field.name, input ?? null] as const];
    });
    return {
      ok: true,
      record: {
        key: keyText(key),
        type: type.type,
        id: undefined,
        title: typeof title === 'number' ? String(title) : title,
        status: plainBoolean(read(mapping.status)),
        created: toTime(read(mapping.created)),
        promote: undefined,
        sticky: undefined,
        author: undefined,
        fields: Object.fromEntries(fields),
        omittable,
      },
    };
  };
}

/** A plain value is read as a cell of text would be; an object is the value as it is stored. */
function toInput(
  value: Evaluated,
  field: ItemType['fields'][number],
  fieldTypes: FieldTypes,
): Evaluated {
  if (value instanceof TermWish || typeof value === 'object' || value === undefined) return value;
  const input = fieldTypes.get(field.fieldType).fromText(String(value), field.settings);
  // What is read from text is plain JSON.
  return input as Evaluated;
}

function plainBoolean(value: Evaluated): unknown {
  return typeof value === 'string' || typeof value === 'number' ? toBoolean(value) : value;
}

/** Days are taken as their midnight in UTC, numbers as seconds since 1970. */
function toTime(value: Evaluated): unknown {
  if (typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 8.64e12) {
    return new Date(value * 1000).toISOString();
  }
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)
    ? `${value}T00:00:00Z`
    : value;
}
