import { type JsonObject, pointer } from '#base';
import { Type, type TSchema } from 'typebox';
import type { Item, RevertedItem, Revision } from '../item.ts';
import type { ItemType } from '../types/item-type.ts';

/** An item as REST shows it. `revision` is what a save names in If-Match. */
export function itemJson(item: Item): JsonObject {
  return {
    id: item.id,
    type: item.type,
    title: item.title,
    status: item.status,
    promote: item.promote,
    sticky: item.sticky,
    author: { id: item.authorId, name: item.authorName },
    created: item.created.toISOString(),
    changed: item.changed.toISOString(),
    revision: item.revisionId,
    fields: item.fields,
  };
}

/** An item that went back; `problems` where it could not altogether. */
export function revertedJson({ left, ...item }: RevertedItem): JsonObject {
  if (left.length === 0) return itemJson(item);
  const problems = left.map(({ part, message }) => ({
    pointer: part === 'title' ? pointer(part) : pointer('fields', part),
    code: 'not_taken_back',
    message,
  }));
  return { ...itemJson(item), problems };
}

export function revisionJson(revision: Revision): JsonObject {
  return {
    id: revision.id,
    item: revision.itemId,
    author: { id: revision.authorId, name: revision.authorName },
    title: revision.title,
    status: revision.status,
    created: revision.created.toISOString(),
    log: revision.log,
    changes: revision.changes,
    fields: revision.fields,
  };
}

const id = Type.String({ format: 'uuid' });
const when = Type.String({ format: 'date-time' });
const author = Type.Object({ id, name: Type.String() });

/** The schema of what `itemJson` answers, with the fields of one type. */
export function itemSchema(fields: TSchema): TSchema {
  return Type.Object(itemProperties(fields));
}

/** The schema of what `revertedJson` answers. */
export function revertedSchema(fields: TSchema): TSchema {
  const text = Type.String();
  return Type.Object({
    ...itemProperties(fields),
    problems: Type.Optional(
      Type.Array(Type.Object({ pointer: text, code: text, message: text }), {
        description: 'What is not as it was in that revision, and why',
      }),
    ),
  });
}

function itemProperties(fields: TSchema) {
  return {
    id,
    type: Type.String(),
    title: Type.String(),
    status: Type.Boolean({ description: 'Published' }),
    promote: Type.Boolean({ description: 'On the front page' }),
    sticky: Type.Boolean({ description: 'Before others in lists' }),
    author,
    created: when,
    changed: when,
    revision: Type.String({ format: 'uuid', description: 'Send it as If-Match when you save' }),
    fields,
  };
}

/** A revision has the fields of its time: their types may have changed since, or be gone. */
export function revisionSchema(): TSchema {
  return Type.Object({
    id,
    item: id,
    author,
    title: Type.String(),
    status: Type.Boolean(),
    created: when,
    log: Type.String(),
    changes: Type.Array(Type.String(), { description: 'What differs from the revision before' }),
    fields: Type.Record(Type.String(), Type.Unknown(), { description: 'As they were saved' }),
  });
}

/** The schema of what creates an item, of a type if one is given. */
export function newItemSchema(fields: TSchema, type?: ItemType): TSchema {
  const isNeeded = type?.fields.some(({ required }) => required) ?? false;
  return Type.Object(
    {
      title: type?.hasTitle ? title : Type.Optional({ ...title, description: WITHOUT_TITLE }),
      ...attributes,
      fields: isNeeded ? fields : Type.Optional(fields),
    },
    { additionalProperties: false },
  );
}

/** The schema of what changes an item: what it does not name stays as it is. */
export function itemChangeSchema(fields: TSchema): TSchema {
  return Type.Object(
    { title: Type.Optional(title), ...attributes, fields: Type.Optional(fields) },
    { additionalProperties: false },
  );
}

const title = Type.String({ minLength: 1, maxLength: 255 });
const WITHOUT_TITLE = 'Where content has no titles of its own this is not looked at';
const attributes = {
  status: Type.Optional(Type.Boolean()),
  promote: Type.Optional(Type.Boolean()),
  sticky: Type.Optional(Type.Boolean()),
  created: Type.Optional(when),
  author_id: Type.Optional(id),
  log: Type.Optional(Type.String({ maxLength: 1000, description: 'What was changed and why' })),
};
