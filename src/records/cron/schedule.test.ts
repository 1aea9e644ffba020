import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextRun, type Schedule, scheduleWords } from './schedule.ts';

const since = new Date('2026-03-01T12:00:00Z');

function next(schedule: Schedule, last?: string, timeZone = 'UTC'): string {
  return nextRun(schedule, { since, last: last ? new Date(last) : undefined }, timeZone)
    .toISOString()
    .slice(0, 16);
}

test('what is done every so often is due at once, and then after the pause', () => {
  assert.equal(next({ minutes: 15 }), '2026-03-01T12:00');
  assert.equal(next({ minutes: 15 }, '2026-03-01T12:05:00Z'), '2026-03-01T12:20');
  assert.equal(next({ hours: 6 }, '2026-03-01T22:00:00Z'), '2026-03-02T04:00');
});

test('what is done daily waits for its time, in the time zone of the site', () => {
  assert.equal(next({ daily: '13:30' }), '2026-03-01T13:30');
  assert.equal(next({ daily: '12:00' }), '2026-03-02T12:00');
  assert.equal(next({ daily: '03:30' }, '2026-03-05T03:30:20Z'), '2026-03-06T03:30');
  assert.equal(next({ daily: '03:30' }, undefined, 'Asia/Tokyo'), '2026-03-01T18:30');
  assert.equal(next({ daily: '23:00' }, undefined, 'Pacific/Auckland'), '2026-03-02T10:00');
});

test('where clocks are put forward or back, it is done once that day', () => {
  const berlin = (last: string) => next({ daily: '02:30' }, last, 'Europe/Berlin');
  assert.equal(berlin('2026-03-28T01:30:10Z'), '2026-03-29T01:30');
  assert.equal(berlin('2026-03-29T01:30:10Z'), '2026-03-30T00:30');
  assert.equal(berlin('2026-10-24T00:30:10Z'), '2026-10-25T00:30');
  assert.equal(berlin('2026-10-25T00:30:10Z'), '2026-10-26T01:30');
});

test('a schedule is said in words', () => {
  assert.deepEqual(
    [{ minutes: 1 }, { minutes: 15 }, { hours: 1 }, { hours: 6 }, { daily: '03:30' }].map((one) =>
      scheduleWords(one as Schedule),
    ),
    ['every minute', 'every 15 minutes', 'every hour', 'every 6 hours', 'daily at 03:30'],
  );
});
