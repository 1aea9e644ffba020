import { NotFound } from '#base';
import type { FieldType, FieldTypes } from './field-type.ts';
import { nearNames } from './near-names.ts';
import { booleanType } from './types/boolean.ts';
import { dateType } from './types/date.ts';
import { integerType } from './types/integer.ts';
import { linkType } from './types/link.ts';
import { listType } from './types/list.ts';
import { longTextType } from './types/long-text.ts';
import { textType } from './types/text.ts';
import { list } from './value-check.ts';

/** A registry with the field types that the program brings. */
export function createFieldTypes(): FieldTypes {
  const types = new Map<string, FieldType>();
  const fieldTypes: FieldTypes = {
    register: (type) => {
      if (types.has(type.name)) throw new Error(`The field type “${type.name}” is there already.`);
      types.set(type.name, type);
    },
    find: (name) => types.get(name),
    get: (name) => {
      const type = types.get(name);
      if (type) return type;
      const near = nearNames(name, [...types.keys()]);
      const hint =
        near.length > 0 ? `Did you mean ${list(near, 'or')}?` : 'A plugin may be missing.';
      throw new NotFound('field.unknown_type', `There is no field type “${name}”. ${hint}`);
    },
    list: () => [...types.values()],
  };
  for (const type of [
    textType,
    longTextType,
    listType,
    integerType,
    booleanType,
    dateType,
    linkType,
  ]) {
    fieldTypes.register(type);
  }
  return fieldTypes;
}
