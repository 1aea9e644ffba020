import { isObject, type JsonObject, pointer } from '#base';
import type { FieldType, FieldTypes, SiteChoices } from '#grammar/fields';
import { InputReader } from './input-reader.ts';
import type { Field } from './item-type.ts';

/** What creates or changes a field of a type; what is missing stays as it is. */
export interface FieldInput {
  readonly field_type?: unknown;
  /** -1 is any number of values. */
  readonly cardinality?: unknown;
  readonly label?: unknown;
  readonly help?: unknown;
  readonly required?: unknown;
  /** `{ name, settings }`. */
  readonly widget?: unknown;
  /** `{ name, settings, label, teaser, teaser_as: null | { name, settings } }`. */
  readonly formatter?: unknown;
  readonly settings?: unknown;
}

const MAX_CARDINALITY = 1000;

/** The field as it will be stored; throws `InvalidInput`. `shared` is a field of that name on another type. */
export function checkFieldInput(
  fieldTypes: FieldTypes,
  name: unknown,
  input: FieldInput,
  current: Field | undefined,
  shared: Field | undefined,
  weight: number,
  site: SiteChoices,
): Field {
  const read = new InputReader();
  read.object('', input, [
    'name',
    'field_type',
    'cardinality',
    'label',
    'help',
    'required',
    'widget',
    'formatter',
    'settings',
  ]);
  const known = current ?? shared;
  const typeName = input.field_type ?? known?.fieldType;
  const fieldType = typeof typeName === 'string' ? fieldTypes.find(typeName) : undefined;
  if (!fieldType) {
    const names = fieldTypes
      .list()
      .map((each) => each.name)
      .join(', ');
    read.problem('/field_type', 'not_allowed', `must be one of ${names}`);
    read.finish('field.invalid');
    throw new Error('unreachable: finish throws');
  }
  if (!current && shared && fieldType.name !== shared.fieldType)
    read.problem(
      '/field_type',
      'not_allowed',
      `a field of that name exists and is of the type ${shared.fieldType}; take another name`,
    );
  const sameType = known?.fieldType === fieldType.name;
  const settings = readSettings(
    read,
    fieldType,
    input.settings,
    sameType ? known.settings : undefined,
    site,
  );
  const widget = read.object('/widget', input.widget, ['name', 'settings']);
  const formatter = read.object('/formatter', input.formatter, [
    'name',
    'settings',
    'label',
    'teaser',
    'teaser_as',
  ]);
  const checked: Field = {
    name: current ? current.name : read.machineName('/name', name),
    fieldType: fieldType.name,
    cardinality: readCardinality(read, input.cardinality, known?.cardinality ?? 1),
    label: read.line('label', input.label ?? (current ? undefined : ''), current?.label ?? '', {
      max: 100,
      required: true,
    }),
    help: read.line('help', input.help, current?.help ?? '', { max: 1000 }),
    required: read.flag('/required', input.required, current?.required ?? false),
    weight,
    widget: {
      name: oneOf(
        read,
        '/widget/name',
        widget['name'],
        Object.keys(fieldType.widgets),
        sameType ? current?.widget.name : undefined,
      ),
      settings:
        jsonObject(widget['settings']) ?? (sameType ? current?.widget.settings : undefined) ?? {},
    },
    formatter: {
      name: oneOf(
        read,
        '/formatter/name',
        formatter['name'],
        Object.keys(fieldType.formatters),
        sameType ? current?.formatter.name : undefined,
      ),
      settings:
        jsonObject(formatter['settings']) ??
        (sameType ? current?.formatter.settings : undefined) ??
        {},
      label: labelDisplay(read, formatter['label'], current?.formatter.label ?? 'above'),
      teaser: read.flag(
        '/formatter/teaser',
        formatter['teaser'],
        current?.formatter.teaser ?? false,
      ),
      ...readTeaserAs(read, fieldType, formatter['teaser_as'], sameType ? current : undefined),
    },
    settings,
  };
  read.finish('field.invalid');
  return checked;
}

function readSettings(
  read: InputReader,
  fieldType: FieldType,
  input: unknown,
  current: JsonObject | undefined,
  site: SiteChoices,
): JsonObject {
  const given = input === undefined ? {} : jsonObject(input);
  if (!given) read.problem('/settings', 'type', 'must be an object');
  for (const key of Object.keys(given ?? {}))
    if (!(key in fieldType.settings.defaults)) {
      const known = Object.keys(fieldType.settings.defaults).join(', ') || 'none';
      read.problem(
        `/settings${pointer(key)}`,
        'unknown_key',
        `is not a setting of ${fieldType.label}; known are ${known}`,
      );
    }
  const settings = { ...fieldType.settings.defaults, ...current, ...given };
  // What is gone since must not stand in the way of another label.
  const checkedSite = input === undefined ? undefined : site;
  for (const problem of fieldType.settings.validate(settings, checkedSite))
    read.problem(`/settings${problem.pointer}`, problem.code, problem.message);
  return settings;
}

function readCardinality(read: InputReader, value: unknown, current: number): number {
  if (value === undefined) return current;
  if (
    typeof value === 'number' &&
    Number.isInteger(value) &&
    (value === -1 || (value > 0 && value <= MAX_CARDINALITY))
  )
    return value;
  read.problem(
    '/cardinality',
    'range',
    `must be a whole number from 1 to ${MAX_CARDINALITY}, or -1 for any number of values`,
  );
  return current;
}

function readTeaserAs(
  read: InputReader,
  { formatters }: FieldType,
  input: unknown,
  current: Field | undefined,
): Pick<Field['formatter'], 'teaser_as'> {
  if (input === undefined) {
    const known = current?.formatter.teaser_as;
    return known === undefined ? {} : { teaser_as: known };
  }
  if (input === null) return { teaser_as: null };
  const place = '/formatter/teaser_as';
  const { name, settings } = read.object(place, input, ['name', 'settings']);
  return {
    teaser_as: {
      name: oneOf(read, `${place}/name`, name, Object.keys(formatters), undefined),
      settings: jsonObject(settings) ?? {},
    },
  };
}

function oneOf(
  read: InputReader,
  place: string,
  value: unknown,
  names: readonly string[],
  current: string | undefined,
): string {
  if (value === undefined) return current ?? names[0] ?? '';
  if (typeof value === 'string' && names.includes(value)) return value;
  read.problem(place, 'not_allowed', `must be one of ${names.join(', ')}`);
  return '';
}

function labelDisplay(read: InputReader, value: unknown, current: Field['formatter']['label']) {
  switch (value) {
    case undefined:
      return current;
    case 'above':
    case 'inline':
    case 'hidden':
      return value;
    default:
      read.problem('/formatter/label', 'not_allowed', 'must be above, inline or hidden');
      return current;
  }
}

function jsonObject(value: unknown): JsonObject | undefined {
  // It came out of JSON or a YAML file: what is an object there is a JSON object.
  return isObject(value) ? (value as JsonObject) : undefined;
}
