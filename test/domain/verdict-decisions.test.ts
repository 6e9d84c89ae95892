import { describe, expect, test } from 'vitest';
import { judgeSeries } from '../../pipeline/domain/verdict.ts';
import { daily, day, decision, line, lines } from './readings.ts';

describe('decisions', () => {
  test('hold takes a reading out, as if it had not been read', () => {
    const rows = daily(1000, 5000, 1010);
    expect(lines(rows, [decision(rows[1]!, 'hold')])).toEqual([
      'accepted [1000, 1000] of day 0',
      'held decided-hold [1000, 1000] of day 0',
      'accepted [1010, 1010] of day 2',
    ]);
  });

  test('accept makes a held fall the count at once', () => {
    const rows = daily(1000, 600, 605);
    expect(lines(rows, [decision(rows[1]!, 'accept')])).toEqual([
      'accepted [1000, 1000] of day 0',
      'accepted decided-accept [600, 600] of day 1',
      'accepted [605, 605] of day 2',
    ]);
  });

  test('accept of a reading that confirms a waiting fall confirms it too', () => {
    const rows = daily(1000, 600, 500);
    const judged = judgeSeries(rows, [decision(rows[2]!, 'accept')]);
    expect(judged.readings.map(line)).toEqual([
      'accepted [1000, 1000] of day 0',
      'accepted fall-confirmed [600, 600] of day 1',
      'accepted decided-accept [500, 500] of day 2',
    ]);
    expect(judged.events.map(e => [e.at, e.from.low, e.to.low, e.cause])).toEqual([
      [day(1), 1000, 600, 'confirmed'],
      [day(2), 600, 500, 'decided'],
    ]);
  });

  test('accept of another large fall takes the waiting one’s place for good', () => {
    const rows = daily(1000, 600, 850, 500, 851);
    expect(lines(rows, [decision(rows[2]!, 'accept')])).toEqual([
      'accepted [1000, 1000] of day 0',
      'held fall-replaced [600, 1000] of day 0',
      'accepted decided-accept [850, 850] of day 2',
      'held fall-dismissed [850, 850] of day 2',
      'accepted [851, 851] of day 4',
    ]);
  });

  test('the last one known counts, and of two of one millisecond, hold', () => {
    const rows = daily(1000, 600);
    const [accept, hold] = [decision(rows[1]!, 'accept', 1), decision(rows[1]!, 'hold', 2)];
    expect(lines(rows, [hold, accept])[1]).toBe('held decided-hold [1000, 1000] of day 0');
    expect(lines(rows, [{ ...hold, recordedAt: 1 }, accept])[1]).toBe(
      'held decided-hold [1000, 1000] of day 0',
    );
    expect(lines(rows, [hold, { ...accept, recordedAt: 3 }])[1]).toBe(
      'accepted decided-accept [600, 600] of day 1',
    );
  });
});
