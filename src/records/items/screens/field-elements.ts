import { isObject, type JsonObject } from '#base';
import type { RequestContext } from '#grammar/access';
import {
  type FieldType,
  type ResolveReference,
  valuesOf,
  type Widget,
  type WidgetView,
} from '#grammar/fields';
import type { FormElement, FormElements, FormValue, FormValues } from '#grammar/forms';
import type { FieldValues } from '../item.ts';
import type { Field, ItemType } from '../item-type.ts';
import type { ItemScreenDeps } from './screen-deps.ts';

/** More choices than this nobody reads through; a widget with autocomplete fits better then. */
const MOST_CHOICES = 500;

/** The form elements of all fields of a type, nested as the values are. */
export async function fieldElements(
  deps: Pick<ItemScreenDeps, 'items' | 'references' | 'formats'>,
  ctx: RequestContext,
  type: ItemType,
  values: FieldValues,
  resolve: ResolveReference,
): Promise<FormElements> {
  const formats = deps.formats.list(ctx.actor);
  const elements: [string, FormElement][] = [];
  for (const field of type.fields) {
    const fieldType = deps.items.fieldTypes.find(field.fieldType);
    if (!fieldType) continue;
    const widget = widgetOf(fieldType, field);
    const listed = widget.choices?.(field.settings);
    const choices =
      listed &&
      (await deps.references.get(listed.type).search(ctx, '', listed.bundles, MOST_CHOICES));
    const view: WidgetView = {
      ctx,
      resolve,
      settings: field.settings,
      label: field.label,
      help: field.help,
      required: field.required,
      widgetSettings: field.widget.settings,
      formats,
      ...(choices ? { choices } : {}),
    };
    elements.push([field.name, fieldElement(field, widget, valuesOf(values, field.name), view)]);
  }
  return Object.fromEntries(elements);
}

function fieldElement(
  field: Field,
  widget: Widget<JsonObject>,
  values: readonly JsonObject[],
  view: WidgetView,
): FormElement {
  if (field.cardinality === 1) return widget.build(values[0], view);
  if (widget.many) return widget.many.build(values, view);
  const { label, help, required } = view;
  const row = (value: JsonObject | undefined, place: string): FormElement =>
    widget.build(value, {
      ...view,
      label: place,
      help: '',
      required: false,
      labelHidden: true,
    });
  return {
    kind: 'rows',
    label,
    ...(help ? { help } : {}),
    ...(required ? { required } : {}),
    rows: values.map((value, index) => row(value, `${label}, value ${index + 1}`)),
    blank: row(undefined, `${label}, new value`),
    ...(field.cardinality > 0 ? { max: field.cardinality } : {}),
    addLabel: 'Add another',
    isEmpty: (entered) => widget.parse(entered, field.settings) === undefined,
  };
}

/** What was entered, as `fields` of an `ItemInput`: null empties a field. */
export function enteredFields(
  fieldTypes: ItemScreenDeps['items']['fieldTypes'],
  type: ItemType,
  entered: FormValue | undefined,
): { readonly [field: string]: unknown } {
  const group = isGroup(entered) ? entered : {};
  const input: [string, unknown][] = [];
  for (const field of type.fields) {
    const fieldType = fieldTypes.find(field.fieldType);
    const value = group[field.name];
    if (!fieldType || value === undefined) continue;
    input.push([field.name, enteredField(field, widgetOf(fieldType, field), value)]);
  }
  return Object.fromEntries(input);
}

function enteredField(field: Field, widget: Widget<JsonObject>, entered: FormValue): unknown {
  if (field.cardinality === 1) return widget.parse(entered, field.settings) ?? null;
  if (widget.many) return widget.many.parse(entered, field.settings);
  // Places are kept, so that problems are shown in the row that they are about.
  const rows = Array.isArray(entered) ? entered : [];
  return rows.map((row: FormValue) => widget.parse(row, field.settings) ?? null);
}

function isGroup(value: FormValue | undefined): value is FormValues {
  return isObject(value);
}

/** The chosen widget, or the field type's first when that one is gone. */
function widgetOf(type: FieldType, field: Field): Widget<JsonObject> {
  const widget = type.widgets[field.widget.name] ?? Object.values(type.widgets).at(0);
  if (!widget) throw new Error(`The field type “${type.name}” has no widget.`);
  return widget;
}
