import type { Problem } from '#base';
import { answerOf, defineTap, problemsAnswer } from '#grammar/taps';
import { Type } from 'typebox';
import type { FieldValues } from '../item.ts';
import type { TappedItem } from '../item-taps.ts';

/** An item that is about to be saved, as it would be. */
export interface PlannedItem {
  readonly operation: 'create' | 'update';
  /** A new one has no revision yet. */
  readonly item: TappedItem;
  /** What it is now; missing for a new one. */
  readonly before?: TappedItem;
}

/** What is to be different: a field that is null is emptied. */
export interface PlannedChange {
  readonly title?: string | undefined;
  readonly fields?: { readonly [field: string]: FieldValues[string] | null } | undefined;
}

export const itemPresave = defineTap<PlannedItem, PlannedChange>({
  name: 'item_presave',
  about:
    'Before an item is saved, and before its transaction: changes its title and fields, by handle or by answering `{ title, fields }`. `operation` says whether it is new; `before` is what it is now. What is changed is checked like what people enter. The item comes together here from what was sent and what is there, so it is the same over REST, in forms and in imports. Going back to an old revision brings that back as it was, and does not ask.',
  failure: 'abort',
  changesItem: true,
  check: answerOf(
    Type.Unsafe<PlannedChange>(
      Type.Object(
        {
          title: Type.Optional(Type.String()),
          fields: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
        },
        { additionalProperties: false },
      ),
    ),
  ),
  next: ({ item, ...rest }, { title = item.title, fields = {} }) => ({
    ...rest,
    item: { ...item, title, fields: withFields(item.fields, fields) },
  }),
});

export const itemValidate = defineTap<PlannedItem, readonly Problem[]>({
  name: 'item_validate',
  about:
    'After `item_presave`: says what is wrong with the item as it would be saved, as a list of `{ pointer, code, message }`, with pointers such as `/title` and `/fields/body`. Nothing is saved while something is, and who saves reads the sentence at the field.',
  failure: 'abort',
  check: problemsAnswer,
});

export const itemInsert = defineTap<{ readonly item: TappedItem }, null>({
  name: 'item_insert',
  about:
    'When a new item was written, in the same transaction: what is saved here is kept or lost with it.',
  failure: 'abort',
  writes: true,
  check: () => undefined,
});

/** What made an item different. */
export type ChangeCause = 'saved' | 'reverted' | 'restored';

export const itemUpdate = defineTap<
  { readonly item: TappedItem; readonly before: TappedItem; readonly cause: ChangeCause },
  null
>({
  name: 'item_update',
  about:
    'When a change of an item was written, in the same transaction. `before` is what it was; `cause` is `saved`, `reverted` (back to an old revision) or `restored` (out of the trash, where nothing else differs).',
  failure: 'abort',
  writes: true,
  check: () => undefined,
});

export const itemDelete = defineTap<{ readonly item: TappedItem; readonly final: boolean }, null>({
  name: 'item_delete',
  about:
    'When an item was put in the trash (`final` is false) and when it was ended for good (`final` is true), in the same transaction. From the trash it may come back, by `item_update`: delete what belongs to it when it is final. It never ends without having been in the trash.',
  failure: 'abort',
  writes: true,
  check: () => undefined,
});

/** The taps of what happens to an item. */
export const lifeCycleTaps = [
  itemPresave,
  itemValidate,
  itemInsert,
  itemUpdate,
  itemDelete,
] as const;

function withFields(
  before: FieldValues,
  changed: NonNullable<PlannedChange['fields']>,
): FieldValues {
  const fields: { [name: string]: FieldValues[string] } = { ...before };
  for (const [name, value] of Object.entries(changed)) {
    if (value === null) delete fields[name];
    else fields[name] = value;
  }
  return fields;
}
