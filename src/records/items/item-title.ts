import { isSeen, withoutUnseen } from '#base';
import type { RequestContext } from '#grammar/access';
import type { FieldTypes } from '#grammar/fields';
import type { FieldValues } from './item.ts';
import type { ItemType } from './types/item-type.ts';

/** What an item of a type without a title is called: its first field in which something is seen. */
export function titleFromFields(
  fieldTypes: FieldTypes,
  ctx: RequestContext,
  type: ItemType,
  fields: FieldValues,
): string {
  for (const field of type.fields) {
    const stored = fields[field.name];
    const value = Array.isArray(stored) ? stored[0] : stored;
    const fieldType = fieldTypes.find(field.fieldType);
    if (!value || !fieldType) continue;
    const text = fieldType.toText(value, {
      ctx,
      settings: field.settings,
      resolve: () => undefined,
    });
    const line = withoutUnseen(text.replace(/\s+/gu, ' ')).trim();
    if (isSeen(line)) return line;
  }
  return type.name;
}
