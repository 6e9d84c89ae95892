import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { DAY, dateTime64, fromDateTime64, HOUR, localDate } from '../../pipeline/days.ts';

/** Zones whose clocks change at midnight or by half hours, skip a day, or cut one in two. */
const ZONES = [
  'Asia/Shanghai',
  'UTC',
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
];
const SINCE = Date.UTC(2005, 0, 1);

/** Instants that come near each other, as those of a night do, and jump. */
const walks = fc
  .tuple(
    fc.integer({ min: 0, max: 20 * 365 }),
    fc.array(fc.oneof(fc.integer({ min: -HOUR, max: HOUR }), fc.integer({ min: -2 * DAY, max: 2 * DAY })), {
      maxLength: 30,
    }),
  )
  .map(([day, gaps]) => {
    let at = SINCE + day * DAY;
    return [at, ...gaps.map(gap => (at += gap))];
  });

test('the day of an instant is that of its zone, whichever instants were asked before', () => {
  fc.assert(
    fc.property(walks, fc.constantFrom(...ZONES), (instants, zone) => {
      for (const instant of instants)
        expect(localDate(instant, zone)).toBe(DateTime.fromMillis(instant, { zone }).toISODate());
    }),
    { numRuns: 1_500 },
  );
});

test('a day that a changed clock cuts in two is told rightly on both sides', () => {
  // St. John's put its clocks back from 00:01 to 23:01 of the evening before.
  const change = Date.parse('2010-11-07T02:31:00Z');
  const minutes = [-2, -1, 0, 1, 58, 59, 60, 0, -1].map(minute => change + minute * 60_000);
  expect(minutes.map(at => localDate(at, 'America/St_Johns'))).toEqual([
    ...['2010-11-06', '2010-11-07', '2010-11-06', '2010-11-06', '2010-11-06', '2010-11-07', '2010-11-07'],
    ...['2010-11-06', '2010-11-07'],
  ]);
});

test('an instant is printed with its milliseconds, and read back', () => {
  fc.assert(
    fc.property(walks, instants => {
      for (const instant of instants) {
        expect(dateTime64(instant)).toBe(new Date(instant).toISOString().replace('T', ' ').slice(0, -1));
        expect(fromDateTime64(dateTime64(instant))).toBe(instant);
      }
    }),
    { numRuns: 1_500 },
  );
  expect([dateTime64(-1), dateTime64(0)]).toEqual(['1969-12-31 23:59:59.999', '1970-01-01 00:00:00.000']);
  expect(() => dateTime64(Number.NaN)).toThrow(RangeError);
  expect(() => dateTime64(Number.POSITIVE_INFINITY)).toThrow(RangeError);
});
