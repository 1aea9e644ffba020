import { differingFields } from '#grammar/fields';
import type { FieldValues, Item, Revision } from './item.ts';
import type { CheckedInput } from './check-item.ts';

/** What of an item is versioned: title, published or not, and the fields. */
export interface Content {
  readonly title: string;
  readonly status: boolean;
  readonly fields: FieldValues;
}

/** `content` with what the input says in its place. */
export function applyInput(content: Content, input: CheckedInput): Content {
  const fields: { [name: string]: FieldValues[string] } = { ...content.fields };
  for (const [name, value] of Object.entries(input.fields)) {
    if (value === null) delete fields[name];
    else fields[name] = value;
  }
  return { title: input.title ?? content.title, status: input.status ?? content.status, fields };
}

/** Names of what differs: `title`, `status`, then fields in order. */
export function differences(a: Content, b: Content): readonly string[] {
  return [
    ...(a.title === b.title ? [] : ['title']),
    ...(a.status === b.status ? [] : ['status']),
    ...differingFields(a.fields, b.fields).toSorted(),
  ];
}

/**
 * Merges a save that started from `base` into what the item is now. Fields that only one side
 * changed are taken from that side; a field that both changed, to different values, is a
 * conflict.
 */
export function mergeChanges(
  base: Revision,
  current: Item,
  input: CheckedInput,
): { readonly content: Content } | { readonly conflicts: readonly string[] } {
  const mine = applyInput(base, input);
  const changedByMe = differences(base, mine);
  const changedByOthers = new Set(differences(base, current));
  const conflicts = changedByMe.filter(
    (name) => changedByOthers.has(name) && differences(mine, current).includes(name),
  );
  if (conflicts.length > 0) return { conflicts };

  const fields: { [name: string]: FieldValues[string] } = { ...current.fields };
  for (const name of changedByMe) {
    if (name === 'title' || name === 'status') continue;
    const value = mine.fields[name];
    if (value === undefined) delete fields[name];
    else fields[name] = value;
  }
  return {
    content: {
      title: changedByMe.includes('title') ? mine.title : current.title,
      status: changedByMe.includes('status') ? mine.status : current.status,
      fields,
    },
  };
}
