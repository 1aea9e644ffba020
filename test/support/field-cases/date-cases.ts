import * as fc from 'fast-check';
import { type FieldCase, day, instant, value, notObjects, scalar } from './field-case.ts';

export const dateCases: readonly FieldCase[] = [
  {
    type: 'date',
    settings: {},
    right: value(day),
    textRoundTrip: true,
    wrong: scalar('2026-01-01', [
      [{ value: 20260101 }, '/value', 'type'],
      [{ value: '' }, '/value', 'format'],
      [{ value: '2023-02-30' }, '/value', 'format'],
      [{ value: '2023-02-29' }, '/value', 'format'],
      [{ value: '1900-02-29' }, '/value', 'format'],
      [{ value: '2023-13-01' }, '/value', 'format'],
      [{ value: '0000-01-01' }, '/value', 'format'],
      [{ value: '2023-1-1' }, '/value', 'format'],
      [{ value: '2023-01-01T00:00:00Z' }, '/value', 'format'],
      [{ value: '٢٠٢٣-٠١-٠١' }, '/value', 'format'],
    ]),
  },
  {
    type: 'date_time',
    settings: {},
    right: value(
      fc.oneof(
        instant,
        fc.constantFrom('0001-01-02T00:00:00.000Z', '9999-12-30T23:59:59.999Z'),
        instant.map((one) => one.replace('Z', '+05:30')),
        instant.map((one) => `${one.slice(0, 16)}-0800`),
      ),
    ),
    textRoundTrip: true,
    wrong: scalar('2026-01-01T00:00:00Z', [
      [{ value: 0 }, '/value', 'type'],
      [{ value: '2023-02-30T10:00:00Z' }, '/value', 'format'],
      [{ value: '2023-02-03T24:00:00Z' }, '/value', 'format'],
      [{ value: '2023-02-03T10:60:00Z' }, '/value', 'format'],
      [{ value: '2023-02-03T10:00:00' }, '/value', 'format'],
      [{ value: '2023-02-03' }, '/value', 'format'],
      [{ value: '0001-01-01T23:59:59Z' }, '/value', 'range'],
      [{ value: '9999-12-31T00:00:00Z' }, '/value', 'range'],
      [{ value: '9999-12-31T23:59:00-10:00' }, '/value', 'format'],
      [{ value: '2023-02-03T10:00:00+99:00' }, '/value', 'format'],
    ]),
  },
  {
    type: 'date_range',
    settings: {},
    right: fc.oneof(
      fc.tuple(day, day).map(([a, b]) => (a < b ? { start: a, end: b } : { start: b, end: a })),
      day.map((start) => ({ start })),
    ),
    textRoundTrip: true,
    wrong: [
      ...notObjects,
      [{}, '/start', 'type'],
      [{ end: '2026-01-01' }, '/start', 'type'],
      [{ start: '2026-01-02', end: '2026-01-01' }, '/end', 'range'],
      [{ start: '2026-02-30', end: '2026-03-01' }, '/start', 'format'],
      [{ start: '2026-01-01', end: '' }, '/end', 'format'],
      [{ start: '2026-01-01', value: 1 }, '/value', 'unknown_key'],
    ],
  },
];
