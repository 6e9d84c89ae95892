import { describe, expect, test } from 'vitest';
import { judge, judgeSeries } from '../../pipeline/domain/verdict.ts';
import { daily, day, decision, hour, line, lines, reading } from './readings.ts';

describe('zeros', () => {
  const young = { publishedAt: hour(0), othersPositive: false };
  test('are accepted first with another counter above 0', () => {
    expect(lines([reading(day(0), 0)])).toEqual(['accepted [0, 0] of day 0']);
  });
  test('are accepted first of an item under 12 hours old, not at 12 hours', () => {
    expect(lines([reading(hour(12) - 1, 0, young)])[0]).toMatch(/^accepted \[0, 0\]/);
    expect(lines([reading(hour(12), 0, young)])).toEqual(['held zero no count']);
  });
  test('are held first when nothing vouches for them, or the age is unknown', () => {
    const nothing = { othersPositive: false };
    expect(lines([reading(day(0), 0, nothing)])).toEqual(['held zero no count']);
    expect(lines([reading(day(0), 0, { ...nothing, publishedAt: null })])).toEqual(['held zero no count']);
  });
  test('are held however often repeated once more is known, and dismiss or confirm nothing', () => {
    expect(lines(daily(1000, 0, 0, 0, 1010))).toEqual([
      'accepted [1000, 1000] of day 0',
      'held zero [1000, 1000] of day 0',
      'held zero [1000, 1000] of day 0',
      'held zero [1000, 1000] of day 0',
      'accepted [1010, 1010] of day 4',
    ]);
  });
  test('shown as 0万 count as the interval shown, and a later number raises it', () => {
    expect(lines(daily('0万', '0万', 3000))).toEqual([
      'accepted [0, 9999] of day 0',
      'accepted [0, 9999] of day 1',
      'accepted [3000, 3000] of day 2',
    ]);
  });
  test('stand when a person accepts one, as a fall event', () => {
    const rows = daily(1000, 0, 5);
    const judged = judgeSeries(rows, [decision(rows[1]!, 'accept')]);
    expect(judged.readings.map(line)).toEqual([
      'accepted [1000, 1000] of day 0',
      'accepted decided-accept [0, 0] of day 1',
      'accepted [5, 5] of day 2',
    ]);
    expect(judged.events).toEqual([
      {
        placementId: 7,
        metric: 'plays',
        source: 'api',
        at: day(1),
        from: { low: 1000, high: 1000 },
        to: { low: 0, high: 0 },
        class: 'platform-correction',
        cause: 'decided',
        confirmedAt: day(1),
      },
    ]);
  });
});

describe('wavers', () => {
  test.each([
    [1_000_000, 999_000, 'waver'], // 0.1 %
    [1_000_000, 998_999, 'fall'],
    [10_000, 9_800, 'waver'], // 200 and 2 %
    [10_000, 9_799, 'fall'],
    [5_000, 4_900, 'waver'], // 2 %
    [5_000, 4_899, 'fall'],
    [10, 5, 'waver'], // 5
    [10, 4, 'fall'],
  ])('from %i to %i is a %s', (from, to, reason) => {
    expect(judge(daily(from, to), [])[1]?.judgement.reason).toBe(reason);
  });

  test('set the count to the lower reading', () => {
    expect(lines(daily(1000, 990, 995))).toEqual([
      'accepted [1000, 1000] of day 0',
      'accepted waver [990, 990] of day 1',
      'accepted waver [995, 995] of day 2',
    ]);
  });

  test('a slow bleed is questioned by the highest count of 7 days, and by the known count after them', () => {
    const bleed = lines(daily(10_000, 9_900, 9_800, 9_700));
    expect(bleed[3]).toBe('held fall [9700, 9800] of day 2');
    // Day 0 lies exactly 7 days before day 7 and still questions it; on day 8 day 1 does.
    const later = [...daily(10_000, 9_900, 9_800), reading(day(7), 9_790), reading(day(8), 9_702)];
    expect(lines(later.slice(0, 4))[3]).toBe('held fall [9790, 9800] of day 2');
    expect(lines(later).slice(3)).toEqual([
      'held fall-dismissed [9800, 9800] of day 2',
      'accepted waver [9702, 9702] of day 8',
    ]);
    const rested = [...daily(10_000, 9_900), reading(day(9), 9_702)];
    expect(lines(rested)[2]).toBe('accepted waver [9702, 9702] of day 9');
  });
});

describe('overlaps', () => {
  test('keep the known lower end and take the new upper end', () => {
    expect(lines(daily(12_500, '1.2万', '1.3万'))).toEqual([
      'accepted [12500, 12500] of day 0',
      'accepted [12500, 12999] of day 1',
      'accepted [12500, 13999] of day 2',
    ]);
  });

  test('but a smaller number in the same field and step starts a new reference', () => {
    expect(lines(daily('1.3亿', '1.2亿', '1.2亿'))).toEqual([
      'accepted [120000001, 139999999] of day 0',
      'accepted new-reference [110000001, 129999999] of day 1',
      'accepted [110000001, 129999999] of day 2',
    ]);
    // Another step is another field: the exact number says nothing of what the page printed.
    expect(lines(daily('1.30万', '1.2万'))[1]).toBe('accepted [12901, 12999] of day 1');
    // The field's last text counts, however many others stood between.
    expect(lines(daily('1.3万', 12_500, '1.2万'))[2]).toBe('accepted new-reference [11001, 12999] of day 2');
  });
});
