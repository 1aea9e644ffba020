import { sameJson } from '#base';
import type { RequestContext } from '#grammar/access';
import { convertValues, type FieldTypes, type FieldView, textOfUnknown } from '#grammar/fields';
import type { FieldValues, NotTakenBack } from './item.ts';
import type { Field, ItemType } from './types/item-type.ts';

/** What becomes of the fields of an item that goes back to old ones. */
export interface TakenBack {
  readonly fields: FieldValues;
  readonly left: readonly NotTakenBack[];
}

/**
 * `old` as the type takes it now: each field converted as by a change of it. What cannot be had
 * stays as it is in `current`, as do the fields of `fixed`, and what is required and was not there.
 */
export function takeBack(
  fieldTypes: FieldTypes,
  ctx: RequestContext,
  type: ItemType,
  old: FieldValues,
  current: FieldValues,
  fixed: ReadonlySet<string>,
): TakenBack {
  const left: NotTakenBack[] = [];
  const say = (part: string, message: string): void => void left.push({ part, message });
  const fields = type.fields.flatMap((field): [string, FieldValues[string]][] => {
    const { name } = field;
    const now = current[name];
    const kept: [string, FieldValues[string]][] = now === undefined ? [] : [[name, now]];
    const was = old[name];
    if (fixed.has(name) || sameJson(was, now)) return kept;
    if (was === undefined) {
      if (field.required) say(name, 'It was empty, and has to be entered now; it stays as it is.');
      return field.required ? kept : [];
    }
    const { value, lost } = fieldTypes.find(field.fieldType)
      ? convertValues(fieldTypes, ctx, { before: undefined, after: field }, was)
      : { value: undefined, lost: ['Its field type is missing.'] };
    const [reason] = lost;
    if (reason !== undefined)
      say(name, `${value === undefined ? 'It stays as it is' : 'A part of it is lost'}: ${reason}`);
    return value === undefined ? kept : [[name, value]];
  });
  const known = new Set(type.fields.map(({ name }) => name));
  for (const name of Object.keys(old))
    if (!known.has(name) && !fixed.has(name)) say(name, 'The type has no such field any more.');
  return { fields: Object.fromEntries(fields), left };
}

/** An old value as the field is now; undefined when it does not fit, or not all of it. */
export function fittingValue(
  fieldTypes: FieldTypes,
  ctx: RequestContext,
  field: Field,
  old: FieldValues[string],
): FieldValues[string] | undefined {
  if (!fieldTypes.find(field.fieldType)) return undefined;
  const change = { before: undefined, after: field };
  const { value, lost } = convertValues(fieldTypes, ctx, change, old);
  return lost.length > 0 ? undefined : value;
}

/** One line of plain text for each old value, whatever it is. */
export function oldTexts(
  fieldTypes: FieldTypes,
  view: Omit<FieldView, 'settings'>,
  old: FieldValues[string],
): readonly string[] {
  const values = Array.isArray(old) ? old : [old];
  return values.map((value) => textOfUnknown(fieldTypes, value, view));
}
