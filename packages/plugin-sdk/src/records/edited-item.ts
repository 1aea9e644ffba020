import { type FieldValues, valuesIn } from '../field-values.ts';
import type { ItemApi } from '../host.ts';
import { type Item, type ItemQuestion, itemAsked, textOf } from '../item.ts';
import type { JsonObject } from '../json.ts';

/** An item that is about to be saved, and can still be changed. */
export interface EditedItem extends Item {
  setTitle(title: string): void;
  /** Values as they are stored, such as `{ value: 'Sea' }`; null empties the field. */
  set(field: string, value: FieldValues[string] | null): void;
}

/** What is to be different in an item. */
export interface ItemChanges {
  readonly title?: string;
  readonly fields?: { readonly [field: string]: FieldValues[string] | null };
}

/** The item, and what was changed of it so far. */
export function editedItem(
  input: ItemQuestion,
  api: ItemApi,
): { readonly item: EditedItem; changes(): ItemChanges | undefined } {
  const before = itemAsked(input, api);
  let title: string | undefined;
  const fields: { [field: string]: FieldValues[string] | null } = {};
  const changed = (name: string): readonly JsonObject[] | undefined =>
    Object.hasOwn(fields, name) ? valuesIn(fields[name] ?? undefined) : undefined;
  // Not spread: the parts of an item behind a handle are asked for when they are wanted.
  const item: EditedItem = Object.create(before, {
    title: { get: () => title ?? before.title },
    get: {
      value: ((field) => {
        const values = changed(field.name);
        return values ? field.read(values) : before.get(field);
      }) satisfies Item['get'],
    },
    text: {
      value: (name: string) => {
        const values = changed(name);
        return values ? textOf(values) : before.text(name);
      },
    },
    setTitle: { value: (to: string) => void (title = to) },
    set: {
      value: (field: string, value: FieldValues[string] | null) => void (fields[field] = value),
    },
  });
  return {
    item,
    changes: () =>
      title === undefined && Object.keys(fields).length === 0
        ? undefined
        : { ...(title === undefined ? {} : { title }), fields },
  };
}
