import { FieldNotFound } from '../item-errors.ts';
import type { Field } from './item-type.ts';
import type { TypeSet } from './type-set.ts';

/** The field of that name on a type; throws when there is none. */
export function getField(types: TypeSet, typeName: string, name: string): Field {
  const field = types.get(typeName).fields.find((each) => each.name === name);
  if (!field) throw new FieldNotFound(typeName, name);
  return field;
}

/** The types that use the field of this name, with it. */
export function usersOf(types: TypeSet, name: string): readonly { type: string; field: Field }[] {
  return types.list().flatMap((type) => {
    const field = type.fields.find((each) => each.name === name);
    return field ? [{ type: type.type, field }] : [];
  });
}
