import { isObject, type Json, type JsonObject } from '#base';
import type { StagedDocument } from '#records/stages';
import type { Field, ItemType } from './item-type.ts';
import { readField, typeSettings } from './read-field.ts';

/** Item types as documents of stages. */
export const ITEM_TYPE = 'item_type';

const FIELD = 'fields/';

/** A type with its fields; each of them is a part that is merged by itself. */
export function documentOf(type: ItemType): JsonObject {
  const fields = type.fields.map(({ name, ...field }): [string, Json] => [
    `${FIELD}${name}`,
    // As it is kept in the database: what JSON says of it.
    JSON.parse(JSON.stringify(field)),
  ]);
  return {
    name: type.name,
    description: type.description,
    has_title: type.hasTitle,
    title_label: type.titleLabel,
    plugin: type.plugin,
    'settings/published': type.settings.published,
    'settings/promoted': type.settings.promoted,
    'settings/byline': type.settings.byline,
    ...Object.fromEntries(fields),
  };
}

/** The type that a document says; undefined: that there is none. */
export function typeOf({
  id,
  content,
}: Pick<StagedDocument, 'id' | 'content'>): ItemType | undefined {
  if (content === null) return undefined;
  const text = (part: string, otherwise: string) => {
    const value = content[part];
    return typeof value === 'string' ? value : otherwise;
  };
  return {
    type: id,
    name: text('name', id),
    description: text('description', ''),
    hasTitle: content['has_title'] !== false,
    titleLabel: text('title_label', 'Title'),
    plugin: text('plugin', '') || null,
    settings: typeSettings({
      published: content['settings/published'],
      promoted: content['settings/promoted'],
      byline: content['settings/byline'],
    }),
    fields: Object.entries(content)
      .flatMap(([part, value]): readonly Field[] =>
        part.startsWith(FIELD) && isObject(value)
          ? [readField(part.slice(FIELD.length), value)]
          : [],
      )
      .toSorted((a, b) => a.weight - b.weight || (a.name < b.name ? -1 : 1)),
  };
}
