import { parseId } from '#base';
import type { ColumnKind } from '../catalogue/catalogue.ts';
import type { Amount, OneOperand } from '../definition/operand.ts';
import type { SqlScalar, ValueTest } from './nodes.ts';
import { dayOf, fromNow, type Moment, spanOf, storedDay, storedInstant } from './time-span.ts';

export type Comparison = 'equals' | 'greater' | 'less' | 'at_least' | 'at_most';

const SIGNS = { equals: '=', greater: '>', less: '<', at_least: '>=', at_most: '<=' } as const;
const NONE: ValueTest = { by: 'any', of: [] };

/** How a value of this kind is compared with an operand. */
export function compared(
  kind: ColumnKind,
  comparison: Comparison,
  operand: OneOperand,
  moment: Moment,
): ValueTest {
  if (kind === 'time') return comparedTime(comparison, operand, moment);
  const value = kind === 'date' ? dayOf(operand, moment) : scalarOf(kind, operand);
  return value === undefined ? NONE : { by: SIGNS[comparison], value };
}

/** One of several operands. */
export function amongThem(
  kind: ColumnKind,
  operands: readonly OneOperand[],
  moment: Moment,
): ValueTest {
  const tests = operands.map((operand) => compared(kind, 'equals', operand, moment));
  const values = tests.flatMap((test) => (test.by === '=' ? [test.value] : []));
  return values.length === tests.length ? { by: 'in', values } : { by: 'any', of: tests };
}

/** From one operand to another, both included; undefined: open. */
export function between(
  kind: ColumnKind,
  from: OneOperand | undefined,
  to: OneOperand | undefined,
  moment: Moment,
): ValueTest {
  return {
    by: 'all',
    of: [
      ...(from === undefined ? [] : [compared(kind, 'at_least', from, moment)]),
      ...(to === undefined ? [] : [compared(kind, 'at_most', to, moment)]),
    ],
  };
}

/** From now on within an amount, or until now; days count whole. */
export function withinAmount(
  kind: ColumnKind,
  direction: 'next' | 'last',
  { amount, unit }: Amount,
  moment: Moment,
): ValueTest {
  const here = fromNow({ amount: 0, unit: 'day' }, moment);
  const there = fromNow({ amount: direction === 'next' ? amount : -amount, unit }, moment);
  const stored = (at: Temporal.ZonedDateTime) =>
    kind === 'date' ? storedDay(at.toPlainDate()) : storedInstant(at.toInstant());
  const [from, to] = direction === 'next' ? [here, there] : [there, here];
  return {
    by: 'all',
    of: [
      { by: '>=', value: stored(from) },
      { by: '<=', value: stored(to) },
    ],
  };
}

/** A day that is compared with times is all of it. */
function comparedTime(comparison: Comparison, operand: OneOperand, moment: Moment): ValueTest {
  const span = spanOf(operand, moment);
  if (span === undefined) return NONE;
  const { from, until } = span;
  const isDay = from !== until;
  switch (comparison) {
    case 'at_least':
      return { by: '>=', value: from };
    case 'less':
      return { by: '<', value: from };
    case 'greater':
      return isDay ? { by: '>=', value: until } : { by: '>', value: from };
    case 'at_most':
      return isDay ? { by: '<', value: until } : { by: '<=', value: from };
    case 'equals':
      if (!isDay) return { by: '=', value: from };
      return {
        by: 'all',
        of: [
          { by: '>=', value: from },
          { by: '<', value: until },
        ],
      };
  }
}

function scalarOf(kind: ColumnKind, operand: OneOperand): SqlScalar | undefined {
  if (typeof operand === 'object') return undefined;
  if (kind === 'id' || kind === 'term') return parseId(operand);
  // As digits, so that nothing of a long number is lost.
  return kind === 'number' ? String(operand) : operand;
}
