import type { RequestContext } from '#grammar/access';
import type { FieldTypes } from '#grammar/fields';
import { type Element, type FieldElement, type ItemElement, text } from '#grammar/render';
import type { FieldValues } from '../item.ts';
import { fittingValue, oldTexts } from '../old-values.ts';
import type { Field } from '../types/item-type.ts';

interface OldContent {
  /** The values that the fields take as they are now. */
  readonly fitting: FieldValues;
  /** By name of the field, the others as plain text. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
}

/** The fields of an old revision, as far as they can be shown like those of today. */
export function oldContent(
  fieldTypes: FieldTypes,
  ctx: RequestContext,
  fields: readonly Field[],
  old: FieldValues,
): OldContent {
  const fitting: [string, FieldValues[string]][] = [];
  const texts = new Map<string, readonly string[]>();
  for (const field of fields) {
    const stored = old[field.name];
    if (stored === undefined) continue;
    const value = fittingValue(fieldTypes, ctx, field, stored);
    if (value === undefined)
      texts.set(field.name, oldTexts(fieldTypes, { ctx, resolve: () => undefined }, stored));
    else fitting.push([field.name, value]);
  }
  return { fitting: Object.fromEntries(fitting), texts };
}

/** The element of an item with those texts in their places among its fields. */
export function withTexts(
  element: ItemElement,
  fields: readonly Field[],
  texts: OldContent['texts'],
): ItemElement {
  if (texts.size === 0) return element;
  const children = element['#children'];
  const inOrder = fields.flatMap((field): [string, Element][] => {
    const { name } = field;
    const child = children[name] ?? textField(field, texts.get(name));
    return child ? [[name, child]] : [];
  });
  return { ...element, '#children': { ...Object.fromEntries(inOrder), ...children } };
}

function textField(field: Field, lines: readonly string[] | undefined): FieldElement | undefined {
  return (
    lines && {
      '#type': 'field',
      '#name': field.name,
      '#field_type': field.fieldType,
      '#label': field.label,
      '#label_display': field.formatter.label,
      '#items': lines.map((line) => text(line)),
    }
  );
}
