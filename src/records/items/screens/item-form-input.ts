import { type Clock, isObject, newId } from '#base';
import type { RequestContext } from '#grammar/access';
import { enteredFieldValues, type FieldTypes } from '#grammar/fields';
import type { FormValues } from '#grammar/forms';
import type { Item, ItemInput } from '../item.ts';
import { administers } from '../item-policy.ts';
import type { Field, ItemType } from '../types/item-type.ts';
import type { Content } from '../merge-changes.ts';
import type { ViewedItem } from '../pages/item-views.ts';
import { enteredText } from './entered-text.ts';

/** What was entered, as a save takes it; what the actor was not asked is left out. */
export function enteredInput(
  fieldTypes: FieldTypes,
  ctx: RequestContext,
  type: ItemType,
  item: Item | undefined,
  values: FormValues,
): ItemInput {
  const { title, status, log } = values;
  return {
    ...(type.hasTitle ? { title } : {}),
    status,
    log,
    fields: enteredFieldValues(knownFields(fieldTypes, type), values['fields'], fieldTypes),
    ...(administers(ctx.actor) ? enteredAttributes(values) : {}),
  };
}

/**
 * What the form held of promote, sticky, author and date when it was opened. These have no
 * revisions to merge by: what nobody touched in the form is left out of the save, so that what
 * somebody else set meanwhile stays.
 */
export function shownAttributes(item: Item | undefined): string {
  if (!item) return '';
  const { promote, sticky, authorId } = item;
  return JSON.stringify({ promote, sticky, author_id: authorId, created: shownTime(item) });
}

function enteredAttributes(values: FormValues): ItemInput {
  const shown = parsedAttributes(values['shown']);
  const touched = ['promote', 'sticky', 'author_id', 'created'].filter(
    (name) => values[name] !== undefined && values[name] !== '' && values[name] !== shown[name],
  );
  return Object.fromEntries(
    touched.map((name) => [
      name,
      // A form says minutes in UTC; a save takes ISO 8601.
      name === 'created' ? `${enteredText(values[name])}Z` : values[name],
    ]),
  );
}

function parsedAttributes(shown: FormValues[string] | undefined): Record<string, unknown> {
  try {
    const parsed: unknown = typeof shown === 'string' ? JSON.parse(shown) : {};
    return isObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

/** The fields that can be entered: not those of a field type that is gone with its plugin. */
export function knownFields(fieldTypes: FieldTypes, type: ItemType): readonly Field[] {
  return type.fields.filter((field) => fieldTypes.find(field.fieldType));
}

/** When the item was written, as the form shows it; '' for a new one. */
export function shownTime(item: Item | undefined): string {
  return item ? item.created.toISOString().slice(0, 16) : '';
}

/** The item as it would be seen, were it saved. */
export function enteredItem(
  ctx: RequestContext,
  clock: Clock,
  type: ItemType,
  item: Item | undefined,
  content: Content,
): ViewedItem {
  return {
    id: item?.id ?? newId<'item'>(),
    type: type.type,
    authorName: item?.authorName ?? ctx.actor.name,
    created: item?.created ?? clock.now(),
    ...content,
  };
}
