import { NotFound } from '#base';
import { type DerivedFieldType, deriveFieldType } from './derived-type.ts';
import type { FieldType, FieldTypes } from './field-type.ts';
import { nearNames } from './near-names.ts';
import { createReferenceTargets } from './reference-targets.ts';
import type { ReferenceTargets } from './references.ts';
import { booleanType } from './types/boolean.ts';
import { createCompoundType } from './types/compound/compound.ts';
import { dateRangeType } from './types/date-range.ts';
import { dateTimeType } from './types/date-time.ts';
import { dateType } from './types/date.ts';
import { decimalType } from './types/decimal.ts';
import { emailType } from './types/email.ts';
import { fileType } from './types/file.ts';
import { floatType } from './types/float.ts';
import { imageType } from './types/image.ts';
import { integerType } from './types/integer.ts';
import { jsonType } from './types/json.ts';
import { linkType } from './types/link.ts';
import { listType } from './types/list.ts';
import { longTextType } from './types/long-text.ts';
import { createReferenceType } from './types/reference.ts';
import { textType } from './types/text.ts';
import { list } from './value-check.ts';

/**
 * A registry with the field types that the program brings. `targets` finds records for the boxes
 * that complete what is typed; without, there is nothing to find.
 */
export function createFieldTypes(targets: ReferenceTargets = createReferenceTargets()): FieldTypes {
  const types = new Map<string, FieldType>();
  let derived: ReadonlyMap<string, FieldType> = new Map();
  const made = (given: readonly DerivedFieldType[]): ReadonlyMap<string, FieldType> =>
    new Map(
      given.flatMap((one) => {
        const base = types.get(one.base);
        return base ? [[one.name, deriveFieldType(base, one)]] : [];
      }),
    );
  const fieldTypes: FieldTypes = {
    register: (type) => {
      if (types.has(type.name)) throw new Error(`The field type “${type.name}” is there already.`);
      types.set(type.name, type);
    },
    derive: (given) => {
      derived = made(given);
    },
    with: (given) => {
      const more = made(given);
      const all: FieldTypes = {
        ...fieldTypes,
        find: (name) => more.get(name) ?? fieldTypes.find(name),
        get: (name) => more.get(name) ?? fieldTypes.get(name),
        list: () => [...fieldTypes.list().filter(({ name }) => !more.has(name)), ...more.values()],
      };
      return all;
    },
    find: (name) => types.get(name) ?? derived.get(name),
    get: (name) => {
      const type = fieldTypes.find(name);
      if (type) return type;
      const near = nearNames(name, [...types.keys(), ...derived.keys()]);
      const hint =
        near.length > 0 ? `Did you mean ${list(near, 'or')}?` : 'A plugin may be missing.';
      throw new NotFound('field.unknown_type', `There is no field type “${name}”. ${hint}`);
    },
    list: () => [...types.values(), ...[...derived.values()].filter(({ off }) => !off)],
  };
  for (const type of [
    textType,
    longTextType,
    listType,
    booleanType,
    integerType,
    decimalType,
    floatType,
    dateType,
    dateTimeType,
    dateRangeType,
    emailType,
    linkType,
    createReferenceType(targets),
    fileType,
    imageType,
    jsonType,
    createCompoundType(fieldTypes),
  ]) {
    fieldTypes.register(type);
  }
  return fieldTypes;
}
