import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Decision, Reading } from '../../pipeline/domain/reading.ts';
import { REASONS } from '../../pipeline/domain/reasons.ts';
import { initialState, type SeriesState } from '../../pipeline/domain/series.ts';
import { canStep, step } from '../../pipeline/domain/step.ts';
import { judge, judgeSeries } from '../../pipeline/domain/verdict.ts';
import { histories } from './histories.ts';
import { decision } from './readings.ts';
import { model } from './reference-verdicts.ts';

const RUNS = { numRuns: 1500 };

test('agrees with the slow model written from the rules alone', () => {
  fc.assert(
    fc.property(histories, ({ readings, decisions }) => {
      const judged = judgeSeries(readings, decisions);
      const expected = model(readings, decisions);
      expect(judged.readings.map(({ judgement, ...of }) => ({ reading: of, judgement }))).toEqual(
        expected.rows,
      );
      const events = judged.events.map(e => ({
        at: e.at,
        fromLow: e.from.low,
        toLow: e.to.low,
        confirmedAt: e.confirmedAt,
      }));
      expect(events).toEqual(expected.falls);
    }),
    { numRuns: 6000 },
  );
});

test('never depends on the order of arrival, nor on rows sent twice', () => {
  fc.assert(
    fc.property(histories, fc.infiniteStream(fc.nat(1000)), ({ readings, decisions }, dice) => {
      const again = readings.map(of => ({ ...of, recordedAt: of.recordedAt + 60_000 }));
      const shuffled = [...readings, ...readings.filter(() => dice.next().value! % 2 === 0)]
        .map(of => ({ of, rank: dice.next().value! }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ of }) => of);
      expect(judge(shuffled, [...decisions].reverse())).toEqual(judge(readings, decisions));
      expect(judge([...again, ...readings], decisions)).toEqual(judge(readings, decisions));
    }),
    RUNS,
  );
});

test('going on from the stored state of any prefix gives what judging the whole gives', () => {
  fc.assert(
    fc.property(histories, fc.nat(24), ({ readings, decisions }, cut) => {
      const byTime = [...readings].sort((a, b) => a.observedAt - b.observedAt);
      const whole = judgeSeries(byTime, decisions);
      const { head, tail } = splitAt(byTime, cut);
      const before = judgeSeries(head, decisions);
      const rows = new Map(before.readings.map(row => [identity(row), row]));
      const events = [...before.events];
      let state: SeriesState = JSON.parse(JSON.stringify(before.state));
      for (const of of tail) {
        expect(canStep(state, of.observedAt)).toBe(true);
        const next = step(state, of, decisionOn(of, decisions));
        rows.set(identity(of), { ...of, judgement: next.judgement });
        for (const row of next.amended) {
          expect(rows.has(identity(row))).toBe(true);
          rows.set(identity(row), row);
        }
        events.push(...next.events);
        state = JSON.parse(JSON.stringify(next.state));
      }
      expect([...rows.values()]).toEqual(whole.readings);
      expect(events).toEqual(whole.events);
      expect(state).toEqual(whole.state);
    }),
    RUNS,
  );
});

test('low never exceeds high, no count is negative, and nothing is counted before something is accepted', () => {
  fc.assert(
    fc.property(histories, ({ readings, decisions }) => {
      const judged = judge(readings, decisions);
      const first = judged.findIndex(({ judgement }) => judgement.verdict === 'accepted');
      for (const [index, { judgement }] of judged.entries()) {
        const { count, acceptedAt } = judgement;
        expect(count === null).toBe(first < 0 || index < first);
        expect(acceptedAt === null).toBe(count === null);
        if (count === null) continue;
        expect(count.low).toBeGreaterThanOrEqual(0);
        if (count.high !== null) expect(count.low).toBeLessThanOrEqual(count.high);
      }
    }),
    RUNS,
  );
});

test('without decisions, what is claimed never exceeds the highest reading taken so far', () => {
  fc.assert(
    fc.property(histories, ({ readings }) => {
      let highest = 0;
      for (const { low, judgement } of judge(readings, [])) {
        highest = Math.max(highest, low);
        if (judgement.count) expect(judgement.count.low).toBeLessThanOrEqual(highest);
      }
    }),
    RUNS,
  );
});

test('held zeros change nothing: without them every other reading is judged the same', () => {
  fc.assert(
    fc.property(histories, ({ readings }) => {
      const judged = judge(readings, []);
      const others = judged.filter(({ judgement }) => judgement.reason !== 'zero');
      expect(
        judge(
          others.map(({ judgement: _, ...of }) => of),
          [],
        ),
      ).toEqual(others);
    }),
    RUNS,
  );
});

test('a reading that a person takes out changes nothing either', () => {
  fc.assert(
    fc.property(histories, fc.nat(23), ({ readings }, index) => {
      const [first] = judge(readings, []);
      const out = judge(readings, [])[index] ?? first!;
      const judged = judge(readings, [decision(out, 'hold')]);
      const others = judged.filter(({ judgement }) => judgement.reason !== 'decided-hold');
      expect(
        judge(
          others.map(({ judgement: _, ...of }) => of),
          [],
        ),
      ).toEqual(others);
    }),
    RUNS,
  );
});

test('the random histories reach every reason', () => {
  const seen = new Map<string, number>();
  for (const { readings, decisions } of fc.sample(histories, { numRuns: 3000, seed: 18_420_000 })) {
    for (const { judgement } of judge(readings, decisions)) {
      seen.set(judgement.reason, (seen.get(judgement.reason) ?? 0) + 1);
    }
  }
  expect([...seen.keys()].sort()).toEqual([...REASONS].sort());
  expect(Math.min(...seen.values())).toBeGreaterThan(20);
});

test('the state stays small however long a series is read', () => {
  let state = initialState;
  const sizes: number[] = [];
  fc.assert(
    fc.property(histories, ({ readings }) => {
      const first = readings[0]!;
      const offset = (state.last ?? 0) + 1 - first.observedAt;
      let last = state.last ?? 0;
      for (const of of readings) {
        const observedAt = Math.max(of.observedAt + offset, last + 1);
        last = observedAt;
        if (of.source === 'statement') continue;
        state = step(state, { ...of, observedAt, recordedAt: observedAt }, undefined).state;
        sizes.push(JSON.stringify(state).length);
      }
    }),
    { numRuns: 300 },
  );
  expect(Math.max(...sizes)).toBeLessThan(60_000);
});

const identity = (of: Reading): string => `${of.observedAt}/${of.low}/${of.high}`;

/** Cuts where instants differ: a second value of one instant makes the series be judged whole. */
const splitAt = (readings: readonly Reading[], cut: number): { head: Reading[]; tail: Reading[] } => {
  const times = [...new Set(readings.map(r => r.observedAt))];
  const repeated = readings.filter((r, i) =>
    readings.some((o, j) => j !== i && o.observedAt === r.observedAt),
  );
  const from = Math.max(times[Math.min(cut, times.length - 1)]!, ...repeated.map(r => r.observedAt + 1));
  return {
    head: readings.filter(r => r.observedAt < from),
    tail: readings.filter(r => r.observedAt >= from),
  };
};

const decisionOn = (of: Reading, decisions: readonly Decision[]): 'accept' | 'hold' | undefined => {
  const mine = decisions.filter(
    d => d.observedAt === of.observedAt && d.low === of.low && d.high === of.high,
  );
  const latest = Math.max(...mine.map(d => d.recordedAt));
  const last = mine.filter(d => d.recordedAt === latest).map(d => d.decision);
  if (last.includes('hold')) return 'hold';
  return last.includes('accept') ? 'accept' : undefined;
};
