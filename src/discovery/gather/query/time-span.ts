import { instantAt, instantOf } from '#grammar/fields';
import type { Amount, OneOperand } from '../definition/operand.ts';
import { isRelative } from '../definition/operand-shape.ts';

/** When a listing runs, and where its days begin. */
export interface Moment {
  readonly now: Date;
  readonly timeZone: string;
}

/** A day from its first moment to that of the next, or a moment, of which both are the same. */
export interface TimeSpan {
  readonly from: string;
  readonly until: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What a value that is compared with a time stands for, in UTC as times are stored. */
export function spanOf(value: OneOperand, moment: Moment): TimeSpan | undefined {
  if (isRelative(value)) {
    const at = fromNow(value, moment, value.from);
    const isDay = value.from === 'today' && value.unit !== 'minute' && value.unit !== 'hour';
    return isDay ? daySpan(at.toPlainDate(), moment.timeZone) : instantSpan(at.toInstant());
  }
  const text = String(value);
  if (DAY.test(text)) {
    return instantOf(`${text}T00:00Z`) === undefined
      ? undefined
      : daySpan(Temporal.PlainDate.from(text), moment.timeZone);
  }
  const instant = instantOf(text) ?? instantAt(text, moment.timeZone);
  return instant === undefined ? undefined : { from: instant, until: instant };
}

/** The day that a value that is compared with a date stands for. */
export function dayOf(value: OneOperand, moment: Moment): string {
  if (!isRelative(value)) return String(value);
  return storedDay(fromNow(value, moment, value.from).toPlainDate());
}

/** From now, or from the first moment of today, an amount on. */
export function fromNow(
  { amount, unit }: Amount,
  { now, timeZone }: Moment,
  from: 'now' | 'today' = 'now',
): Temporal.ZonedDateTime {
  const instant = Temporal.Instant.fromEpochMilliseconds(now.getTime());
  const here = instant.toZonedDateTimeISO(timeZone);
  const start = from === 'today' ? here.startOfDay() : here;
  const moved = start.add({ [`${unit}s`]: amount });
  // What lies outside of the four-digit years is compared like their ends.
  if (moved.year < 1) return earliest(timeZone);
  return moved.year > 9998 ? latest(timeZone) : moved;
}

/** As times are stored in fields: in UTC, with as many digits always. */
export function storedInstant(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 3 });
}

export function storedDay(day: Temporal.PlainDate): string {
  return day.toString();
}

function daySpan(day: Temporal.PlainDate, timeZone: string): TimeSpan {
  const start = (of: Temporal.PlainDate) => storedInstant(of.toZonedDateTime(timeZone).toInstant());
  return { from: start(day), until: start(day.add({ days: 1 })) };
}

function instantSpan(instant: Temporal.Instant): TimeSpan {
  const text = storedInstant(instant);
  return { from: text, until: text };
}

function earliest(timeZone: string): Temporal.ZonedDateTime {
  return Temporal.PlainDate.from('0001-01-02').toZonedDateTime(timeZone);
}

function latest(timeZone: string): Temporal.ZonedDateTime {
  return Temporal.PlainDate.from('9998-12-30').toZonedDateTime(timeZone);
}
