import type { ColumnKind } from '../catalogue/catalogue.ts';
import type { Aggregate, Display } from '../definition/gather.ts';
import type { Operator, TimeUnit } from '../definition/operand.ts';

/** What the builder calls things. */

const OPERATORS: Readonly<Record<Operator, string>> = {
  equals: 'is',
  not_equals: 'is not',
  contains: 'contains',
  starts_with: 'begins with',
  ends_with: 'ends with',
  greater: 'is greater than',
  less: 'is less than',
  at_least: 'is at least',
  at_most: 'is at most',
  between: 'is between',
  in: 'is one of',
  not_in: 'is none of',
  is_empty: 'is empty',
  is_not_empty: 'is not empty',
  has_term: 'is the term',
  has_term_or_below: 'is the term or one below it',
  has_any: 'has any of',
  has_all: 'has all of',
  matches: 'has the words',
  in_next: 'is within the next',
  in_last: 'was within the last',
  is_current_user: 'is who is looking',
  in_this_stage: 'was changed in this stage',
};

const OF_TIMES: Partial<Readonly<Record<Operator, string>>> = {
  greater: 'is after',
  less: 'is before',
  at_least: 'is on or after',
  at_most: 'is on or before',
};

export function operatorLabel(operator: Operator, kind: ColumnKind): string {
  const isTime = kind === 'date' || kind === 'time';
  return (isTime ? OF_TIMES[operator] : undefined) ?? OPERATORS[operator];
}

export const AGGREGATES: Readonly<Record<Aggregate, string>> = {
  count: 'Number of',
  count_distinct: 'Number of different',
  sum: 'Sum of',
  average: 'Average of',
  minimum: 'Smallest',
  maximum: 'Largest',
};

export const UNITS: Readonly<Record<TimeUnit, string>> = {
  minute: 'minutes',
  hour: 'hours',
  day: 'days',
  week: 'weeks',
  month: 'months',
  year: 'years',
};

export const DISPLAYS: Readonly<Record<Display['kind'], { label: string; help: string }>> = {
  page: { label: 'Page', help: 'A page of its own, at an address.' },
  tile: { label: 'Tile', help: 'Beside other content: on the front page or on pages of items.' },
  feed: { label: 'Feed', help: 'For feed readers: RSS, Atom or JSON Feed.' },
  attachment: { label: 'Attachment', help: 'Above or below other displays of this gather.' },
  calendar: { label: 'Calendar', help: 'An ICS file, for calendar programs.' },
  csv: { label: 'CSV', help: 'A file for spreadsheets.' },
  json: { label: 'JSON', help: 'For programs.' },
};

export const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
