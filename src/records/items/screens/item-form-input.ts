import { type Clock, isObject, newId } from '#base';
import type { RequestContext } from '#grammar/access';
import { enteredFieldValues, type FieldTypes, instantAt, localTime } from '#grammar/fields';
import type { FormValues } from '#grammar/forms';
import type { Item, ItemInput } from '../item.ts';
import { administers } from '../item-policy.ts';
import type { Field, ItemType } from '../types/item-type.ts';
import type { Content } from '../merge-changes.ts';
import type { ShownItem } from '../tapped-item.ts';
import { enteredText } from './entered-text.ts';

/** What was entered, as a save takes it; what the actor was not asked is left out. */
export function enteredInput(
  fieldTypes: FieldTypes,
  ctx: RequestContext,
  type: ItemType,
  item: Item | undefined,
  values: FormValues,
  timeZone: string,
): ItemInput {
  const { title, status, log } = values;
  return {
    ...(type.hasTitle ? { title } : {}),
    status,
    log,
    fields: enteredFieldValues(
      knownFields(fieldTypes, type),
      values['fields'],
      fieldTypes,
      timeZone,
    ),
    ...(administers(ctx.actor) ? enteredAttributes(values, timeZone) : {}),
  };
}

/**
 * What the form held of promote, sticky, author and date when it was opened. These have no
 * revisions to merge by: what nobody touched in the form is left out of the save, so that what
 * somebody else set meanwhile stays.
 */
export function shownAttributes(item: Item | undefined, timeZone: string): string {
  if (!item) return '';
  const { promote, sticky, authorId } = item;
  return JSON.stringify({
    promote,
    sticky,
    author_id: authorId,
    created: shownTime(item, timeZone),
  });
}

function enteredAttributes(values: FormValues, timeZone: string): ItemInput {
  const shown = parsedAttributes(values['shown']);
  const touched = ['promote', 'sticky', 'author_id', 'created'].filter(
    (name) => values[name] !== undefined && values[name] !== '' && values[name] !== shown[name],
  );
  return Object.fromEntries(
    touched.map((name) => [
      name,
      name === 'created'
        ? (instantAt(enteredText(values[name]), timeZone) ?? values[name])
        : values[name],
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

/** The minute in which the item was written, as the form shows it; '' for a new one. */
export function shownTime(item: Item | undefined, timeZone: string): string {
  return item ? localTime(item.created.toISOString(), timeZone).slice(0, 16) : '';
}

/** The item as it would be seen, were it saved. */
export function enteredItem(
  ctx: RequestContext,
  clock: Clock,
  type: ItemType,
  item: Item | undefined,
  content: Content,
): ShownItem {
  return {
    id: item?.id ?? newId<'item'>(),
    type: type.type,
    authorId: item?.authorId ?? ctx.actor.id,
    authorName: item?.authorName ?? ctx.actor.name,
    created: item?.created ?? clock.now(),
    ...content,
  };
}
