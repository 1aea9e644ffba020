import { text, time } from '#grammar/render';
import { Type } from 'typebox';
import { dayFromText, dayProblem, isDay } from '../calendar.ts';
import { compareText } from '../compare.ts';
import { formatDay } from '../date-text.ts';
import type { FieldType, Validated } from '../field-type.ts';
import { noSettings } from '../settings.ts';
import { accepted, checkObject, isNow, refused } from '../value-check.ts';
import { enteredText, valueGroup, wordsOf } from '../widget-parts.ts';

export type DateValue = { readonly value: string };

/** A day of the calendar, the same in every time zone. */
export const dateType: FieldType<DateValue> = {
  name: 'date',
  label: 'Date',
  description: 'A day, such as a deadline or a birthday.',
  icon: 'calendar',
  example: { value: '2026-05-12' },
  settings: noSettings,
  schema: () =>
    Type.Object({ value: Type.String({ format: 'date' }) }, { additionalProperties: false }),
  validate: (input) => {
    const object = checkObject(input, ['value'], dateType.example);
    if (!object.ok) return object;
    const day = checkDay(object.value.value, '/value');
    return day.ok ? accepted({ value: day.value }) : day;
  },
  isEmpty: () => false,
  compare: (a, b) => compareText(a.value, b.value),
  sql: { type: 'date', key: 'value' },
  toText: ({ value }) => value,
  fromText: (given) => (given.trim() === '' ? undefined : { value: dayFromText(given) }),
  widgets: {
    date: {
      label: 'Date',
      build: (value, view) =>
        valueGroup({ kind: 'date', ...wordsOf(view), ...(value ? { default: value.value } : {}) }),
      parse: (given) => {
        const value = enteredText(given, 'value').trim();
        return value === '' ? undefined : { value };
      },
    },
  },
  formatters: {
    date: { label: '12 May 2026', build: ({ value }) => time(value, 'date') },
    full: {
      label: 'Tuesday 12 May 2026',
      build: ({ value }, { ctx }) => text(formatDay(value, ctx.locale, 'full')),
    },
    short: {
      label: '12/05/2026',
      build: ({ value }, { ctx }) => text(formatDay(value, ctx.locale, 'short')),
    },
    iso: { label: '2026-05-12', build: ({ value }) => text(value) },
    relative: { label: 'In 3 days', build: ({ value }) => time(value, 'relative') },
  },
};

/** A day that exists, or what is wrong with it. */
export function checkDay(input: unknown, at: string): Validated<string> {
  if (typeof input !== 'string') {
    return refused('type', `Expected a date as text, e.g. "2026-05-12". ${isNow(input)}`, at);
  }
  const day = input.trim();
  return isDay(day) ? accepted(day) : refused('format', dayProblem(day), at);
}
