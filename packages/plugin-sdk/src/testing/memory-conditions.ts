import type { Condition, Row } from '../db/index.ts';
import type { Json } from '../json.ts';

/** A row with what was joined to it: `column`, and `table.column`. */
export type Reading = (column: string) => Json;

/** Whether a row is meant. As in SQL, what is empty is neither like nor unlike anything. */
export function matches(condition: Condition, read: Reading): boolean {
  return decide(condition, read) === true;
}

/** undefined: that cannot be said. */
function decide(condition: Condition, read: Reading): boolean | undefined {
  switch (condition.op) {
    case 'and':
      return every(condition.of.map((one) => decide(one, read)));
    case 'or':
      return opposite(every(condition.of.map((one) => opposite(decide(one, read)))));
    case 'not':
      return opposite(decide(condition.of, read));
    case 'is_null':
      return read(condition.column) === null;
    default:
      return compareValue(condition, read(condition.column));
  }
}

function compareValue(
  condition: Exclude<Condition, { op: 'and' | 'or' | 'not' | 'is_null' }>,
  value: Json,
): boolean | undefined {
  if (value === null) return undefined;
  switch (condition.op) {
    case 'in':
      return condition.values.some((one) => order(value, one) === 0);
    case 'contains':
      return textOf(value).includes(condition.text.toLowerCase());
    case 'starts_with':
      return textOf(value).startsWith(condition.text.toLowerCase());
    default: {
      const sign = order(value, condition.value);
      const { op } = condition;
      if (op === 'eq' || op === 'ne') return (sign === 0) === (op === 'eq');
      if (op === 'lt' || op === 'gt') return op === 'lt' ? sign < 0 : sign > 0;
      return op === 'le' ? sign <= 0 : sign >= 0;
    }
  }
}

/** In small letters; what is no text has none. */
function textOf(value: Json): string {
  return typeof value === 'string' ? value.toLowerCase() : '';
}

/** Negative: the one comes before the other; what is empty comes last. */
export function order(one: Json, other: Json): number {
  if (one === other) return 0;
  if (one === null || other === null) return one === null ? 1 : -1;
  return one < other ? -1 : 1;
}

/** A copy with these columns alone. */
export function pick(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
}

function every(parts: readonly (boolean | undefined)[]): boolean | undefined {
  if (parts.includes(false)) return false;
  return parts.includes(undefined) ? undefined : true;
}

function opposite(part: boolean | undefined): boolean | undefined {
  return part === undefined ? undefined : !part;
}
