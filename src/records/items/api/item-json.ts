import { type JsonObject, pointer } from '#base';
import { Type, type TSchema } from 'typebox';
import type { Item, RevertedItem, Revision } from '../item.ts';

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

export function revisionSchema(fields: TSchema): TSchema {
  return Type.Object({
    id,
    item: id,
    author,
    title: Type.String(),
    status: Type.Boolean(),
    created: when,
    log: Type.String(),
    changes: Type.Array(Type.String(), { description: 'What differs from the revision before' }),
    fields,
  });
}

/** The schema of what creates (`creating`) or changes an item. */
export function itemInputSchema(fields: TSchema, creating: boolean): TSchema {
  const title = Type.String({ minLength: 1, maxLength: 255 });
  return Type.Object({
    title: creating ? title : Type.Optional(title),
    status: Type.Optional(Type.Boolean()),
    promote: Type.Optional(Type.Boolean()),
    sticky: Type.Optional(Type.Boolean()),
    created: Type.Optional(when),
    author_id: Type.Optional(id),
    log: Type.Optional(Type.String({ maxLength: 1000, description: 'What was changed and why' })),
    fields: Type.Optional(fields),
  });
}
