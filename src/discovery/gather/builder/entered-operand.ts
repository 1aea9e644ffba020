import type { FormValue } from '#grammar/forms';
import type { ColumnKind } from '../catalogue/catalogue.ts';
import { operandShape } from '../definition/operand-shape.ts';
import type { Operator } from '../definition/operand.ts';
import { rowsIn, textIn, textsIn, valueIn } from './entered.ts';

/**
 * What was entered in `operandElements`, as a definition has it; undefined: nothing. What is of
 * the wrong type stays as it was typed, for the check of definitions to say so.
 */
export function enteredOperand(
  entered: FormValue | undefined,
  kind: ColumnKind,
  operator: Operator,
): unknown {
  const isTime = kind === 'date' || kind === 'time';
  switch (operandShape(operator)) {
    case 'none':
      return undefined;
    case 'amount': {
      const amount = textIn(entered, 'amount');
      return amount === '' ? undefined : { amount: Number(amount), unit: textIn(entered, 'unit') };
    }
    case 'two': {
      const ends = ['from', 'to'].map((end) =>
        isTime ? enteredTime(valueIn(entered, end)) : scalar(textIn(entered, end), kind),
      );
      return ends.some((end) => end === undefined) ? undefined : ends;
    }
    case 'many': {
      const given = manyTexts(entered).map((text) => scalar(text, kind));
      const values = given.filter((one) => one !== undefined);
      return values.length === 0 ? undefined : values;
    }
    case 'one':
      return isTime ? enteredTime(entered) : scalar(textIn(entered, 'value'), kind);
  }
}

/** Boxes, rows of records, or lines. */
function manyTexts(entered: FormValue | undefined): readonly string[] {
  const given = valueIn(entered, 'values');
  if (typeof given === 'string') return given.split('\n').map((line) => line.trim());
  const rows = rowsIn(entered, 'values').filter((row) => typeof row === 'string');
  return rows.length > 0 ? rows : textsIn(entered, 'values');
}

function enteredTime(entered: FormValue | undefined): unknown {
  const how = textIn(entered, 'how');
  const after = (sign: 1 | -1, name: string) => {
    const amount = textIn(entered, name);
    if (amount === '') return undefined;
    const unit = textIn(entered, `${name}_unit`);
    const isDays = unit !== 'minute' && unit !== 'hour';
    return { from: isDays ? 'today' : 'now', amount: sign * Number(amount), unit };
  };
  switch (how) {
    case 'now':
    case 'today':
      return { from: how, amount: 0, unit: 'day' };
    case 'before':
      return after(-1, 'before');
    case 'after':
      return after(1, 'after');
    default:
      return textIn(entered, 'day') || undefined;
  }
}

function scalar(text: string, kind: ColumnKind): unknown {
  if (text === '') return undefined;
  if (kind === 'boolean') return text === 'true';
  const number = kind === 'number' ? Number(text) : Number.NaN;
  return Number.isNaN(number) ? text : number;
}
