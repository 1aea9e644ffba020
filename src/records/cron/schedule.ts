import { instantAt, localTime } from '#grammar/fields';

/** How often something is done: every so many minutes or hours, or daily at a time like `03:30`. */
export type Schedule =
  | { readonly minutes: number }
  | { readonly hours: number }
  | { readonly daily: string };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** When it was begun last, and since when it is known. */
export interface Begun {
  readonly last: Date | undefined;
  readonly since: Date;
}

/** When it is to be done next; not after now: it is due. `timeZone` is that of the site. */
export function nextRun(schedule: Schedule, { last, since }: Begun, timeZone: string): Date {
  if ('daily' in schedule) return nextAt(schedule.daily, last ?? since, timeZone);
  if (last === undefined) return since;
  const pause = 'minutes' in schedule ? schedule.minutes * MINUTE : schedule.hours * HOUR;
  return new Date(last.getTime() + pause);
}

/** In words: `every 15 minutes`. */
export function scheduleWords(schedule: Schedule): string {
  if ('daily' in schedule) return `daily at ${schedule.daily}`;
  const [count, unit] =
    'minutes' in schedule ? [schedule.minutes, 'minute'] : [schedule.hours, 'hour'];
  return count === 1 ? `every ${unit}` : `every ${count} ${unit}s`;
}

/** The first time after `moment` that clocks in the zone show `time`. */
function nextAt(time: string, moment: Date, timeZone: string): Date {
  const candidates = [0, 1, 2].map((days) => {
    const day = localTime(new Date(moment.getTime() + days * DAY).toISOString(), timeZone);
    return new Date(instantAt(`${day.slice(0, 10)}T${time}`, timeZone) ?? Number.NaN);
  });
  return candidates.find((candidate) => candidate > moment) ?? new Date(moment.getTime() + DAY);
}
