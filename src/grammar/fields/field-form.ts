import { type JsonObject, isObject } from '#base';
import type { FormElement, FormElements, FormValue } from '#grammar/forms';
import type { FieldDefinition, FieldValues } from './field-definition.ts';
import { valuesOf } from './field-definition.ts';
import type { EntryView, FieldType, FieldTypes, Widget, WidgetView } from './field-type.ts';

/** A field as a form shows it. */
export interface FormField extends FieldDefinition {
  readonly help: string;
  /** An unknown name means the type's first widget. */
  readonly widget: { readonly name: string; readonly settings: JsonObject };
}

/** What the view of every widget of a form has in common. */
export type FormView = Pick<WidgetView, 'ctx' | 'resolve' | 'formats' | 'locks' | 'timeZone'> & {
  /** By field name, of `loadReferenceChoices`. */
  readonly choices?: ReadonlyMap<string, NonNullable<WidgetView['choices']>>;
  /** `emptyFields` of what is there already; left out for what is new. */
  readonly empty?: ReadonlySet<string>;
};

/** The fields without a value that need none: a form that nobody touches leaves them so. */
export function emptyFields(
  fields: readonly FieldDefinition[],
  values: FieldValues,
): ReadonlySet<string> {
  const empty = fields.filter(
    ({ name, required }) => !required && valuesOf(values, name).length === 0,
  );
  return new Set(empty.map(({ name }) => name));
}

/** The form elements of `fields`, by field name, filled with `values`. */
export function fieldElements(
  fields: readonly FormField[],
  values: FieldValues,
  fieldTypes: FieldTypes,
  view: FormView,
): FormElements {
  return Object.fromEntries(
    fields.map((field) => [
      field.name,
      fieldElement(field, valuesOf(values, field.name), fieldTypes, view),
    ]),
  );
}

/** What was entered into `fieldElements` in that time zone, as input for `validateFieldValues`. */
export function enteredFieldValues(
  fields: readonly FormField[],
  entered: FormValue | undefined,
  fieldTypes: FieldTypes,
  timeZone: string,
): { readonly [field: string]: unknown } {
  if (!isObject(entered)) return {};
  return Object.fromEntries(
    fields
      .filter((field) => Object.hasOwn(entered, field.name))
      .map((field) => [
        field.name,
        enteredValues(field, entered[field.name], fieldTypes, timeZone),
      ]),
  );
}

/** The widget that a field uses, and whether it takes all values at once. */
export function widgetOf(type: FieldType, name: string): Widget<JsonObject> {
  const chosen = Object.hasOwn(type.widgets, name) ? type.widgets[name] : undefined;
  const widget = chosen ?? Object.values(type.widgets)[0];
  if (!widget) throw new Error(`The field type “${type.name}” has no widget.`);
  return widget;
}

function fieldElement(
  field: FormField,
  values: readonly JsonObject[],
  fieldTypes: FieldTypes,
  form: FormView,
): FormElement {
  const widget = widgetOf(fieldTypes.get(field.fieldType), field.widget.name);
  const choices = form.choices?.get(field.name);
  const view: WidgetView = {
    ctx: form.ctx,
    resolve: form.resolve,
    formats: form.formats,
    ...(form.locks ? { locks: form.locks } : {}),
    label: field.label,
    help: field.help,
    required: field.required,
    settings: field.settings,
    widgetSettings: field.widget.settings,
    timeZone: form.timeZone,
    ...(choices ? { choices } : {}),
  };
  const staysEmpty = form.empty?.has(field.name) ?? false;
  if (field.cardinality === 1) return widget.build(values[0], { ...view, staysEmpty });
  if (widget.many) return widget.many.build(values, view);
  const row: WidgetView = { ...view, help: '', required: false, labelHidden: true };
  const blank = widget.build(undefined, row);
  // Nobody asked for this one: it is there to be filled in.
  const first = widget.build(undefined, { ...row, staysEmpty: !field.required });
  return {
    kind: 'rows',
    label: field.label,
    ...(field.help ? { help: field.help } : {}),
    ...(field.required ? { required: true } : {}),
    rows: values.length > 0 ? values.map((value) => widget.build(value, row)) : [first],
    blank,
    ...(field.cardinality > 0 ? { max: field.cardinality } : {}),
    addLabel: `Add to ${field.label}`,
    isEmpty: (entered) => widget.parse(entered, view) === undefined,
  };
}

function enteredValues(
  field: FormField,
  entered: FormValue | undefined,
  fieldTypes: FieldTypes,
  timeZone: string,
): unknown {
  if (entered === undefined) return undefined;
  const widget = widgetOf(fieldTypes.get(field.fieldType), field.widget.name);
  const view: EntryView = { settings: field.settings, timeZone };
  if (field.cardinality === 1) return widget.parse(entered, view) ?? null;
  if (widget.many) return widget.many.parse(entered, view);
  if (!Array.isArray(entered)) return [];
  // An empty row stays as null, so that problems keep the number of the row they belong to.
  return entered.map((row) => widget.parse(row, view) ?? null);
}
