import { dateLocale } from '#grammar/render';

/** Days as people of a locale write them. */

/** Making a formatter takes far longer than using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${options.dateStyle}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(dateLocale(locale), { ...options, timeZone: 'UTC' });
    formats.set(key, format);
  }
  return format;
}

export type DateStyle = 'long' | 'medium' | 'short' | 'full';

/** `2026-05-12` as "12 May 2026". */
export function formatDay(day: string, locale: string, style: DateStyle): string {
  return formatOf(locale, { dateStyle: style }).format(new Date(`${day}T00:00:00Z`));
}

/** Two days as "12–14 May 2026". */
export function formatDays(start: string, end: string, locale: string, style: DateStyle): string {
  const format = formatOf(locale, { dateStyle: style });
  const days = format.formatRange(new Date(`${start}T00:00:00Z`), new Date(`${end}T00:00:00Z`));
  // Between two bare days of a month the dash stands without the spaces that Intl gives it.
  return start.slice(0, 7) === end.slice(0, 7) && style !== 'short'
    ? days.replace(/^(\d+)\s–\s(?=\d+\s\p{L})/u, '$1–')
    : days;
}
