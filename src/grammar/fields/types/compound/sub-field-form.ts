import { type JsonObject, isObject } from '#base';
import type { FormElement, FormValue, FormValues, GroupFormElement } from '#grammar/forms';
import type { FieldType, FieldTypes, SiteChoices } from '../../field-type.ts';
import { machineName } from '../../machine-name.ts';
import { MOST_VALUES, type SubField, subField } from './sub-fields.ts';

/** What a new sub-field is until its type is chosen. */
export const FIRST_TYPE = 'text';

/** One sub-field as a row of the settings form; of a type just chosen the settings stand open. */
export function rowElement(
  raw: JsonObject,
  fieldTypes: FieldTypes,
  site: SiteChoices | undefined,
  justChosen = false,
): FormElement {
  const [field] = subField({ name: '', type: FIRST_TYPE, ...raw }, fieldTypes);
  const type = field && fieldTypes.get(field.fieldType);
  const said = (key: string): string => (typeof raw[key] === 'string' ? raw[key] : '');
  const cardinality = typeof raw['cardinality'] === 'number' ? raw['cardinality'] : 1;
  return {
    kind: 'group',
    look: 'fieldset',
    label: said('label') || 'New field',
    elements: {
      label: {
        kind: 'text',
        label: 'Label',
        required: true,
        maxLength: 255,
        default: said('label'),
      },
      name: {
        kind: 'text',
        label: 'Machine name',
        help: 'Left empty it is made from the label. Values are stored under it: better not changed later.',
        maxLength: 32,
        default: said('name'),
      },
      type: {
        kind: 'select',
        label: 'Type',
        required: true,
        rebuilds: true,
        options: fieldTypes.list().map((one) => ({ value: one.name, label: one.label })),
        default: said('type') || FIRST_TYPE,
      },
      help: { kind: 'text', label: 'Help', maxLength: 500, default: said('help') },
      cardinality: {
        kind: 'number',
        label: 'Most values',
        help: 'Empty: any number.',
        min: 1,
        max: MOST_VALUES,
        step: 1,
        default: cardinality < 1 ? '' : String(cardinality),
      },
      required: { kind: 'switch', label: 'Required', default: raw['required'] === true },
      ...(type && field ? { more: { ...typeElements(type, field, site), open: justChosen } } : {}),
    },
  };
}

/** What depends on the type: that of the row as it was sent, or as it stands. */
function typeElements(
  type: FieldType,
  field: SubField,
  site: SiteChoices | undefined,
): GroupFormElement {
  return {
    kind: 'group',
    look: 'details',
    label: `Settings: ${type.label}`,
    transparent: true,
    of: type.name,
    elements: {
      settings: {
        kind: 'group',
        look: 'plain',
        elements: type.settings.form(field.settings, site),
      },
      widget: choice('Entered as', type.widgets, field.widget.name),
      formatter: choice('Shown as', type.formatters, field.formatter),
    },
  };
}

/** A choice among the widgets or formatters of a type. */
function choice(
  label: string,
  ways: { readonly [name: string]: { readonly label: string } },
  now: string,
): FormElement {
  return {
    kind: 'select',
    label,
    required: true,
    options: Object.entries(ways).map(([value, way]) => ({ value, label: way.label })),
    default: Object.hasOwn(ways, now) ? now : (Object.keys(ways)[0] ?? ''),
  };
}

/** The sub-fields that were entered. */
export function enteredRows(
  entered: FormValue | undefined,
  fieldTypes: FieldTypes,
): readonly JsonObject[] {
  if (!Array.isArray(entered)) return [];
  return entered.filter(isObject).map((row) => {
    const said = (key: string): string => {
      const value = row[key];
      return typeof value === 'string' ? value.trim() : '';
    };
    const type = fieldTypes.find(said('type'));
    const settings = row['settings'];
    const label = said('label');
    const most = Number(said('cardinality') || -1);
    const optional = (key: string, fits: boolean): { [key: string]: string } =>
      fits && said(key) !== '' ? { [key]: said(key) } : {};
    return {
      name: said('name') || machineName(label),
      label,
      type: said('type'),
      required: row['required'] === true,
      cardinality: Number.isFinite(most) ? most : said('cardinality'),
      // A group's value is an object. Settings that belong to another type were left behind by a change of the type.
      settings: type && isObject(settings) ? type.settings.parse(settings as FormValues) : {},
      ...optional('help', true),
      ...optional('widget', type !== undefined && Object.hasOwn(type.widgets, said('widget'))),
      ...optional(
        'formatter',
        type !== undefined && Object.hasOwn(type.formatters, said('formatter')),
      ),
    };
  });
}
