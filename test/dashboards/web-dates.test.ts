import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import {
  formatAge,
  formatDate,
  formatDayShort,
  formatMoment,
  formatMomentShort,
  formatOffset,
  formatPeriod,
  instantOf,
  wallOf,
} from '../../dashboards/web/src/format/dates.ts';

const AT = Date.parse('2022-12-30T10:00:00Z');
const SHANGHAI = 'Asia/Shanghai';

test('moments are said in the campaign’s zone', () => {
  expect([formatMoment(AT, SHANGHAI, 'zh-CN'), formatMoment(AT, SHANGHAI, 'en')]).toEqual([
    '2022年12月30日 18:00',
    '30 December 2022, 18:00',
  ]);
  expect([formatMomentShort(AT, SHANGHAI, 'zh-CN'), formatMomentShort(AT, SHANGHAI, 'en')]).toEqual([
    '12月30日 18:00',
    '30 Dec 18:00',
  ]);
  expect([formatDate('2022-12-05', 'zh-CN'), formatDayShort('2022-12-05', 'en')]).toEqual([
    '2022年12月5日',
    '5 Dec',
  ]);
});

test('23:59:59 and 00:00:00 fall on different days', () => {
  expect([
    wallOf(Date.parse('2022-12-30T15:59:59Z'), SHANGHAI),
    wallOf(Date.parse('2022-12-30T16:00:00Z'), SHANGHAI),
  ]).toEqual(['2022-12-30T23:59', '2022-12-31T00:00']);
});

test('periods are as short as they stay clear', () => {
  const periods: [string, string][] = [
    ['2022-12-05', '2022-12-28'],
    ['2022-11-28', '2022-12-28'],
    ['2022-12-28', '2023-01-05'],
    ['2022-12-28', '2022-12-28'],
  ];
  expect(
    periods.map(([from, to]) => [formatPeriod(from, to, 'zh-CN'), formatPeriod(from, to, 'en')]),
  ).toEqual([
    ['2022年12月5日至28日', '5 – 28 December 2022'],
    ['2022年11月28日至12月28日', '28 Nov – 28 December 2022'],
    ['2022年12月28日至2023年1月5日', '28 December 2022 – 5 January 2023'],
    ['2022年12月28日', '28 December 2022'],
  ]);
});

test('ages are whole minutes, hours below three days, then days', () => {
  const hour = 3_600_000;
  expect(
    [0, hour - 1, hour, 40 * hour, 71.9 * hour, 72 * hour].map(ms => formatAge(AT - ms, AT, 'zh-CN')),
  ).toEqual(['0 分钟前', '59 分钟前', '1 小时前', '40 小时前', '71 小时前', '3 天前']);
  expect([formatAge(AT - hour, AT, 'en'), formatAge(AT - 2 * hour, AT, 'en')]).toEqual([
    '1 hour earlier',
    '2 hours earlier',
  ]);
});

test('offsets are said as people write them', () => {
  expect([SHANGHAI, 'America/New_York', 'Asia/Kathmandu', 'UTC'].map(zone => formatOffset(AT, zone))).toEqual(
    ['UTC+8', 'UTC−5', 'UTC+5:45', 'UTC+0'],
  );
});

test('texts that are no time are no instant; a day alone is its end', () => {
  expect(
    ['', '30 Dec', '2022-02-31T10:00', '2022-12-30T25:00', '2022-13-01T10:00', '2022-12-30T18:00junk'].map(
      text => instantOf(text, SHANGHAI),
    ),
  ).toEqual([null, null, null, null, null, null]);
  expect(instantOf('2022-12-30', SHANGHAI)).toBe(Date.parse('2022-12-30T15:59:59Z'));
  expect(instantOf('2022-12-30T18:00+08:00', 'America/New_York')).toBe(AT);
});

test('wall times of any zone lead back to their instant', () => {
  const zones = [
    SHANGHAI,
    'America/New_York',
    'Europe/London',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'UTC',
  ];
  const minutes = fc.integer({
    min: Date.parse('2001-01-01T00:00:00Z') / 60_000,
    max: Date.parse('2039-12-31T00:00:00Z') / 60_000,
  });
  fc.assert(
    fc.property(minutes, fc.constantFrom(...zones), (minute, zone) => {
      const wall = wallOf(minute * 60_000, zone);
      expect(wall).toBe(DateTime.fromMillis(minute * 60_000, { zone }).toFormat("yyyy-MM-dd'T'HH:mm"));
      // Where clocks go back a wall time has two instants; either is right, its wall time is not in doubt.
      const back = instantOf(wall, zone);
      expect(back === null ? null : wallOf(back, zone)).toBe(wall);
    }),
    { numRuns: 400 },
  );
});
