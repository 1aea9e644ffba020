import type { JsonObject } from '#base';
import { text } from '#grammar/render';
import { Type } from 'typebox';
import type { FieldType } from '../field-type.ts';
import { formatDecimal } from '../number-text.ts';
import { lineSetting, wholeNumberSetting } from '../setting-kinds.ts';
import { defineSettings } from '../settings.ts';
import { accepted, checkObject, isNow, refused } from '../value-check.ts';
import { enteredText, valueGroup, wordsOf } from '../widget-parts.ts';
import { betweenWords } from './float.ts';
import { affixes, withAffixes } from './number-parts.ts';

export type DecimalValue = { readonly value: string };

const DIGITS = /^([+-]?)(\d+)(?:\.(\d+))?$/;

const settings = defineSettings<{
  precision: number;
  scale: number;
  min: string;
  max: string;
  prefix: string;
  suffix: string;
}>(
  {
    precision: wholeNumberSetting({
      label: 'Digits in all',
      default: 12,
      min: 1,
      max: 60,
    }),
    scale: wholeNumberSetting({
      label: 'Digits after the point',
      default: 2,
      min: 0,
      max: 30,
    }),
    min: lineSetting({ label: 'Smallest', default: '', maxLength: 62, check: notDecimal }),
    max: lineSetting({ label: 'Largest', default: '', maxLength: 62, check: notDecimal }),
    ...affixes,
  },
  ({ precision, scale, min, max }) => [
    ...(scale > precision
      ? [{ pointer: '/scale', code: 'setting', message: 'More digits than there are in all.' }]
      : []),
    ...(min !== '' && max !== '' && compareDecimals(min, max) > 0
      ? [{ pointer: '/max', code: 'setting', message: 'Largest: less than the smallest.' }]
      : []),
  ],
);

/** An exact number, kept as its digits: no float ever stands between what is entered and shown. */
export const decimalType: FieldType<DecimalValue> = {
  name: 'decimal',
  label: 'Decimal number (exact)',
  description: 'An exact number with a fixed number of digits after the point, such as a price.',
  icon: 'decimals-arrow-right',
  example: { value: '19.90' },
  settings,
  schema: (given) => {
    const { precision, scale } = settings.read(given);
    const whole = Math.max(precision - scale, 1);
    const fraction = scale > 0 ? `(\\.[0-9]{1,${scale}})?` : '';
    return Type.Object(
      { value: Type.String({ pattern: `^-?[0-9]{1,${whole}}${fraction}$` }) },
      { additionalProperties: false },
    );
  },
  validate: (input, given) => {
    const object = checkObject(input, ['value'], decimalType.example);
    if (!object.ok) return object;
    const { value } = object.value;
    if (typeof value !== 'string') {
      const message = `Expected digits as text, so that nothing is rounded, e.g. "19.90". ${isNow(value)}`;
      return refused('type', message, '/value');
    }
    const digits = value.trim();
    const { precision, scale, min, max } = settings.read(given);
    const parts = digits.length <= 1000 ? DIGITS.exec(digits) : null;
    if (!parts) {
      return refused('format', 'Expected digits with a point, e.g. 19.90.', '/value');
    }
    const whole = (parts[2] ?? '').replace(/^0+(?=\d)/, '');
    const fraction = parts[3] ?? '';
    if (fraction.length > scale) {
      const message =
        scale === 0 ? 'No digits after the point.' : `At most ${scale} digits after the point.`;
      return refused('range', message, '/value');
    }
    if (whole !== '0' && whole.length > precision - scale) {
      const message = `At most ${precision - scale} digits before the point; this has ${whole.length}.`;
      return refused('range', message, '/value');
    }
    const canonical = withSign(parts[1] === '-', whole, fraction.padEnd(scale, '0'));
    const below = min !== '' && compareDecimals(canonical, min) < 0;
    const above = max !== '' && compareDecimals(canonical, max) > 0;
    if (below || above) {
      const message = `Expected a number ${betweenWords(min === '' ? null : min, max === '' ? null : max)}.`;
      return refused('range', message, '/value');
    }
    return accepted({ value: canonical });
  },
  isEmpty: () => false,
  compare: (a, b) => compareDecimals(a.value, b.value),
  sql: { type: 'numeric', key: 'value' },
  toText: ({ value }) => value,
  fromText: (given) => (given.trim() === '' ? undefined : { value: given.trim() }),
  widgets: {
    number: {
      label: 'Number',
      build: (value, view) => {
        const { scale, min, max } = settings.read(view.settings);
        return valueGroup({
          kind: 'number',
          ...wordsOf(view),
          step: scale === 0 ? 1 : 'any',
          ...(min === '' ? {} : { min: Number(min) }),
          ...(max === '' ? {} : { max: Number(max) }),
          ...(value ? { default: value.value } : {}),
        });
      },
      parse: (given) => {
        const value = enteredText(given, 'value').trim();
        return value === '' ? undefined : { value };
      },
    },
  },
  formatters: {
    number: {
      label: 'With separators (12,345.60)',
      build: ({ value }, view) =>
        text(around(formatDecimal(value, view.ctx.locale), view.settings)),
    },
    plain: {
      label: 'Plain (12345.60)',
      build: ({ value }, view) => text(around(value, view.settings)),
    },
  },
};

function around(number: string, given: JsonObject): string {
  const { prefix, suffix } = settings.read(given);
  return withAffixes(number, prefix, suffix);
}

function notDecimal(value: string): string | undefined {
  return DIGITS.test(value) ? undefined : 'Expected digits with a point, e.g. 19.90.';
}

function withSign(negative: boolean, whole: string, fraction: string): string {
  const digits = fraction === '' ? whole : `${whole}.${fraction}`;
  return negative && /[1-9]/.test(digits) ? `-${digits}` : digits;
}

/** Compares by value, with all digits. */
function compareDecimals(a: string, b: string): number {
  const scale = Math.max(fractionOf(a).length, fractionOf(b).length);
  const left = scaled(a, scale);
  const right = scaled(b, scale);
  return left < right ? -1 : left > right ? 1 : 0;
}

function scaled(digits: string, scale: number): bigint {
  const [whole = '0'] = digits.split('.');
  return BigInt(whole.replace('+', '') + fractionOf(digits).padEnd(scale, '0'));
}

function fractionOf(digits: string): string {
  return digits.split('.')[1] ?? '';
}
