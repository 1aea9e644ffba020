import type { Aggregate } from '../definition/gather.ts';
import type { Operator } from '../definition/operand.ts';
import type { ColumnKind } from './catalogue.ts';

const EMPTY = ['is_empty', 'is_not_empty'] as const;
const SAME = ['equals', 'not_equals', 'in', 'not_in'] as const;
const ORDER = ['greater', 'less', 'at_least', 'at_most', 'between'] as const;
const WORDS = ['contains', 'starts_with', 'ends_with'] as const;
const FROM_NOW = ['in_next', 'in_last'] as const;
const SETS = ['has_any', 'has_all'] as const;

const OPERATORS_OF: Readonly<Record<ColumnKind, readonly Operator[]>> = {
  text: [...SAME, ...WORDS, ...ORDER, ...EMPTY],
  number: [...SAME, ...ORDER, ...EMPTY],
  boolean: ['equals', 'not_equals', ...EMPTY],
  date: [...SAME, ...ORDER, ...FROM_NOW, ...EMPTY],
  time: [...SAME, ...ORDER, ...FROM_NOW, ...EMPTY],
  id: [...SAME, ...EMPTY],
  term: ['has_term', 'has_term_or_below', ...SAME, ...EMPTY],
  choice: [...SAME, ...EMPTY],
  search: ['matches'],
  other: EMPTY,
};

/** What can be asked of a column; of one with several values also which of them it has. */
export function operatorsOf(kind: ColumnKind, several: boolean): readonly Operator[] {
  const operators = OPERATORS_OF[kind];
  return several && operators.includes('in') ? [...operators, ...SETS] : operators;
}

/** What can be made of the values of many rows. */
export function aggregatesOf(kind: ColumnKind): readonly Aggregate[] {
  switch (kind) {
    case 'number':
      return ['count', 'count_distinct', 'sum', 'average', 'minimum', 'maximum'];
    case 'text':
    case 'date':
    case 'time':
      return ['count', 'count_distinct', 'minimum', 'maximum'];
    case 'boolean':
    case 'id':
    case 'term':
    case 'choice':
      return ['count', 'count_distinct'];
    case 'search':
    case 'other':
      return [];
  }
}

/** Whether rows can be put in the order of such a column, where it has one value. */
export function isOrdered(kind: ColumnKind): boolean {
  return kind !== 'search' && kind !== 'other';
}
