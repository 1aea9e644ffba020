import { parseId, type TermId } from '#base';
import { collectReferences, type FieldDefinition, type FieldTypes } from '#grammar/fields';
import type { ItemDeps } from '../item-deps.ts';
import type { FieldValues, Item } from '../item.ts';
import type { TypesOf } from '../types/type-registry.ts';

/** That a field of an item refers to a term. */
export interface TermUse {
  readonly field: string;
  readonly term: TermId;
}

/** Every term that the values of these fields refer to, also inside groups, once for each field. */
export function termsOf(
  definitions: readonly FieldDefinition[],
  values: FieldValues,
  fieldTypes: FieldTypes,
): readonly TermUse[] {
  const uses = definitions.flatMap((definition) =>
    collectReferences([definition], values, fieldTypes).flatMap(({ type, id }): TermUse[] => {
      const term = type === 'term' ? parseId<'term'>(id) : undefined;
      return term === undefined ? [] : [{ field: definition.name, term }];
    }),
  );
  return [...new Map(uses.map((use) => [`${use.field} ${use.term}`, use])).values()];
}

/** Whether a field of the item refers to one of the terms. */
export function refersToAny(
  { types, fieldTypes }: Pick<ItemDeps, 'types' | 'fieldTypes'>,
  whose: TypesOf,
  item: Pick<Item, 'type' | 'fields'>,
  terms: ReadonlySet<TermId>,
): boolean {
  const { fields } = types.in(whose).get(item.type);
  return termsOf(fields, item.fields, fieldTypes).some(({ term }) => terms.has(term));
}
