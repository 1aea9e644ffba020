import type { ConditionNode, TableAlias } from './nodes.ts';

/** The tables that a condition is about. */
export function tablesOf(condition: ConditionNode): readonly TableAlias[] {
  switch (condition.is) {
    case 'all':
    case 'any':
      return condition.of.flatMap(tablesOf);
    case 'not':
      return tablesOf(condition.of);
    default:
      return [condition.table];
  }
}
