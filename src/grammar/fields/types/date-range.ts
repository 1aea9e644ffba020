import { text } from '#grammar/render';
import { Type } from 'typebox';
import { dayFromText } from '../calendar.ts';
import { compareText } from '../compare.ts';
import { formatDays } from '../date-text.ts';
import type { FieldType } from '../field-type.ts';
import { noSettings } from '../settings.ts';
import { accepted, checkObject, refused, together } from '../value-check.ts';
import { enteredText, labelledGroup } from '../widget-parts.ts';
import { checkDay } from './date.ts';

export type DateRangeValue = { readonly start: string; readonly end: string };

/** From one day to another, both included. */
export const dateRangeType: FieldType<DateRangeValue> = {
  name: 'date_range',
  label: 'Date range',
  description: 'From one day to another, such as the days of a conference.',
  icon: 'calendar-range',
  example: { start: '2026-05-12', end: '2026-05-14' },
  settings: noSettings,
  schema: () =>
    Type.Object(
      {
        start: Type.String({ format: 'date' }),
        end: Type.Optional(
          Type.String({ format: 'date', description: 'Left out: the same day as start.' }),
        ),
      },
      { additionalProperties: false },
    ),
  validate: (input) => {
    const object = checkObject(input, ['start', 'end'], dateRangeType.example);
    if (!object.ok) return object;
    const start = checkDay(object.value.start, '/start');
    if (object.value.end === undefined) {
      return start.ok ? accepted({ start: start.value, end: start.value }) : start;
    }
    const days = together<DateRangeValue>({ start, end: checkDay(object.value.end, '/end') });
    if (!days.ok || days.value.end >= days.value.start) return days;
    return refused('range', `Ends before it starts, on ${days.value.start}.`, '/end');
  },
  isEmpty: () => false,
  compare: (a, b) => compareText(a.start, b.start) || compareText(a.end, b.end),
  sql: { type: 'date', key: 'start' },
  sqlParts: { end: { type: 'date', label: 'Last day' } },
  toText: ({ start, end }) => (start === end ? start : `${start} to ${end}`),
  fromText: (given) => {
    const line = given.trim();
    if (line === '') return undefined;
    const [start = line, end] = line.split(/\s+(?:to|until|-|–|—)\s+|\s*(?:\.\.|[–—])\s*/);
    const [from = start, to = end] = end === undefined && start.length > 10 ? start.split('/') : [];
    return to === undefined
      ? { start: dayFromText(from) }
      : { start: dayFromText(from), end: dayFromText(to) };
  },
  widgets: {
    dates: {
      label: 'Two dates',
      build: (value, view) =>
        labelledGroup(view, 'row', {
          start: {
            kind: 'date',
            label: 'From',
            ...(view.required ? { required: true } : {}),
            ...(value ? { default: value.start } : {}),
          },
          end: { kind: 'date', label: 'To', ...(value ? { default: value.end } : {}) },
        }),
      parse: (given) => {
        const start = enteredText(given, 'start').trim();
        const end = enteredText(given, 'end').trim();
        if (start === '' && end === '') return undefined;
        return end === '' ? { start } : { start, end };
      },
    },
  },
  formatters: {
    range: {
      label: '12–14 May 2026',
      build: ({ start, end }, { ctx }) => text(formatDays(start, end, ctx.locale, 'long')),
    },
    full: {
      label: 'Tuesday 12 – Thursday 14 May 2026',
      build: ({ start, end }, { ctx }) => text(formatDays(start, end, ctx.locale, 'full')),
    },
    short: {
      label: '12/05/2026 – 14/05/2026',
      build: ({ start, end }, { ctx }) => text(formatDays(start, end, ctx.locale, 'short')),
    },
    iso: {
      label: '2026-05-12 to 2026-05-14',
      build: ({ start, end }) => text(start === end ? start : `${start} to ${end}`),
    },
  },
};
