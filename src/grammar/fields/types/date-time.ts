import { text, time } from '#grammar/render';
import { Type } from 'typebox';
import { dayFromText, instantOf, isDay } from '../calendar.ts';
import { compareText } from '../compare.ts';
import { formatInstant } from '../date-text.ts';
import type { FieldType } from '../field-type.ts';
import { noSettings } from '../settings.ts';
import { accepted, checkObject, isNow, refused } from '../value-check.ts';
import { enteredText, valueGroup, wordsOf } from '../widget-parts.ts';

export type DateTimeValue = { readonly value: string };

const LOCAL = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/;

/** A moment; entered with any offset, kept in UTC with as many digits always, so it sorts as text. */
export const dateTimeType: FieldType<DateTimeValue> = {
  name: 'date_time',
  label: 'Date and time',
  description: 'A moment, such as when a talk begins.',
  icon: 'calendar-clock',
  example: { value: '2026-05-12T14:30:00.000Z' },
  settings: noSettings,
  schema: () =>
    Type.Object({ value: Type.String({ format: 'date-time' }) }, { additionalProperties: false }),
  validate: (input) => {
    const object = checkObject(input, ['value'], dateTimeType.example);
    if (!object.ok) return object;
    const { value } = object.value;
    if (typeof value !== 'string') {
      const message = `Expected a time as text, e.g. "2026-05-12T14:30:00Z". ${isNow(value)}`;
      return refused('type', message, '/value');
    }
    const instant = instantOf(value.trim());
    if (instant !== undefined) return accepted({ value: instant });
    const offset = LOCAL.test(value.trim())
      ? ' Say how far it is from UTC: Z or e.g. +02:00 at the end.'
      : '';
    const message = `Expected a day that exists and a time with its offset, e.g. 2026-05-12T14:30:00+02:00.${offset}`;
    return refused('format', message, '/value');
  },
  isEmpty: () => false,
  compare: (a, b) => compareText(a.value, b.value),
  sql: { type: 'timestamptz', key: 'value' },
  toText: ({ value }) => value,
  fromText: (given) => {
    const line = given.trim();
    if (line === '') return undefined;
    const day = dayFromText(line);
    if (isDay(day)) return { value: `${day}T00:00:00Z` };
    return { value: LOCAL.test(line) ? `${line}Z` : line };
  },
  widgets: {
    datetime: {
      label: 'Date and time',
      build: (value, view) => {
        const words = wordsOf(view);
        return valueGroup({
          kind: 'datetime',
          ...words,
          help: [words.help, 'Time in UTC.'].filter(Boolean).join(' '),
          ...(value ? { default: localOf(value.value) } : {}),
        });
      },
      parse: (given) => {
        const value = enteredText(given, 'value').trim();
        return value === '' ? undefined : { value: LOCAL.test(value) ? `${value}Z` : value };
      },
    },
  },
  formatters: {
    datetime: { label: '12 May 2026, 14:30', build: ({ value }) => time(value, 'datetime') },
    date: { label: '12 May 2026', build: ({ value }) => time(value, 'date') },
    full: {
      label: 'Tuesday 12 May 2026 at 14:30 UTC',
      build: ({ value }, { ctx }) => text(`${formatInstant(value, ctx.locale, 'full')} UTC`),
    },
    relative: { label: 'In 3 days', build: ({ value }) => time(value, 'relative') },
    iso: { label: '2026-05-12T14:30:00.000Z', build: ({ value }) => text(value) },
  },
};

/** As a browser's date and time box takes it; seconds only where there are some. */
function localOf(instant: string): string {
  return instant
    .slice(0, -1)
    .replace(/\.000$/, '')
    .replace(/(T\d{2}:\d{2}):00$/, '$1');
}
