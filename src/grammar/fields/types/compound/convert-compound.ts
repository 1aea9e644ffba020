import { convertValues } from '../../convert-values.ts';
import type { FieldValues } from '../../field-definition.ts';
import type { FieldTypes, SettingsChange } from '../../field-type.ts';
import type { SubField } from './sub-fields.ts';

/** What a change of its sub-fields leaves of a group: each sub-value is converted by itself. */
export function convertCompound(
  fieldTypes: FieldTypes,
  readFields: (settings: SettingsChange['after']) => readonly SubField[],
  value: FieldValues,
  change: SettingsChange,
): { readonly value: FieldValues; readonly lost: readonly string[] } {
  const was = change.before && readFields(change.before);
  const is = readFields(change.after);
  const lost: string[] = [];
  const kept = Object.entries(value).flatMap(([name, stored]): [string, typeof stored][] => {
    const before = was?.find((field) => field.name === name);
    const after = is.find((field) => field.name === name);
    const converted = convertValues(fieldTypes, change.ctx, { before, after }, stored);
    lost.push(...converted.lost.map((reason) => `${(after ?? before)?.label ?? name}: ${reason}`));
    return converted.value === undefined ? [] : [[name, converted.value]];
  });
  return { value: Object.fromEntries(kept), lost };
}
