import { describe, expect, test } from 'vitest';
import { daily, day, decision, hour, lines, reading } from './readings.ts';

describe('jumps', () => {
  const steady = [1_000_000, 1_010_000, 1_020_000, 1_030_000];

  test('claim no more than before until a reading reaches them', () => {
    expect(lines(daily(...steady, 1_140_002)).at(-1)).toBe('accepted jump [1030000, 1140002] of day 4');
    expect(lines(daily(...steady, 1_140_002, 1_140_002)).slice(4)).toEqual([
      'accepted jump-confirmed [1030000, 1140002] of day 4',
      'accepted [1140002, 1140002] of day 5',
    ]);
    expect(lines(daily(...steady, 1_140_002, 1_139_990)).slice(4)).toEqual([
      'accepted jump-confirmed [1030000, 1140002] of day 4',
      'accepted waver [1139990, 1139990] of day 5',
    ]);
  });

  test('need more than 100,000 and more than ten times the median daily growth', () => {
    expect(lines(daily(...steady, 1_130_000)).at(-1)).toBe('accepted [1130000, 1130000] of day 4');
    expect(lines(daily(...steady, 1_130_001)).at(-1)).toBe('accepted jump [1030000, 1130001] of day 4');
    expect(lines(daily(0, 15_000, 30_000, 45_000, 195_000)).at(-1)).toBe(
      'accepted [195000, 195000] of day 4',
    );
    expect(lines(daily(0, 15_000, 30_000, 45_000, 195_001)).at(-1)).toBe(
      'accepted jump [45000, 195001] of day 4',
    );
    // One wild day does not move the median.
    expect(lines(daily(10, 20, 90_020, 90_030, 90_040, 190_041)).at(-1)).toMatch('jump');
  });

  test('are measured per day when more than a day has passed', () => {
    const rows = [...daily(...steady), reading(day(6), 1_330_000)];
    expect(lines(rows).at(-1)).toBe('accepted [1330000, 1330000] of day 6');
    expect(lines([...daily(...steady), reading(day(6), 1_330_004)]).at(-1)).toMatch('jump');
  });

  test('of an item under 2 days old are measured by its whole count', () => {
    const young = { publishedAt: hour(0) };
    const hours = (last: number) => [reading(hour(1), 50_000, young), reading(hour(2), last, young)];
    expect(lines(hours(550_000))[1]).toMatch(/^accepted \[550000/);
    expect(lines(hours(550_001))[1]).toMatch(/^accepted jump \[50000, 550001\]/);
  });

  test('with fewer than two counts in 7 days are measured by the last pair, with no pair by the whole count', () => {
    const pair = [reading(day(0), 100_000), reading(day(10), 300_000)]; // 20,000 a day
    expect(lines([...pair, reading(day(20), 2_300_000)])[2]).toMatch(/^accepted \[2300000/);
    expect(lines([...pair, reading(day(20), 2_300_010)])[2]).toMatch(/^accepted jump \[300000/);
    expect(lines(daily(20_000, 220_000))[1]).toMatch(/^accepted \[220000/);
    expect(lines(daily(20_000, 220_001))[1]).toMatch(/^accepted jump \[20000/);
  });

  test('end with a fall event that follows', () => {
    expect(lines(daily(...steady, 3_000_000, 1_040_000, 1_041_000)).slice(4)).toEqual([
      'accepted jump-reverted [1030000, 3000000] of day 4',
      'accepted fall-confirmed [1040000, 1040000] of day 5',
      'accepted [1041000, 1041000] of day 6',
    ]);
    expect(lines(daily(...steady, 3_000_000, 1_020_000)).at(-1)).toBe(
      'held fall [1020000, 3000000] of day 4',
    );
  });

  test('end when a person accepts them', () => {
    const rows = daily(...steady, 3_000_000);
    expect(lines(rows, [decision(rows[4]!, 'accept')]).at(-1)).toBe(
      'accepted decided-accept [3000000, 3000000] of day 4',
    );
  });

  test('are not reached by an interval that only may reach them', () => {
    expect(lines(daily(...steady, '200.0万', '200.0万')).slice(4)).toEqual([
      'accepted jump-confirmed [1030000, 2000999] of day 4',
      'accepted [1999001, 2000999] of day 5',
    ]);
    expect(lines(daily(...steady, '200.0万', '200万')).at(-1)).toBe('accepted [1030000, 2009999] of day 5');
  });
});
