import * as fc from 'fast-check';
import { type FieldCase, value, scalar } from './field-case.ts';

export const numberCases: readonly FieldCase[] = [
  {
    type: 'boolean',
    settings: { on_label: 'Paid', off_label: 'Free' },
    right: value(fc.boolean()),
    textRoundTrip: true,
    wrong: scalar(true, [
      [{ value: 'true' }, '/value', 'type'],
      [{ value: 1 }, '/value', 'type'],
    ]),
  },
  {
    type: 'integer',
    settings: {},
    right: value(fc.maxSafeInteger()),
    textRoundTrip: true,
    wrong: scalar(1, [
      [{ value: '1' }, '/value', 'type'],
      [{ value: 1.5 }, '/value', 'type'],
      [{ value: Number.NaN }, '/value', 'type'],
      [JSON.parse('{ "value": 9007199254740993 }'), '/value', 'range'],
      [JSON.parse('{ "value": 1e400 }'), '/value', 'range'],
      [{ value: -1e300 }, '/value', 'range'],
    ]),
  },
  {
    type: 'integer',
    settings: { min: 0, max: 10, suffix: 'people' },
    right: value(fc.integer({ min: 0, max: 10 })),
    textRoundTrip: true,
    wrong: [
      [{ value: -1 }, '/value', 'range'],
      [{ value: 11 }, '/value', 'range'],
    ],
  },
  {
    type: 'decimal',
    settings: { precision: 30, scale: 2 },
    right: value(
      fc
        .tuple(
          fc.boolean(),
          fc.bigInt({ min: 0n, max: 10n ** 28n - 1n }),
          fc.integer({ min: 0, max: 99 }),
        )
        .map(([minus, whole, part]) => `${minus ? '-' : ''}${whole}.${part}`),
    ),
    textRoundTrip: true,
    wrong: scalar('1.00', [
      [{ value: 1.5 }, '/value', 'type'],
      [{ value: '1,5' }, '/value', 'format'],
      [{ value: '1e5' }, '/value', 'format'],
      [{ value: '' }, '/value', 'format'],
      [{ value: 'NaN' }, '/value', 'format'],
      [{ value: '1.234' }, '/value', 'range'],
      [{ value: '1'.repeat(29) }, '/value', 'range'],
      [{ value: '1'.repeat(100_000) }, '/value', 'format'],
    ]),
  },
  {
    type: 'decimal',
    settings: { precision: 4, scale: 0, min: '-5', max: '1000' },
    right: value(fc.integer({ min: -5, max: 1000 }).map(String)),
    textRoundTrip: true,
    wrong: [
      [{ value: '1001' }, '/value', 'range'],
      [{ value: '-6' }, '/value', 'range'],
      [{ value: '1.0' }, '/value', 'range'],
    ],
  },
  {
    type: 'float',
    settings: {},
    right: value(fc.double({ noNaN: true, noDefaultInfinity: true })),
    textRoundTrip: true,
    wrong: scalar(1.5, [
      [{ value: '1.5' }, '/value', 'type'],
      [{ value: Number.NaN }, '/value', 'type'],
      [JSON.parse('{ "value": 1e400 }'), '/value', 'range'],
      [JSON.parse('{ "value": -1e400 }'), '/value', 'range'],
    ]),
  },
];
