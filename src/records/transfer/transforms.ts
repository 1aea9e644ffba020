import { exactNumber, type Json } from '#base';
import type { Transform } from './mapping.ts';

const TRUE = new Set(['true', 'yes', 'y', 'on', '1', 'published']);
const FALSE = new Set(['false', 'no', 'n', 'off', '0', 'unpublished', 'draft']);

/**
 * What a transform does not understand stays as it is: the one validator then says what is wrong
 * with it, in the words that everybody gets.
 */
export function transform(value: Json, { name, pattern }: Transform): Json {
  switch (name) {
    case 'trim':
      return typeof value === 'string' ? value.trim() : value;
    case 'lowercase':
      return typeof value === 'string' ? value.toLowerCase() : value;
    case 'uppercase':
      return typeof value === 'string' ? value.toUpperCase() : value;
    case 'number':
      return typeof value === 'string' ? (exactNumber(value.trim()) ?? value) : value;
    case 'boolean':
      return toBoolean(value);
    case 'date':
      return typeof value === 'string' ? toDay(value, pattern) : value;
    case 'url':
      return typeof value === 'string' ? toUrl(value) : value;
    default:
      return name satisfies never;
  }
}

export function toBoolean(value: Json): Json {
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  const word = String(value).trim().toLowerCase();
  if (TRUE.has(word)) return true;
  return FALSE.has(word) ? false : value;
}

function toDay(text: string, pattern: string | undefined): string {
  if (pattern === undefined) return /^\s*(\d{4}-\d\d-\d\d)(?:[T ].*)?$/.exec(text)?.[1] ?? text;
  const shape = pattern
    .replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replace('YYYY', String.raw`(?<year>\d{4})`)
    .replace('MM', String.raw`(?<month>\d{1,2})`)
    .replace('DD', String.raw`(?<day>\d{1,2})`);
  const { year, month, day } = new RegExp(`^${shape}$`).exec(text.trim())?.groups ?? {};
  if (!year || !month || !day) return text;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Writes an address as a browser would send it: blanks and the like encoded. */
function toUrl(text: string): string {
  const trimmed = text.trim();
  return /^https?:\/\//i.test(trimmed) && /[\s"<>\\^`{|}]/.test(trimmed) && URL.canParse(trimmed)
    ? new URL(trimmed).href
    : trimmed;
}
