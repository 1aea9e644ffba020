import { parseId } from '#base';
import { instantAt, instantOf } from '#grammar/fields';
import type { CatalogueColumn } from '../catalogue/catalogue.ts';
import type { Filter } from '../definition/gather.ts';
import type { OneOperand } from '../definition/operand.ts';
import { isAmount, isRelative, isSeveral, operandShape } from '../definition/operand-shape.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const NUMBER = /^-?\d{1,60}(?:\.\d{1,60})?$/;

/** What is wrong with what a filter compares with, as a sentence; undefined: nothing. */
export function operandProblem(
  column: CatalogueColumn,
  { operator, value, exposed }: Pick<Filter, 'operator' | 'value' | 'exposed'>,
): string | undefined {
  const shape = operandShape(operator);
  if (value === undefined) {
    return shape === 'none' || exposed ? undefined : 'Say what is compared with.';
  }
  switch (shape) {
    case 'none':
      return 'This operator compares with nothing.';
    case 'amount':
      if (!isAmount(value))
        return 'Expected an amount and a unit: { "amount": 30, "unit": "day" }.';
      return value.amount > 0 ? undefined : 'The amount must be above 0.';
    case 'one':
      if (isSeveral(value) || isAmount(value)) return 'Expected one value.';
      return oneProblem(column, value);
    case 'two':
      if (!isSeveral(value) || value.length !== 2) return 'Expected two values: from and to.';
      if (value.every((one) => one === '')) return exposed ? undefined : 'One end must be said.';
      return firstProblem(
        column,
        value.filter((one) => one !== ''),
      );
    case 'many':
      if (!isSeveral(value)) return 'Expected a list of values.';
      if (value.length === 0 && !exposed) return 'Expected at least one value.';
      return firstProblem(column, value);
  }
}

function firstProblem(column: CatalogueColumn, values: readonly OneOperand[]): string | undefined {
  for (const one of values) {
    const problem = oneProblem(column, one);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** What is wrong with one value, as a sentence; undefined: nothing. */
export function oneProblem(column: CatalogueColumn, value: OneOperand): string | undefined {
  const { kind } = column;
  if (isRelative(value)) {
    return kind === 'date' || kind === 'time'
      ? undefined
      : 'Only dates and times can be told from now.';
  }
  switch (kind) {
    case 'number':
      return isNumber(value) ? undefined : 'Expected a number, such as 12 or 0.5.';
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'Expected true or false.';
    case 'date':
      return isDay(value) ? undefined : 'Expected a day that exists, such as 2026-05-12.';
    case 'time':
      return isTime(value)
        ? undefined
        : 'Expected a day or a time, such as 2026-05-12 or 2026-05-12T14:30:00Z.';
    case 'id':
    case 'term':
      return parseId(value) === undefined ? 'Expected the id of a record.' : undefined;
    case 'choice':
      if (typeof value !== 'string') return 'Expected one of the allowed values as text.';
      return isChoice(column, value) ? undefined : `“${value}” is none of the allowed values.`;
    case 'text':
    case 'search':
      if (typeof value !== 'string') return 'Expected text.';
      if (value.includes('\0') || !value.isWellFormed()) return 'This text cannot be looked for.';
      return value.trim() === '' ? 'Expected text that is not empty.' : undefined;
    case 'other':
      return 'This column can only be empty or not.';
  }
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' ? Number.isFinite(value) : NUMBER.test(String(value));
}

function isDay(value: unknown): boolean {
  return typeof value === 'string' && DAY.test(value) && instantOf(`${value}T00:00Z`) !== undefined;
}

function isTime(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  return isDay(value) || (instantOf(value) ?? instantAt(value, 'UTC')) !== undefined;
}

function isChoice({ choices }: CatalogueColumn, value: string): boolean {
  return choices === undefined || choices.some((one) => one.value === value);
}
