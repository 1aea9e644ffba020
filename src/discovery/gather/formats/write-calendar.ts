/** One entry of a calendar. */
export interface CalendarEvent {
  /** The same for ever. */
  readonly id: string;
  readonly title: string;
  readonly url?: string;
  readonly place?: string;
  /** Days without a time of day: from the first to the last, both included. */
  readonly when:
    | { readonly from: string; readonly to: string }
    | { readonly at: Date; readonly until?: Date };
  /** When it was changed last. */
  readonly stamp: Date;
}

export interface Calendar {
  readonly title: string;
  /** IANA name of the zone that calendar programs show it in, where they do. */
  readonly timeZone: string;
  readonly events: readonly CalendarEvent[];
}

/**
 * A calendar as RFC 5545 has it. Times are written in UTC, which every program turns into its own
 * zone, so that no rules of zones have to go along.
 */
export function writeCalendar({ title, timeZone, events }: Calendar): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Trovato//Gather//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escaped(title)}`,
    `X-WR-CALNAME:${escaped(title)}`,
    `X-WR-TIMEZONE:${escaped(timeZone)}`,
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines({ id, title, url, place, when, stamp }: CalendarEvent): readonly string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(id)}`,
    `DTSTAMP:${instant(stamp)}`,
    ...whenLines(when),
    `SUMMARY:${escaped(title)}`,
    ...(place === undefined || place === '' ? [] : [`LOCATION:${escaped(place)}`]),
    ...(url === undefined ? [] : [`URL:${withoutControls(url)}`]),
    'END:VEVENT',
  ];
}

function whenLines(when: CalendarEvent['when']): readonly string[] {
  if ('from' in when) {
    // The end is the first day after it.
    const end = Temporal.PlainDate.from(when.to).add({ days: 1 }).toString();
    return [`DTSTART;VALUE=DATE:${day(when.from)}`, `DTEND;VALUE=DATE:${day(end)}`];
  }
  return [
    `DTSTART:${instant(when.at)}`,
    ...(when.until === undefined ? [] : [`DTEND:${instant(when.until)}`]),
  ];
}

function day(text: string): string {
  return text.replaceAll('-', '');
}

function instant(time: Date): string {
  return time.toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

function escaped(text: string): string {
  return withoutControls(
    text
      .replaceAll('\\', '\\\\')
      .replaceAll(/[,;]/g, (mark) => `\\${mark}`)
      .replaceAll(/\r\n|[\n\r\u2028\u2029]/g, '\\n'),
  );
}

function withoutControls(text: string): string {
  return text.toWellFormed().replaceAll(/\p{Cc}/gu, '');
}

const LONGEST = 75;

/** Lines of more than 75 bytes go on in the next one after a space, never inside a character. */
function folded(line: string): string {
  let out = '';
  let length = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (length + size > LONGEST) {
      out += '\r\n ';
      length = 1;
    }
    out += character;
    length += size;
  }
  return out;
}
