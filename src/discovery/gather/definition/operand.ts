/** What a filter does. Which of them a column takes is said by its kind: see `operatorsOf`. */
export const OPERATORS = [
  'equals',
  'not_equals',
  'contains',
  'starts_with',
  'ends_with',
  'greater',
  'less',
  'at_least',
  'at_most',
  'between',
  'in',
  'not_in',
  'is_empty',
  'is_not_empty',
  'has_term',
  'has_term_or_below',
  'has_any',
  'has_all',
  /** Full text: every word, any order, in the words' stems. */
  'matches',
  /** A time from now on within an amount: in the next 30 days. */
  'in_next',
  /** A time until now within an amount: in the last 2 weeks. */
  'in_last',
  /** The actor. */
  'is_current_user',
  /** Made, changed or deleted in the stage that is read. */
  'in_this_stage',
] as const;
export type Operator = (typeof OPERATORS)[number];

export type JsonScalar = string | number | boolean;

/**
 * What an operator compares with: one value; two for `between`; any number for `in`, `not_in`,
 * `has_any` and `has_all`; an amount for `in_next` and `in_last`. A time may be told from now.
 */
export type Operand = OneOperand | readonly OneOperand[] | Amount;
export type OneOperand = JsonScalar | RelativeTime;

export interface Amount {
  readonly amount: number;
  readonly unit: TimeUnit;
}
/** `{ from: 'today', amount: -7, unit: 'day' }`; days begin as they do in the site's time zone. */
export interface RelativeTime extends Amount {
  readonly from: 'now' | 'today';
}
export type TimeUnit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';
