import { describe, expect, test } from 'vitest';
import { DAY, HOUR, iso } from '../../pipeline/days.ts';
import { bucketsOf, edgesOf, SeriesRangeError } from '../../pipeline/domain/buckets.ts';

const at = (text: string): number => Date.parse(text);

describe('calendar days', () => {
  test('have 25 and 23 hours where the clocks change', () => {
    const hours = (from: string, to: string, zone: string) =>
      bucketsOf('day', at(from), at(to), zone).map(bucket => [bucket.name, (bucket.to - bucket.from) / HOUR]);
    expect(hours('2017-10-28T12:00:00Z', '2017-10-31T00:00:00Z', 'Europe/London')).toEqual([
      ['2017-10-28', 24],
      ['2017-10-29', 25],
      ['2017-10-30', 24],
    ]);
    expect(hours('2022-03-12T12:00:00Z', '2022-03-14T04:00:00Z', 'America/New_York')).toEqual([
      ['2022-03-12', 24],
      ['2022-03-13', 23],
    ]);
  });

  test('begin with a whole day and end with the moment asked for', () => {
    const buckets = bucketsOf('day', at('2022-12-29T03:00:00Z'), at('2022-12-30T10:00:00Z'), 'Asia/Shanghai');
    expect(buckets.map(({ name, from, to }) => [name, iso(from), iso(to)])).toEqual([
      ['2022-12-29', '2022-12-28T16:00:00.000Z', '2022-12-29T16:00:00.000Z'],
      ['2022-12-30', '2022-12-29T16:00:00.000Z', '2022-12-30T10:00:00.000Z'],
    ]);
    expect(edgesOf(buckets)).toEqual([
      at('2022-12-28T16:00:00Z'),
      at('2022-12-29T16:00:00Z'),
      at('2022-12-30T10:00:00Z'),
    ]);
  });

  test('a day that begins at one o’clock begins there', () => {
    // Midnight of 6 November 2016 does not exist in Havana's March; here: São Paulo, 16 October 2016.
    const [first] = bucketsOf(
      'day',
      at('2016-10-16T12:00:00Z'),
      at('2016-10-17T12:00:00Z'),
      'America/Sao_Paulo',
    );
    expect(first).toEqual({
      name: '2016-10-16',
      from: at('2016-10-16T03:00:00Z'),
      to: at('2016-10-17T02:00:00Z'),
    });
  });
});

describe('hours', () => {
  test('are those of the zone: of India on the half hour, twice where the clocks go back', () => {
    const names = (from: string, to: string, zone: string) =>
      bucketsOf('hour', at(from), at(to), zone).map(({ name, from: start }) => [name, iso(start)]);
    expect(names('2022-12-30T00:10:00Z', '2022-12-30T01:00:00Z', 'Asia/Kolkata')).toEqual([
      ['2022-12-30T05:00+05:30', '2022-12-29T23:30:00.000Z'],
      ['2022-12-30T06:00+05:30', '2022-12-30T00:30:00.000Z'],
    ]);
    expect(names('2017-10-29T00:00:00Z', '2017-10-29T02:00:00Z', 'Europe/London')).toEqual([
      ['2017-10-29T01:00+01:00', '2017-10-29T00:00:00.000Z'],
      ['2017-10-29T01:00+00:00', '2017-10-29T01:00:00.000Z'],
    ]);
  });
});

describe('refused is', () => {
  const from = at('2022-12-01T00:00:00Z');
  test.each([
    ['an end that is no later', 'day', from, 'beginning before its end'],
    ['more than 14 days of hours', 'hour', from + 14 * DAY + 1, 'at most 336 hours (14 days)'],
    ['more than three years of days', 'day', from + 1_101 * DAY, 'at most 1100 days'],
  ] as const)('%s', (_, grain, to, message) => {
    const ask = () => bucketsOf(grain, from, to, 'UTC');
    expect(ask).toThrow(SeriesRangeError);
    expect(ask).toThrow(message);
  });

  test('and not exactly 14 days', () => {
    expect(bucketsOf('hour', from, from + 14 * DAY, 'UTC').length).toBe(336);
  });
});
