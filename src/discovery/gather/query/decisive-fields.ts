import type { ColumnNode, ConditionNode, QueryNode, TableAlias } from './nodes.ts';

/** A field of an item that decided whether its row is there, or where. */
export interface DecisiveField {
  readonly table: TableAlias;
  /** undefined: every field that has a term. */
  readonly field: string | undefined;
}

/** Who may not see one of these fields of an item must not be able to guess it by the list. */
export function decisiveFields({ where, order }: QueryNode): readonly DecisiveField[] {
  return [...fieldsIn(where), ...order.flatMap(fieldOf)];
}

function fieldsIn(condition: ConditionNode): readonly DecisiveField[] {
  switch (condition.is) {
    case 'all':
    case 'any':
      return condition.of.flatMap(fieldsIn);
    case 'not':
      return fieldsIn(condition.of);
    case 'termed':
      return [{ table: condition.table, field: condition.field }];
    case 'worded':
    case 'staged':
      return [];
    default:
      return fieldOf(condition);
  }
}

function fieldOf({ table, column: { place } }: ColumnNode): readonly DecisiveField[] {
  const field = place.in === 'fields' ? place.path[0]?.name : undefined;
  return field === undefined ? [] : [{ table, field }];
}
