import { expect, test } from 'vitest';
import { parseCount } from '../../collectors/counts.ts';
import { CollectorError } from '../../collectors/errors.ts';
import type { Reading } from '../../pipeline/domain/reading.ts';
import { judge, judgeSeries } from '../../pipeline/domain/verdict.ts';
import { daily, day, decision, line, reading } from './readings.ts';

/** What the series counts as of T, known by K: what was recorded by K is judged, then the last row at T speaks. */
const countAt = (readings: readonly Reading[], T: number, K: number) =>
  judge(
    readings.filter(r => r.recordedAt <= K),
    [],
  ).findLast(row => row.observedAt <= T)?.judgement.count ?? null;

test('pitfall 1: a missing or broken read is never 0: nothing read, nothing counted; zeros of a dead login change nothing', () => {
  expect(judge([], [])).toEqual([]);
  expect(parseCount('', { family: 'play' })).toEqual({ kind: 'hidden', text: '' });
  expect(judge(daily(88_000, 0, 0), []).map(row => row.judgement.count)).toEqual([
    { low: 88_000, high: 88_000 },
    { low: 88_000, high: 88_000 },
    { low: 88_000, high: 88_000 },
  ]);
});

test('pitfall 4: a counter that falls is accepted with an event, never clamped, and the event is not added', () => {
  const { readings, events } = judgeSeries(daily(100_000, 60_000, 60_500), []);
  expect(readings.map(row => row.judgement.count)).toEqual([
    { low: 100_000, high: 100_000 },
    { low: 60_000, high: 60_000 },
    { low: 60_500, high: 60_500 },
  ]);
  expect(events.map(({ at, from, to, class: kind }) => ({ at, from, to, kind }))).toEqual([
    {
      at: day(1),
      from: { low: 100_000, high: 100_000 },
      to: { low: 60_000, high: 60_000 },
      kind: 'platform-correction',
    },
  ]);
});

test('pitfall 14: a rounded reading after an exact one makes no false fall', () => {
  expect(judge(daily(12_999, '1.2万', 13_100), []).map(line)).toEqual([
    'accepted [12999, 12999] of day 0',
    'accepted [12999, 12999] of day 1',
    'accepted [13100, 13100] of day 2',
  ]);
});

test('pitfall 12: a capped count stays open, and a number above it closes it', () => {
  expect(judge(daily(98_000, '10万+', '10万+', 123_456), []).map(line)).toEqual([
    'accepted [98000, 98000] of day 0',
    'accepted [100001, ∞] of day 1',
    'accepted [100001, ∞] of day 2',
    'accepted [123456, 123456] of day 3',
  ]);
});

test('pitfall 13: texts without a value are hidden, not zero', () => {
  for (const text of ['--', -1, '暂无', 'updating']) {
    expect(parseCount(text, { family: 'play' })).toEqual({ kind: 'hidden', text: String(text) });
  }
});

test('pitfall 14: neighbouring rounded texts are not intersected', () => {
  // 1.9万 then 2.0万 by an unknown mode: [18001, 19999] and [19001, 20999] overlap, and the counter may stand at 20,500.
  expect(judge(daily('1.9万', '2.0万'), []).map(row => row.judgement.count)).toEqual([
    { low: 18_001, high: 19_999 },
    { low: 19_001, high: 20_999 },
  ]);
});

test('pitfall 15: rows sent twice change nothing, whatever else differs in the copy', () => {
  const rows = daily(1000, 600, 1005);
  const copies = rows.map(of => ({ ...of, recordedAt: of.recordedAt + 5000, runId: 'again' }));
  expect(judge([...copies, ...rows], [])).toEqual(judge(rows, []));
});

test('pitfall 16: with T and K fixed the count never moves; a late reading speaks from when it was recorded', () => {
  const [first, late, last] = daily(1000, 1200, 1500) as [Reading, Reading, Reading];
  const rows = [first, { ...late, recordedAt: day(5) }, last];
  expect(countAt(rows, day(1), day(4))).toEqual({ low: 1000, high: 1000 });
  expect(countAt(rows, day(1), day(5))).toEqual({ low: 1200, high: 1200 });
  expect(countAt(rows, day(2), day(4))).toEqual({ low: 1500, high: 1500 });
});

test('pitfall 16: a fall in doubt lowers its instant while K knows no better, then counts as it ended', () => {
  const rows = daily(1000, 600, 610);
  expect(countAt(rows, day(1), day(0))).toEqual({ low: 1000, high: 1000 });
  expect(countAt(rows, day(1), day(1))).toEqual({ low: 600, high: 1000 });
  expect(countAt(rows, day(1), day(2))).toEqual({ low: 600, high: 600 });
  const back = daily(1000, 600, 1010);
  expect(countAt(back, day(1), day(1))).toEqual({ low: 600, high: 1000 });
  expect(countAt(back, day(1), day(2))).toEqual({ low: 1000, high: 1000 });
});

test('pitfall 16: two values of one instant: the later recorded stands from then on, a lower one in doubt', () => {
  const value = (low: number, recordedAt: number) => reading(day(1), low, { recordedAt });
  expect(countAt([value(1000, day(1)), value(1100, day(2))], day(1), day(1))).toEqual({
    low: 1000,
    high: 1000,
  });
  expect(countAt([value(1000, day(1)), value(1100, day(2))], day(1), day(2))).toEqual({
    low: 1100,
    high: 1100,
  });
  expect(countAt([value(1000, day(1)), value(500, day(2))], day(1), day(2))).toEqual({
    low: 500,
    high: 1000,
  });
});

test('pitfall 24: verdicts are formed within one source', () => {
  expect(() => judge([reading(day(0), 51_234), reading(day(0), 60_000, { source: 'export' })], [])).toThrow();
});

test('pitfall 29: ids never pass the count reader', () => {
  expect(() => parseCount('7179693882494035055', { family: 'play' })).toThrow(CollectorError);
});

test('pitfall 31: bought or robot views are flagged, count in full once confirmed, and leave only by a signed decision', () => {
  const rows = daily(10_000, 10_500, 11_000, 900_000, 901_000);
  expect(judge(rows.slice(0, 4), []).map(line).at(-1)).toBe('accepted jump [11000, 900000] of day 3');
  expect(judge(rows, []).map(line).at(-1)).toBe('accepted [901000, 901000] of day 4');
  const out = rows.slice(3).map(of => decision(of, 'hold'));
  expect(judge(rows, out).map(line).at(-1)).toBe('held decided-hold [11000, 11000] of day 2');
});
