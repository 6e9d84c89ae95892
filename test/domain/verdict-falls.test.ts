import { describe, expect, test } from 'vitest';
import { judgeSeries } from '../../pipeline/domain/verdict.ts';
import { daily, day, line, lines, reading } from './readings.ts';

describe('large falls', () => {
  test('wait, lowering what is claimed and never the upper end', () => {
    expect(lines(daily(1000, 600))).toEqual([
      'accepted [1000, 1000] of day 0',
      'held fall [600, 1000] of day 0',
    ]);
  });

  test('are confirmed at or below: accepted with their own time, and an event recorded', () => {
    const judged = judgeSeries(daily(1000, 600, 610), []);
    expect(judged.readings.map(line)).toEqual([
      'accepted [1000, 1000] of day 0',
      'accepted fall-confirmed [600, 600] of day 1',
      'accepted [610, 610] of day 2',
    ]);
    expect(judged.events).toEqual([
      {
        placementId: 7,
        metric: 'plays',
        source: 'api',
        at: day(1),
        from: { low: 1000, high: 1000 },
        to: { low: 600, high: 600 },
        class: 'platform-correction',
        cause: 'confirmed',
        confirmedAt: day(2),
      },
    ]);
  });

  test('are confirmed by a re-read in the same run', () => {
    const rows = [reading(day(0), 1000), reading(day(1), 600), reading(day(1) + 60_000, 600)];
    expect(lines(rows)[1]).toBe('accepted fall-confirmed [600, 600] of day 1');
  });

  test('are confirmed by a reading nearer to them than to the reference, not by one halfway', () => {
    expect(lines(daily(1000, 600, 799))[1]).toBe('accepted fall-confirmed [600, 600] of day 1');
    expect(lines(daily(1000, 600, 800))).toEqual([
      'accepted [1000, 1000] of day 0',
      'held fall-replaced [600, 1000] of day 0',
      'held fall [800, 1000] of day 0',
    ]);
  });

  test('a purge that goes down for days is followed one reading behind', () => {
    expect(lines(daily(100_000, 90_000, 80_000, 70_000))).toEqual([
      'accepted [100000, 100000] of day 0',
      'accepted fall-confirmed [90000, 90000] of day 1',
      'accepted fall-confirmed [80000, 80000] of day 2',
      'held fall [70000, 80000] of day 2',
    ]);
  });

  test('one whose place was taken goes on lowering its own instant while the successor waits or is confirmed', () => {
    expect(lines(daily(1000, 600, 850, 840))).toEqual([
      'accepted [1000, 1000] of day 0',
      'held fall-replaced [600, 1000] of day 0',
      'accepted fall-confirmed [850, 850] of day 2',
      'accepted waver [840, 840] of day 3',
    ]);
  });

  test('are dismissed by a reading that is no large fall, with every one before them, and stay visible', () => {
    expect(lines(daily(1000, 600, 850, 1001))).toEqual([
      'accepted [1000, 1000] of day 0',
      'held fall-dismissed [1000, 1000] of day 0',
      'held fall-dismissed [1000, 1000] of day 0',
      'accepted [1001, 1001] of day 3',
    ]);
    expect(lines(daily(1000, 600, 990))[1]).toBe('held fall-dismissed [1000, 1000] of day 0');
  });

  test('zeros read meanwhile carry what the fall ends as', () => {
    expect(lines(daily(1000, 600, 0))[2]).toBe('held zero [600, 1000] of day 0');
    expect(lines(daily(1000, 600, 0, 600))[2]).toBe('held zero [600, 600] of day 1');
    expect(lines(daily(1000, 600, 0, 1000))[2]).toBe('held zero [1000, 1000] of day 0');
  });

  test('only a later instant confirms: two values of one instant do not', () => {
    const rows = [
      reading(day(0), 1000),
      reading(day(1), 600),
      reading(day(1), 590, { recordedAt: day(1) + 1 }),
      reading(day(1), 600, { recordedAt: day(1) + 2 }),
    ];
    expect(lines(rows)).toEqual([
      'accepted [1000, 1000] of day 0',
      'held fall-replaced [600, 1000] of day 0',
      'held fall [590, 1000] of day 0',
    ]);
  });

  test('an event starts new references: what was before questions nothing', () => {
    expect(lines(daily(100_000, 50_000, 50_000, 50_100, 50_050))).toEqual([
      'accepted [100000, 100000] of day 0',
      'accepted fall-confirmed [50000, 50000] of day 1',
      'accepted [50000, 50000] of day 2',
      'accepted [50100, 50100] of day 3',
      'accepted waver [50050, 50050] of day 4',
    ]);
  });

  test('from an open count are measured from its lower end', () => {
    expect(lines(daily('10万+', 90_000))).toEqual([
      'accepted [100001, ∞] of day 0',
      'held fall [90000, ∞] of day 0',
    ]);
  });
});
