import { type Clock, newId } from '#base';
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

/** Of the time the form knows the minute: the one that it was opened with is no change. */
function enteredAttributes(values: FormValues, timeZone: string): ItemInput {
  const { promote, sticky, author_id, created, shown } = values;
  return {
    ...(promote === undefined ? {} : { promote }),
    ...(sticky === undefined ? {} : { sticky }),
    ...(author_id === undefined || author_id === '' ? {} : { author_id }),
    ...(created === undefined || created === '' || created === shown
      ? {}
      : { created: instantAt(enteredText(created), timeZone) ?? created }),
  };
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
  { title, status, fields }: Content,
): ShownItem {
  return {
    id: item?.id ?? newId<'item'>(),
    type: type.type,
    authorId: item?.authorId ?? ctx.actor.id,
    authorName: item?.authorName ?? ctx.actor.name,
    created: item?.created ?? clock.now(),
    title,
    status,
    fields,
  };
}
