import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../pipeline/days.ts';
import type { Reading } from '../../pipeline/domain/reading.ts';
import { resume } from '../../pipeline/domain/resume.ts';
import { DEFAULT_RULES } from '../../pipeline/domain/rules.ts';
import { judgeSeries } from '../../pipeline/domain/verdict.ts';
import { histories } from './histories.ts';
import { daily, day, reading } from './readings.ts';
import { tailsOf } from './tails.ts';

/** The state after readings, going on from their tail; null where it does not do. And how many rows it has. */
const resumed = (readings: readonly Reading[], rules = DEFAULT_RULES) => {
  const judged = judgeSeries(readings, [], rules);
  const [tail] = tailsOf(
    judged.readings.map(of => ({ ...of, revision: 0 })),
    [],
    rules.windowMs,
  );
  if (!tail) throw new Error('nothing was read');
  return { state: resume(tail, rules), whole: judged.state, rows: tail.readings.length };
};

test('a counter read for years is taken up from its last week', () => {
  const values = Array.from({ length: 700 }, (_, i) => 50_000 + 300 * i - (i % 5));
  const { state, whole, rows } = resumed(daily(...values));
  expect(state).toEqual(whole);
  expect(rows).toBe(9);
});

test('rounded texts are, with the number that another field printed long ago', () => {
  const rounded = Array.from({ length: 40 }, (_, i) => `${1 + Math.floor(i / 8) / 10}万`);
  const { state, whole, rows } = resumed(daily(9_800, 9_900, ...rounded));
  expect(state).toEqual(whole);
  expect(whole.printed).toEqual({ 1: 9_900, 1000: 14_000, 10000: 10_000 });
  expect(rows).toBe(9);
});

test('a fall that waits is not, however long it does', () => {
  const zeros = Array.from({ length: 30 }, () => 0);
  const values = [...Array.from({ length: 20 }, (_, i) => 90_000 + i), 10_000, ...zeros];
  const { state, whole, rows } = resumed(daily(...values));
  expect({ state, waits: whole.waiting?.low, rows: rows < values.length }).toEqual({
    state: null,
    waits: 10_000,
    rows: true,
  });
});

test('nor is a jump that is open, nor a tail whose verdicts rest on growth that lies before it', () => {
  const before = Array.from({ length: 20 }, (_, i) => reading(day(i), 1_000 + i));
  expect(resumed([...before, reading(day(20), 600_000)]).state).toBe(null);
  // Half a million on the first day of the tail: nothing to doubt beside the whole count, but for the quiet weeks before.
  const quiet = Array.from({ length: 21 }, (_, i) => 1_000_000 + i);
  const after = Array.from({ length: 8 }, (_, i) => 1_500_000 + i);
  const { state, whole, rows } = resumed(daily(...quiet, ...after));
  expect({ state, known: whole.known?.low, rows }).toEqual({ state: null, known: 1_500_007, rows: 9 });
});

/** Histories long enough to have a past: several of one counter behind one another, and time between. */
const long = fc
  .tuple(fc.array(histories, { minLength: 1, maxLength: 4 }), fc.constantFrom(HOUR, DAY, 6 * DAY, 9 * DAY))
  .map(([parts, gap]): Reading[] => {
    const source = parts[0]?.readings[0]?.source ?? 'api';
    let end = 0;
    return parts.flatMap(({ readings }) => {
      const shift = end === 0 ? 0 : end + gap - (readings[0]?.observedAt ?? 0);
      end = (readings.at(-1)?.observedAt ?? 0) + shift;
      return readings.map(of => ({
        ...of,
        ...{ source, observedAt: of.observedAt + shift, recordedAt: of.recordedAt + shift },
      }));
    });
  });

test('property: from the tail, where it does, the state is what the whole history gives; and mostly it does', () => {
  const counted = { whole: 0, tail: 0, none: 0 };
  const rules = fc.constantFrom(
    DEFAULT_RULES,
    { ...DEFAULT_RULES, windowMs: 2 * DAY },
    {
      ...DEFAULT_RULES,
      jump: { ...DEFAULT_RULES.jump, over: 500, factor: 1 },
    },
  );
  fc.assert(
    fc.property(long, rules, (readings, inForce) => {
      const { state, whole, rows } = resumed(readings, inForce);
      counted[state === null ? 'none' : rows < readings.length ? 'tail' : 'whole'] += 1;
      if (state !== null) expect(state).toEqual(whole);
    }),
    { numRuns: 6_000, seed: 18_420_000 },
  );
  expect(counted.tail).toBeGreaterThan(1_000);
});
