import { cutText, isSeen, withoutUnseen } from '#base';
import type { RequestContext } from '#grammar/access';
import type { FieldTypes } from '#grammar/fields';
import type { ItemDeps } from './item-deps.ts';
import type { FieldValues } from './item.ts';
import type { ShownItem } from './tapped-item.ts';
import type { ItemType } from './types/item-type.ts';

const MAX_TITLE = 255;
const NONE: ReadonlySet<string> = new Set();

/** What an item is called, whether its type has a title or not. */
export function titleOf(
  fieldTypes: FieldTypes,
  ctx: RequestContext,
  type: ItemType,
  title: string | undefined,
  fields: FieldValues,
  hidden: ReadonlySet<string>,
): string {
  return type.hasTitle && title !== undefined
    ? title
    : cutText(titleFromFields(fieldTypes, ctx, type, fields, hidden), MAX_TITLE);
}

/**
 * The fields that the title of an item of a type without one is not made from: everybody reads it,
 * so a plugin is asked, when the item is saved, what it hides from somebody who is not signed in.
 */
export async function hiddenFromTitle(
  { fieldAccess }: Pick<ItemDeps, 'fieldAccess'>,
  ctx: RequestContext,
  type: ItemType,
  item: ShownItem,
): Promise<ReadonlySet<string>> {
  return type.hasTitle ? NONE : ((await fieldAccess.hidden(ctx, [item]))[0] ?? NONE);
}

/** Its first field in which everybody sees something, else the name of the type. */
function titleFromFields(
  fieldTypes: FieldTypes,
  ctx: RequestContext,
  type: ItemType,
  fields: FieldValues,
  hidden: ReadonlySet<string>,
): string {
  for (const field of type.fields) {
    const stored = fields[field.name];
    const value = Array.isArray(stored) ? stored[0] : stored;
    const fieldType = fieldTypes.find(field.fieldType);
    if (!value || !fieldType || hidden.has(field.name)) continue;
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
