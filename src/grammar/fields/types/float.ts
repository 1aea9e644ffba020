import { Type } from 'typebox';
import { compareNumbers } from '../compare.ts';
import type { FieldType } from '../field-type.ts';
import { accepted, checkObject, isNow, refused } from '../value-check.ts';
import {
  type NumberValue,
  numberFormatters,
  numberFromText,
  numberSettings,
  numberWidgets,
} from './number-parts.ts';

export type FloatValue = NumberValue;

const settings = numberSettings(false);

/** A number with a fraction, as exact as a double: for what was measured, not for money. */
export const floatType: FieldType<FloatValue> = {
  name: 'float',
  label: 'Fraction (approximate)',
  description: 'A measured number, such as a distance. For money take a decimal.',
  icon: 'ruler',
  example: { value: 3.14 },
  settings,
  schema: (given) => {
    const { min, max } = settings.read(given);
    return Type.Object(
      {
        value: Type.Number({
          ...(min === null ? {} : { minimum: min }),
          ...(max === null ? {} : { maximum: max }),
        }),
      },
      { additionalProperties: false },
    );
  },
  validate: (input, given) => {
    const object = checkObject(input, ['value'], floatType.example);
    if (!object.ok) return object;
    const { value } = object.value;
    if (typeof value !== 'number' || Number.isNaN(value)) {
      return refused('type', `Expected a number, e.g. 3.14. ${isNow(value)}`, '/value');
    }
    if (!Number.isFinite(value)) {
      return refused('range', 'Expected a number between -1.79e308 and 1.79e308.', '/value');
    }
    const { min, max } = settings.read(given);
    if ((min !== null && value < min) || (max !== null && value > max)) {
      return refused('range', `Expected a number ${betweenWords(min, max)}.`, '/value');
    }
    return accepted({ value: value === 0 ? 0 : value });
  },
  isEmpty: () => false,
  compare: (a, b) => compareNumbers(a.value, b.value),
  sql: { type: 'numeric', key: 'value' },
  toText: ({ value }) => String(value),
  fromText: (given) => numberFromText(given),
  widgets: numberWidgets(settings, 'any', numberFromText),
  formatters: numberFormatters(settings),
};

/** "from 1 to 5", "of at least 1". */
export function betweenWords(min: number | string | null, max: number | string | null): string {
  if (min !== null && max !== null) return `from ${min} to ${max}`;
  return min !== null ? `of at least ${min}` : `of at most ${max}`;
}
