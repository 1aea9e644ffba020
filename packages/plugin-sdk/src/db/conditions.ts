import type { Condition, Row } from './query.ts';

type Column<Of> = Extract<keyof Of, string>;
type Scalar<Value> = Extract<Value, string | number | boolean>;
type Comparison = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

/** `compare('stars', 'ge', 4)`; what is empty is found by `isNull` alone. */
export function compare<Of = Row, Name extends Column<Of> = Column<Of>>(
  column: Name,
  op: Comparison,
  value: Scalar<Of[Name]>,
): Condition<Of> {
  return { op, column, value };
}

export function oneOf<Of = Row, Name extends Column<Of> = Column<Of>>(
  column: Name,
  values: readonly Scalar<Of[Name]>[],
): Condition<Of> {
  return { op: 'in', column, values };
}

/** Capital or small letters, both are found. */
export function contains<Of = Row>(column: Column<Of>, text: string): Condition<Of> {
  return { op: 'contains', column, text };
}

/** Capital or small letters, both are found. */
export function startsWith<Of = Row>(column: Column<Of>, text: string): Condition<Of> {
  return { op: 'starts_with', column, text };
}

export function isNull<Of = Row>(column: Column<Of>): Condition<Of> {
  return { op: 'is_null', column };
}

export function and<Of = Row>(...of: readonly Condition<Of>[]): Condition<Of> {
  return { op: 'and', of };
}

export function or<Of = Row>(...of: readonly Condition<Of>[]): Condition<Of> {
  return { op: 'or', of };
}

export function not<Of = Row>(of: Condition<Of>): Condition<Of> {
  return { op: 'not', of };
}
