import { expect, test } from 'vitest';
import type { Reading } from '../../pipeline/domain/reading.ts';
import { wantsReread } from '../../pipeline/domain/reasons.ts';
import { initialState } from '../../pipeline/domain/series.ts';
import { canStep, step } from '../../pipeline/domain/step.ts';
import { judge, judgeSeries } from '../../pipeline/domain/verdict.ts';
import { daily, day, decision, line, lines, reading } from './readings.ts';

test('first reading, rises and repeats are accepted', () => {
  expect(lines(daily(1000, 1200, 1200))).toEqual([
    'accepted [1000, 1000] of day 0',
    'accepted [1200, 1200] of day 1',
    'accepted [1200, 1200] of day 2',
  ]);
  expect(judge([], [])).toEqual([]);
});

test('gauges, ratios and indices are accepted as read, a statement as stated once a person confirms it', () => {
  for (const metric of ['concurrent', 'listening_rate', 'heat'] as const) {
    expect(
      judge(
        daily(1000, 10, 0).map(of => ({ ...of, metric })),
        [],
      ).map(line),
    ).toEqual(['accepted [1000, 1000] of day 0', 'accepted [10, 10] of day 1', 'accepted [0, 0] of day 2']);
  }
  const stated = daily(60_000, 50_000).map((of): Reading => ({ ...of, source: 'statement' }));
  expect(lines(stated)).toEqual(['held unconfirmed no count', 'held unconfirmed no count']);
  const [first, second] = stated.map(of => decision(of, 'accept'));
  expect(lines(stated, [first!])).toEqual([
    'accepted decided-accept [60000, 60000] of day 0',
    'held unconfirmed [60000, 60000] of day 0',
  ]);
  expect(lines(stated, [first!, second!])[1]).toBe('accepted decided-accept [50000, 50000] of day 1');
  expect(lines(stated, [first!, decision(stated[1]!, 'hold')])[1]).toBe(
    'held decided-hold [60000, 60000] of day 0',
  );
});

test('verdicts of two series are never formed together', () => {
  const rows = [reading(day(0), 1), reading(day(1), 2, { source: 'page' })];
  expect(() => judge(rows, [])).toThrow(
    'Verdicts are formed within one series; these are 2: 7/plays/api, 7/plays/page.',
  );
});

test('a step reports the earlier rows that it amends', () => {
  const [first, fall, confirming] = daily(1000, 600, 590) as [Reading, Reading, Reading];
  const a = step(initialState, first, undefined);
  const b = step(a.state, fall, undefined);
  expect([b.judgement, b.amended, b.events]).toEqual([
    { verdict: 'held', reason: 'fall', count: { low: 600, high: 1000 }, acceptedAt: day(0) },
    [],
    [],
  ]);
  const c = step(b.state, confirming, undefined);
  expect(c.amended).toEqual([
    {
      ...fall,
      judgement: {
        verdict: 'accepted',
        reason: 'fall-confirmed',
        count: { low: 600, high: 600 },
        acceptedAt: day(1),
      },
    },
  ]);
  expect(c.judgement).toEqual({
    verdict: 'accepted',
    reason: 'waver',
    count: { low: 590, high: 590 },
    acceptedAt: day(2),
  });
  expect(c.events.length).toBe(1);
  expect([canStep(c.state, day(2)), canStep(c.state, day(2) + 1), canStep(initialState, 0)]).toEqual([
    false,
    true,
    true,
  ]);
});

test('a series that waited very long is judged whole, so that a stored state stays small', () => {
  const zeros = Array.from({ length: 63 }, (_, i) => reading(day(2 + i), 0));
  const { state } = judgeSeries([...daily(1000, 600), ...zeros], []);
  expect(canStep(state, day(100))).toBe(false);
  expect(canStep(judgeSeries([...daily(1000, 600), ...zeros.slice(1)], []).state, day(100))).toBe(true);
});

test('falls and jumps in doubt are asked again at the end of the run, settled ones not', () => {
  const wanted = judge([...daily(1_000, 600, 1_000, 990), reading(day(4), 900_000)], []).map(row => [
    row.judgement.reason,
    wantsReread(row.judgement),
  ]);
  expect(wanted).toEqual([
    ['', false],
    ['fall-dismissed', false],
    ['', false],
    ['waver', false],
    ['jump', true],
  ]);
  expect(judge(daily(1000, 600), []).map(row => wantsReread(row.judgement))).toEqual([false, true]);
});
