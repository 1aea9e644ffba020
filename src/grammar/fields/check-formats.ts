import { type Problem, pointer } from '#base';
import { type FieldDefinition, type FieldValues, placeOf, valuesOf } from './field-definition.ts';
import type { FieldTypes, UsedFormat } from './field-type.ts';
import { list, short } from './value-check.ts';

/**
 * The texts in a format that is not among `allowed`, those that the actor may use. A text that
 * stands just so in `before`, what is stored now, may stay: nothing about it is new.
 */
export function formatProblems(
  definitions: readonly FieldDefinition[],
  values: FieldValues,
  fieldTypes: FieldTypes,
  allowed: readonly string[],
  before: FieldValues = {},
): readonly Problem[] {
  const kept = new Set(formatsIn(definitions, before, fieldTypes).map(keyOf));
  return formatsIn(definitions, values, fieldTypes)
    .filter((used) => !allowed.includes(used.format) && !kept.has(keyOf(used)))
    .map((used) => ({
      pointer: `/fields${used.pointer}`,
      code: 'not_allowed',
      message: `There is no text format “${short(used.format)}” that you may use. There is ${list(allowed, 'or') || 'none'}.`,
    }));
}

/**
 * The fields that a save would take a text from which `locks` says has to stay as it is. Among the
 * values of a field it may stand elsewhere.
 */
export function lockedProblems(
  definitions: readonly FieldDefinition[],
  save: {
    readonly values: FieldValues;
    readonly emptied: readonly string[];
    /** What is stored now. */
    readonly before: FieldValues;
  },
  fieldTypes: FieldTypes,
  locks: (format: string) => boolean,
): readonly Problem[] {
  const touched = new Set([...Object.keys(save.values), ...save.emptied]);
  return definitions
    .filter(({ name }) => touched.has(name))
    .flatMap((definition): Problem[] => {
      const left = new Set(formatsIn([definition], save.values, fieldTypes).map(keyOf));
      const lost = formatsIn([definition], save.before, fieldTypes).find(
        (used) => locks(used.format) && !left.has(keyOf(used)),
      );
      if (lost === undefined) return [];
      const message = `A text here is in the format “${short(lost.format)}”, which you may not use, so it stays as it is.`;
      return [{ pointer: pointer('fields', definition.name), code: 'locked', message }];
    });
}

/** Formats with the texts they are used for; pointers begin at `values`. */
export function formatsIn(
  definitions: readonly FieldDefinition[],
  values: FieldValues,
  fieldTypes: FieldTypes,
): readonly UsedFormat[] {
  return definitions.flatMap((definition) => {
    const type = fieldTypes.find(definition.fieldType);
    if (!type?.formats) return [];
    return valuesOf(values, definition.name).flatMap((value, index) =>
      (type.formats?.(value, definition.settings) ?? []).map((used) => ({
        ...used,
        pointer: pointer(...placeOf(definition, index)) + used.pointer,
      })),
    );
  });
}

function keyOf({ format, text }: UsedFormat): string {
  return `${format}\n${text}`;
}
