import { parseId } from '#base';
import { type FieldDefinition, type FieldValues, valuesOf } from './field-definition.ts';
import type { FieldTypes, Mention } from './field-type.ts';

/** Everything that texts among the values name, each once. */
export function collectMentions(
  definitions: readonly FieldDefinition[],
  values: FieldValues,
  fieldTypes: FieldTypes,
): readonly Mention[] {
  const mentions = definitions.flatMap(({ name, fieldType, settings }) => {
    const type = fieldTypes.find(fieldType);
    if (!type?.mentions) return [];
    return valuesOf(values, name).flatMap((value) => type.mentions?.(value, settings) ?? []);
  });
  return [
    ...new Map(mentions.map((mention) => [`${mention.type} ${mention.id}`, mention])).values(),
  ];
}

const FILE_PATH = /\/file\/([0-9a-f-]+)/gi;

/**
 * The files whose addresses stand in a text, in whatever markup: by their path, or with an origin
 * in front. Their ids are unique everywhere, so it does not matter which.
 */
export function filesNamedIn(text: string): readonly Mention[] {
  return [...text.matchAll(FILE_PATH)].flatMap(([, spelt]) => {
    const id = parseId<'file'>(spelt);
    return id === undefined ? [] : [{ type: 'file', id }];
  });
}
