import type { Json } from '#base';
import type { ColumnDefinition, ColumnType } from '@trovato/plugin-sdk/manifest';
import { Refusal } from '../host/refusal.ts';

const MOST_BYTES = 64 * 1_024;
const MOST_INTEGER = 2 ** 31;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d))?$/;

/** What a column takes, in words, and whether a value is that. */
const RULES: Readonly<Record<ColumnType, readonly [string, (value: Json) => boolean]>> = {
  text: ['a text', isText],
  integer: [
    'a whole number below 2³¹',
    (value) => Number.isInteger(value) && Math.abs(Number(value)) < MOST_INTEGER,
  ],
  bigint: ['a whole number below 2⁵³', (value) => Number.isSafeInteger(value)],
  serial: ['a whole number below 2⁵³', (value) => Number.isSafeInteger(value)],
  float: ['a number', (value) => Number.isFinite(value)],
  boolean: ['true or false', (value) => typeof value === 'boolean'],
  timestamp: [
    'a time such as 2026-05-01T12:00:00Z',
    (value) => typeof value === 'string' && TIME.test(value) && !Number.isNaN(Date.parse(value)),
  ],
  uuid: ['an id', (value) => typeof value === 'string' && UUID.test(value)],
  json: ['JSON without the character U+0000', (value) => !hasNull(value)],
};

/** What is compared with a column, or put into it. Throws a `Refusal` that names the place. */
export function columnValue({ type }: ColumnDefinition, value: Json, place: string): Json {
  const [expected, fits] = RULES[type];
  if (!fits(value)) throw new Refusal('invalid', `${place} must be ${expected}.`);
  const kept = type === 'json' ? JSON.stringify(value) : value;
  if (typeof kept === 'string' && Buffer.byteLength(kept) > MOST_BYTES) {
    throw new Refusal('too-large', `${place} is larger than ${MOST_BYTES / 1_024} KiB.`);
  }
  return kept;
}

/** What is saved in a column. */
export function savedValue(column: ColumnDefinition, value: Json, place: string): Json {
  if (column.type === 'serial') {
    throw new Refusal('invalid', `${place} is given by the database; leave it out.`);
  }
  if (value !== null) return columnValue(column, value, place);
  if (column.nullable) return null;
  throw new Refusal('invalid', `${place} must not be empty.`);
}

function isText(value: Json): boolean {
  return typeof value === 'string' && !value.includes('\0');
}

function hasNull(value: Json): boolean {
  // The character itself, as JSON writes it, and not a backslash before such letters.
  return /(?:^|[^\\])(?:\\\\)*\\u0000/.test(JSON.stringify(value));
}
