import { Type } from 'typebox';
import { text } from '#grammar/render';
import { compareNumbers } from '../compare.ts';
import type { FieldType } from '../field-type.ts';
import { formatNumber } from '../number-text.ts';
import { boundSetting, lineSetting } from '../setting-kinds.ts';
import { defineSettings } from '../settings.ts';
import { checkObject, isNow, refused } from '../value-check.ts';
import { enteredText, valueGroup, wordsOf } from '../widget-parts.ts';

export type IntegerValue = { readonly value: number };

const settings = defineSettings<{
  min: number | null;
  max: number | null;
  prefix: string;
  suffix: string;
}>(
  {
    min: boundSetting({ label: 'Smallest', whole: true }),
    max: boundSetting({ label: 'Largest', whole: true }),
    prefix: lineSetting({ label: 'Before the number', help: 'E.g. €', default: '' }),
    suffix: lineSetting({ label: 'After the number', help: 'E.g. people', default: '' }),
  },
  ({ min, max }) =>
    min !== null && max !== null && min > max
      ? [{ pointer: '/max', code: 'setting', message: 'Largest: less than the smallest.' }]
      : [],
);

/** A whole number, exact between plus and minus 2⁵³ − 1. */
export const integerType: FieldType<IntegerValue> = {
  name: 'integer',
  label: 'Whole number',
  description: 'A number without fractions, such as a year or how many people fit in.',
  icon: 'hash',
  example: { value: 42 },
  settings,
  schema: (given) => {
    const { minimum, maximum } = bounds(given);
    return Type.Object(
      { value: Type.Integer({ minimum, maximum }) },
      { additionalProperties: false },
    );
  },
  validate: (input, given) => {
    const object = checkObject(input, ['value'], integerType.example);
    if (!object.ok) return object;
    const { value } = object.value;
    if (typeof value !== 'number' || Number.isNaN(value)) {
      return refused('type', `Expected a whole number, e.g. 42. ${isNow(value)}`, '/value');
    }
    const { minimum, maximum } = bounds(given);
    if (value < minimum || value > maximum) {
      return refused('range', `Expected a whole number from ${minimum} to ${maximum}.`, '/value');
    }
    if (!Number.isInteger(value)) {
      return refused('type', `Expected a whole number, e.g. 42. This is ${value}.`, '/value');
    }
    // JSON writes -0 as 0; so does what is kept.
    return { ok: true, value: { value: value === 0 ? 0 : value } };
  },
  isEmpty: () => false,
  compare: (a, b) => compareNumbers(a.value, b.value),
  sql: { type: 'numeric', key: 'value' },
  toText: ({ value }) => String(value),
  fromText: (given) => numberFromText(given),
  widgets: {
    number: {
      label: 'Number',
      build: (value, view) => {
        const { min, max } = settings.read(view.settings);
        return valueGroup({
          kind: 'number',
          ...wordsOf(view),
          step: 1,
          ...(min === null ? {} : { min }),
          ...(max === null ? {} : { max }),
          ...(value ? { default: String(value.value) } : {}),
        });
      },
      parse: (given) => numberFromText(enteredText(given, 'value')),
    },
  },
  formatters: {
    number: {
      label: 'With separators (12,345)',
      build: ({ value }, view) => {
        const { prefix, suffix } = settings.read(view.settings);
        return text(prefix + formatNumber(value, view.ctx.locale) + spaced(suffix));
      },
    },
    plain: {
      label: 'Plain (12345)',
      build: ({ value }, view) => {
        const { prefix, suffix } = settings.read(view.settings);
        return text(prefix + String(value) + spaced(suffix));
      },
    },
  },
};

function bounds(given: Parameters<typeof settings.read>[0]): { minimum: number; maximum: number } {
  const { min, max } = settings.read(given);
  return { minimum: min ?? Number.MIN_SAFE_INTEGER, maximum: max ?? Number.MAX_SAFE_INTEGER };
}

/** The number that `given` spells; the text itself when it spells none. */
export function numberFromText(given: string): unknown {
  const line = given.trim();
  if (line === '') return undefined;
  return { value: /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(line) ? Number(line) : line };
}

/** Words stand apart from the number, signs such as % do not. */
export function spaced(suffix: string): string {
  return /^\p{L}/u.test(suffix) ? ` ${suffix}` : suffix;
}
