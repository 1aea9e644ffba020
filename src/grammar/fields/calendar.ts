/** Days and times as the calendar has them. */

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether `text` is `YYYY-MM-DD` and a day that exists. */
export function isDay(text: string): boolean {
  const parts = DAY.exec(text);
  if (!parts) return false;
  const [year, month, day] = parts.slice(1).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}

/** What is wrong with a text that should be a day. */
export function dayProblem(text: string): string {
  const parts = DAY.exec(text);
  if (!parts) return 'Expected a date as year-month-day, e.g. 2026-05-12.';
  const [year = 0, month = 0] = parts.slice(1).map(Number);
  if (year < 1) return 'Expected a year from 0001 to 9999, e.g. 2026-05-12.';
  if (month < 1 || month > 12) return `There is no month ${parts[2]}; a date is e.g. 2026-05-12.`;
  return `There is no ${text}: that month has ${daysOf(year, month)} days.`;
}

/** `2026-5-1` or `2026/5/1` as `2026-05-01`; other text as it is. */
export function dayFromText(text: string): string {
  const parts = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text.trim());
  const [, year, , month, day] = parts ?? [];
  if (year === undefined || month === undefined || day === undefined) return text.trim();
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

const TIME =
  /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?([Zz]|[+-]\d{2}:?\d{2})$/;

/** The instant that ISO 8601 text with an offset names, as `…Z`; undefined when it names none. */
export function instantOf(text: string): string | undefined {
  const parts = TIME.exec(text);
  if (!parts) return undefined;
  const [, day = '', hour = '', minute = '', second = '00', fraction = '', offset = ''] = parts;
  if (!isDay(day) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    return undefined;
  }
  const local = `${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}`;
  const zone = offset.toUpperCase() === 'Z' ? 'Z' : offset.replace(/(\d{2}):?(\d{2})$/, '$1:$2');
  const instant = new Date(local + zone);
  // At the ends of the four-digit years an offset leads out of them.
  if (Number.isNaN(instant.getTime())) return undefined;
  const iso = instant.toISOString();
  return iso.length === 24 && iso >= '0001' ? iso : undefined;
}

/**
 * Moments that every clock on earth shows in a year of four digits, so that each can be entered
 * again wherever it is shown: in UTC, from the second day of the first year to the last but one.
 */
export const FIRST_INSTANT = '0001-01-02T00:00:00.000Z';
export const LAST_INSTANT = '9999-12-30T23:59:59.999Z';

const LOCAL = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/;

/**
 * The instant, as `…Z`, at which clocks in `timeZone` show `local`; undefined when that is no day
 * and time. Of a time that they show twice, when they are put back, it is the first; a time that
 * they skip counts on from before: 2:30 is 3:30 where two o'clock is followed by three.
 */
export function instantAt(local: string, timeZone: string): string | undefined {
  if (!LOCAL.test(local) || instantOf(`${local}Z`) === undefined) return undefined;
  const moment = Temporal.PlainDateTime.from(local.replace(' ', 'T')).toZonedDateTime(timeZone);
  return instantOf(moment.toInstant().toString());
}

/** What clocks in `timeZone` show at an instant, as a box for date and time takes it. */
export function localTime(instant: string, timeZone: string): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDateTime();
  // Seconds only where there are some.
  return local.toString().replace(/(T\d{2}:\d{2}):00$/, '$1');
}

/** Says beside a box in which zone its time is. */
export function zoneHelp(timeZone: string): string {
  return `Time in ${timeZone.replaceAll('_', ' ')}.`;
}

function daysOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
