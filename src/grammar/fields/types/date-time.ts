import { text, time } from '#grammar/render';
import { Type } from 'typebox';
import {
  dayFromText,
  FIRST_INSTANT,
  instantAt,
  instantOf,
  isDay,
  LAST_INSTANT,
  localTime,
  zoneHelp,
} from '../calendar.ts';
import { compareText } from '../compare.ts';
import type { FieldType } from '../field-type.ts';
import { noSettings } from '../settings.ts';
import { accepted, checkObject, isNow, refused } from '../value-check.ts';
import { enteredText, plainGroup, wordsOf } from '../widget-parts.ts';

export type DateTimeValue = { readonly value: string };

const LOCAL = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/;

/** A moment; sent with any offset, entered in the zone of the site, kept in UTC with as many digits always, so it sorts as text. */
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
    if (instant !== undefined && (instant < FIRST_INSTANT || instant > LAST_INSTANT)) {
      const message =
        'Expected a time from 0001-01-02 to 9999-12-30 in UTC: others have no date of four digits in every time zone.';
      return refused('range', message, '/value');
    }
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
  toText: ({ value }, { timeZone }) =>
    timeZone === undefined ? value : localTime(value, timeZone).replace('T', ' '),
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
        const { timeZone } = view;
        const words = wordsOf(view);
        const shown = value && localTime(value.value, timeZone);
        return plainGroup({
          value: {
            kind: 'datetime',
            ...words,
            help: [words.help, zoneHelp(timeZone)].filter(Boolean).join(' '),
            ...(shown === undefined ? {} : { default: shown }),
          },
          // The second of two times that read alike must not become the first by being shown.
          before: {
            kind: 'hidden',
            default:
              value && shown !== undefined && instantAt(shown, timeZone) !== value.value
                ? value.value
                : '',
          },
        });
      },
      parse: (given, { timeZone }) => {
        const local = enteredText(given, 'value').trim();
        if (local === '') return undefined;
        const before = instantOf(enteredText(given, 'before'));
        if (before !== undefined && localTime(before, timeZone) === local) return { value: before };
        const instant = instantAt(local, timeZone);
        if (instant !== undefined) return { value: instant };
        // What is a time, but not in UTC, is out of range there.
        return { value: instantOf(`${local}Z`) ?? local };
      },
    },
  },
  formatters: {
    datetime: { label: '12 May 2026, 14:30', build: ({ value }) => time(value, 'datetime') },
    date: { label: '12 May 2026', build: ({ value }) => time(value, 'date') },
    full: { label: 'Tuesday 12 May 2026 at 14:30', build: ({ value }) => time(value, 'full') },
    relative: { label: 'In 3 days', build: ({ value }) => time(value, 'relative') },
    iso: { label: '2026-05-12T14:30:00.000Z', build: ({ value }) => text(value) },
  },
};
