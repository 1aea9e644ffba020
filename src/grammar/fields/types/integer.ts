import { exactNumber, isDecimal, type JsonObject } from '#base';
import { Type } from 'typebox';
import { compareNumbers } from '../compare.ts';
import type { FieldType } from '../field-type.ts';
import { accepted, checkObject, isNow, refused } from '../value-check.ts';
import {
  exactNumberFromText,
  type NumberValue,
  numberFormatters,
  numberSettings,
  numberWidgets,
} from './number-parts.ts';

export type IntegerValue = NumberValue;

const settings = numberSettings(true);

/** A whole number, exact between plus and minus 2⁵³ − 1. */
export const integerType: FieldType<IntegerValue> = {
  name: 'integer',
  label: 'Whole number',
  description: 'A number without fractions, such as a year or how many people fit in.',
  icon: 'hash',
  example: { value: 42 },
  settings,
  schema: (given) =>
    Type.Object({ value: Type.Integer(bounds(given)) }, { additionalProperties: false }),
  validate: (input, given) => {
    const object = checkObject(input, ['value'], integerType.example);
    if (!object.ok) return object;
    const { value } = object.value;
    const { minimum, maximum } = bounds(given);
    const message = `Expected a whole number from ${minimum} to ${maximum}.`;
    if (typeof value === 'string' && isDecimal(value) && exactNumber(value) === undefined) {
      // Digits that would become another number: 9007199254740993, 0.99999999999999999999.
      return refused('range', message, '/value');
    }
    if (typeof value !== 'number' || Number.isNaN(value)) {
      return refused('type', `Expected a whole number, e.g. 42. ${isNow(value)}`, '/value');
    }
    if (value < minimum || value > maximum) return refused('range', message, '/value');
    if (!Number.isInteger(value)) {
      return refused('type', `Expected a whole number, e.g. 42. This is ${value}.`, '/value');
    }
    // JSON writes -0 as 0; so does what is kept.
    return accepted({ value: value === 0 ? 0 : value });
  },
  isEmpty: () => false,
  compare: (a, b) => compareNumbers(a.value, b.value),
  sql: { type: 'numeric', key: 'value' },
  toText: ({ value }) => String(value),
  fromText: (given) => exactNumberFromText(given),
  widgets: numberWidgets(settings, 1, exactNumberFromText),
  formatters: numberFormatters(settings),
};

function bounds(given: JsonObject): { minimum: number; maximum: number } {
  const { min, max } = settings.read(given);
  return { minimum: min ?? Number.MIN_SAFE_INTEGER, maximum: max ?? Number.MAX_SAFE_INTEGER };
}
