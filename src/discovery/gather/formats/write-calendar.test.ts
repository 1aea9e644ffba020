import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { type CalendarEvent, writeCalendar } from './write-calendar.ts';

const DAYS = { from: '2026-12-30', to: '2026-12-31' };

function calendarOf(event: Partial<CalendarEvent>): string {
  return writeCalendar({
    title: 'Talks, all; of \\them',
    timeZone: 'Europe/Oslo',
    events: [
      {
        id: '1@site.test',
        title: 'The quiet hour',
        when: DAYS,
        stamp: new Date('2026-05-12T10:00:00Z'),
        ...event,
      },
    ],
  });
}

/** As a calendar program reads it. */
function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
  const [event] = events;
  assert.ok(event);
  return { calendar, event, events };
}

test('days without a time of day end on the day after the last, as calendars count', () => {
  const text = calendarOf({});
  assert.match(text, /\r\nDTSTART;VALUE=DATE:20261230\r\nDTEND;VALUE=DATE:20270101\r\n/);
  const { event, calendar } = read(text);
  assert.ok(event.startDate.isDate);
  assert.equal(event.duration.toString(), 'P2D');
  assert.equal(calendar.getFirstPropertyValue('version'), '2.0');
  assert.match(text, /X-WR-CALNAME:Talks\\, all\\; of \\\\them\r\n/);
  assert.equal(
    event.component.getFirstPropertyValue('dtstamp')?.toString(),
    '2026-05-12T10:00:00Z',
  );
});

test('a moment is the same moment in every time zone', () => {
  // Clocks in Oslo skip from two to three on this morning.
  const at = new Date('2026-03-29T01:30:00+01:00');
  const { event } = read(
    calendarOf({ when: { at, until: new Date('2026-03-29T03:30:00+02:00') } }),
  );
  assert.equal(event.startDate.toJSDate().getTime(), at.getTime());
  assert.equal(event.endDate.toJSDate().toISOString(), '2026-03-29T01:30:00.000Z');
  assert.match(calendarOf({ when: { at } }), /DTSTART:20260329T003000Z/);
});

test('hostile titles and places are text, and long ones are folded between characters', () => {
  const title = `a,b;c\\d\r\nEND:VEVENT\nBEGIN:VALARM 😀${'é'.repeat(200)}`;
  const text = calendarOf({
    title,
    place: 'Hall 1\nATTACH:x',
    url: 'https://site.test/item/1\r\nX:y',
  });
  for (const line of text.split('\r\n')) {
    assert.ok(Buffer.byteLength(line) <= 75, `${Buffer.byteLength(line)} bytes: ${line}`);
    assert.ok(!/[\r\n\ufffd]/.test(line), line);
  }
  const { event, events } = read(text);
  assert.equal(events.length, 1);
  assert.equal(event.summary, title.replace('\r\n', '\n'));
  assert.equal(event.location, 'Hall 1\nATTACH:x');
  assert.equal(event.component.getAllSubcomponents().length, 0);
  assert.equal(event.component.getFirstPropertyValue('url'), 'https://site.test/item/1X:y');
});

test('any text at all comes back as it was, but for what no calendar can hold', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (title) => {
      const { event, events } = read(calendarOf({ title: `t${title}`, place: title }));
      assert.equal(events.length, 1);
      const kept = `t${title}`
        .replaceAll(/\r\n|[\n\r\u2028\u2029]/g, '\n')
        .replaceAll(/(?!\n)\p{Cc}/gu, '');
      assert.equal(event.summary, kept);
    }),
  );
});

test('without entries it is a calendar all the same', () => {
  const text = writeCalendar({ title: '', timeZone: 'UTC', events: [] });
  assert.deepEqual(new ICAL.Component(ICAL.parse(text)).getAllSubcomponents(), []);
});
