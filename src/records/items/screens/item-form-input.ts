import { type Clock, newId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { FieldTypes } from '#grammar/fields';
import type { FormValues } from '#grammar/forms';
import type { Item, ItemInput } from '../item.ts';
import { administers } from '../item-policy.ts';
import type { ItemType } from '../item-type.ts';
import type { Content } from '../merge-changes.ts';
import type { ViewedItem } from '../pages/item-views.ts';
import { enteredFields } from './field-elements.ts';

/** What was entered, as a save takes it; what the actor was not asked is left out. */
export function enteredInput(
  fieldTypes: FieldTypes,
  ctx: RequestContext,
  type: ItemType,
  values: FormValues,
): ItemInput {
  const { title, status, log, promote, sticky, author_id: author, created } = values;
  return {
    ...(type.hasTitle ? { title } : {}),
    status,
    log,
    fields: enteredFields(fieldTypes, type, values['fields']),
    ...(administers(ctx.actor)
      ? {
          promote,
          sticky,
          author_id: author,
          ...(typeof created === 'string' && created !== '' ? { created: `${created}Z` } : {}),
        }
      : {}),
  };
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
