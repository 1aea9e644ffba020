import assert from 'node:assert/strict';
import { it } from 'node:test';
import { systemContext } from '#grammar/access';
import * as fc from 'fast-check';
import { FIRST_INSTANT, instantAt, LAST_INSTANT, localTime } from './calendar.ts';
import { dateTimeType } from './types/date-time.ts';

const BERLIN = 'Europe/Berlin';

it('a time is that of the clocks of its zone, in summer and in winter', () => {
  assert.equal(instantAt('2026-07-01T12:00', BERLIN), '2026-07-01T10:00:00.000Z');
  assert.equal(instantAt('2026-01-01 12:00:05', BERLIN), '2026-01-01T11:00:05.000Z');
  assert.equal(instantAt('2026-01-01T00:00', 'Asia/Kolkata'), '2025-12-31T18:30:00.000Z');
  assert.equal(localTime('2026-07-01T10:00:00.000Z', BERLIN), '2026-07-01T12:00');
  assert.equal(localTime('2026-07-01T10:00:09.500Z', BERLIN), '2026-07-01T12:00:09.5');
});

it('a time that clocks skip counts on from before, one that they show twice is the first', () => {
  assert.equal(instantAt('2026-03-29T02:30', BERLIN), '2026-03-29T01:30:00.000Z');
  assert.equal(localTime('2026-03-29T01:30:00.000Z', BERLIN), '2026-03-29T03:30');
  assert.equal(instantAt('2026-10-25T02:30', BERLIN), '2026-10-25T00:30:00.000Z');
});

it('what is no day and time is none in any zone', () => {
  for (const text of ['', 'noon', '2026-02-30T12:00', '2026-02-03T24:00', '2026-02-03T12:00Z']) {
    assert.equal(instantAt(text, BERLIN), undefined, text);
  }
});

it('a time at an end of the calendar is refused as such, in whatever zone it is entered', () => {
  const view = { settings: {}, timeZone: 'America/New_York' };
  for (const value of ['0001-01-01T12:00', '9999-12-31T23:00']) {
    const checked = dateTimeType.validate(
      dateTimeType.widgets['datetime']?.parse({ value }, view),
      {},
    );
    assert.equal(checked.ok, false);
    assert.match(checked.problems[0]?.message ?? '', /from 0001-01-02 to 9999-12-30/);
  }
});

it('a time that is shown in a form and not touched stays the very same, in every zone', () => {
  const { datetime } = dateTimeType.widgets;
  const minutes = fc.integer({ min: Date.UTC(1950, 0) / 60_000, max: Date.UTC(2100, 0) / 60_000 });
  const changes = fc.constantFrom(
    '2026-10-25T00:30:00.000Z',
    '2026-10-25T01:30:00.000Z',
    FIRST_INSTANT,
    LAST_INSTANT,
  );
  const instants = fc.oneof(
    minutes.map((minute) => new Date(minute * 60_000).toISOString()),
    changes,
  );
  const zones = fc.constantFrom(
    'UTC',
    BERLIN,
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Pacific/Kiritimati',
    'America/Juneau',
    'Asia/Manila',
  );
  fc.assert(
    fc.property(instants, zones, (value, timeZone) => {
      const view = {
        ctx: systemContext(),
        settings: {},
        resolve: () => undefined,
        label: 'Begins',
        help: '',
        required: false,
        widgetSettings: {},
        formats: [],
        timeZone,
      };
      const element = datetime?.build({ value }, view);
      assert.ok(element?.kind === 'group');
      const shown = Object.entries(element.elements).map(([name, one]) => [
        name,
        'default' in one && typeof one.default === 'string' ? one.default : '',
      ]);
      assert.match(String(shown[0]?.[1]), /^\d{4}-\d\d-\d\dT/);
      assert.deepEqual(datetime?.parse(Object.fromEntries(shown), view), { value });
    }),
  );
});
