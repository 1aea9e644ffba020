import { differingFields } from '#grammar/fields';
import type { Attributes, FieldValues, Item, ItemInput, Revision } from './item.ts';
import type { CheckedInput } from './check-item.ts';

/** What readers see of an item: title, published or not, and the fields. */
export interface Content {
  readonly title: string;
  readonly status: boolean;
  readonly fields: FieldValues;
}

/** All that is versioned of an item. */
export interface Version extends Content, Attributes {}

/** What an item was in one of its revisions. */
export function versionOf({ title, status, fields, attributes }: Revision): Version {
  return { title, status, fields, ...attributes };
}

/** What of a version is no field, by the name that a save has for it: no field is called so. */
const PARTS: { readonly [name: string]: (version: Version) => string | boolean } = {
  title: (version) => version.title,
  status: (version) => version.status,
  promote: (version) => version.promote,
  sticky: (version) => version.sticky,
  author_id: (version) => version.authorId,
  created: (version) => version.created.toISOString(),
};
const [TITLE, STATUS, ...ATTRIBUTES] = Object.keys(PARTS);

/** Whether a part of a version, by its name, is a field. */
export function isField(name: string): boolean {
  return PARTS[name] === undefined;
}

/** `version` with what the input says in its place. */
export function applyInput(version: Version, input: CheckedInput): Version {
  const fields: { [name: string]: FieldValues[string] } = { ...version.fields };
  for (const [name, value] of Object.entries(input.fields)) {
    if (value === null) delete fields[name];
    else fields[name] = value;
  }
  return {
    title: input.title ?? version.title,
    status: input.status ?? version.status,
    promote: input.promote ?? version.promote,
    sticky: input.sticky ?? version.sticky,
    authorId: input.authorId ?? version.authorId,
    created: input.created ?? version.created,
    fields,
  };
}

/** Names of what differs: `title`, `status`, then fields in order, then what belongs to editors. */
export function differences(a: Version, b: Version): readonly string[] {
  const differ = (name: string | undefined) =>
    name !== undefined && PARTS[name]?.(a) !== PARTS[name]?.(b) ? [name] : [];
  return [
    ...differ(TITLE),
    ...differ(STATUS),
    ...differingFields(a.fields, b.fields).toSorted(),
    ...ATTRIBUTES.flatMap(differ),
  ];
}

/** The parts of a version, by their names, as a save takes them. */
export function inputOf(version: Version, names: readonly string[]): ItemInput {
  return {
    ...Object.fromEntries(
      names.flatMap((name) => {
        const value = PARTS[name]?.(version);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    fields: Object.fromEntries(
      names.filter(isField).map((name) => [name, version.fields[name] ?? null]),
    ),
  };
}

/**
 * Merges a save that started from `base` into what the item is now. Parts that only one side
 * changed are taken from that side; a part that both changed, to different values, is a
 * conflict.
 */
export function mergeChanges(
  base: Revision,
  current: Item,
  input: CheckedInput,
): { readonly version: Version } | { readonly conflicts: readonly string[] } {
  const started = versionOf(base);
  const mine = applyInput(started, input);
  const changedByMe = differences(started, mine);
  const changedByOthers = new Set(differences(started, current));
  const conflicts = changedByMe.filter(
    (name) => changedByOthers.has(name) && differences(mine, current).includes(name),
  );
  if (conflicts.length > 0) return { conflicts };

  const fields: { [name: string]: FieldValues[string] } = { ...current.fields };
  for (const name of changedByMe.filter(isField)) {
    const value = mine.fields[name];
    if (value === undefined) delete fields[name];
    else fields[name] = value;
  }
  const taken = (name: string): Version => (changedByMe.includes(name) ? mine : current);
  return {
    version: {
      title: taken('title').title,
      status: taken('status').status,
      promote: taken('promote').promote,
      sticky: taken('sticky').sticky,
      authorId: taken('author_id').authorId,
      created: taken('created').created,
      fields,
    },
  };
}
