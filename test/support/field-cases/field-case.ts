import * as fc from 'fast-check';
import type { Json, JsonObject } from '#base';

/** What the contract suite of field types knows about one of them. */
export interface FieldCase {
  readonly type: string;
  readonly settings: JsonObject;
  /** Inputs that are right. */
  readonly right: fc.Arbitrary<JsonObject>;
  /** Inputs that are wrong: what is sent, where it is wrong, and the code that says so. */
  readonly wrong: readonly (readonly [input: unknown, pointer: string, code: string])[];
  /** `fromText(toText(value))` is the value again. */
  readonly textRoundTrip: boolean;
}

export const printable = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: 'grapheme', maxLength }).map((text) =>
    Array.from(text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ''))
      .slice(0, maxLength)
      .join(''),
  );
export const line = printable(40).map((text) => text.replace(/\s+/g, ' ').trim());
export const day = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
export const instant = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());
export const id = fc.uuid({ version: 7 });
export const uri = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constantFrom(
    '/',
    '/about',
    '?page=2',
    '#top',
    'mailto:ann@example.org',
    'https://例え.jp/パス',
  ),
);
export const value = (values: fc.Arbitrary<Json>): fc.Arbitrary<JsonObject> =>
  values.map((one) => ({ value: one }));

export const notObjects: FieldCase['wrong'] = [
  ['text', '', 'type'],
  [42, '', 'type'],
  [true, '', 'type'],
  [null, '', 'type'],
  [undefined, '', 'type'],
  [[], '', 'type'],
  [[{ value: 'x' }], '', 'type'],
];

export function scalar(good: Json, wrong: FieldCase['wrong']): FieldCase['wrong'] {
  return [
    ...notObjects,
    [{}, '/value', 'type'],
    [{ value: null }, '/value', 'type'],
    [{ value: {} }, '/value', 'type'],
    [{ value: [good] }, '/value', 'type'],
    [{ value: good, more: 1 }, '/more', 'unknown_key'],
    [
      JSON.parse(`{ "value": ${JSON.stringify(good)}, "__proto__": { "x": 1 } }`),
      '/__proto__',
      'unknown_key',
    ],
    ...wrong,
  ];
}

export const brokenText = (key: string): FieldCase['wrong'] => [
  [{ [key]: 'a\0b' }, `/${key}`, 'control_character'],
  [{ [key]: 'a\u0007b' }, `/${key}`, 'control_character'],
  [{ [key]: 'a\ud800b' }, `/${key}`, 'not_unicode'],
  [{ [key]: '\udc00' }, `/${key}`, 'not_unicode'],
];
