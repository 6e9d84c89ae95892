import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashOf } from '../../pipeline/domain/publication.ts';
import type { Source } from '../../pipeline/domain/reading.ts';
import { frozenOf, lineOf } from '../domain/frozen.ts';
import { campaigns } from './campaign-histories.ts';
import {
  AT_ONCE,
  arrivals,
  asks,
  expectVerdicts,
  FEWER,
  type Figures,
  formulas,
  known,
  momentsOf,
  nameOf,
  PATIENT,
  plain,
  RUNS,
} from './in-memory.ts';
import { countsAt, figuresOn, takeIn } from './product.ts';
import { referenceCounts, referenceTotal } from './reference-total.ts';

test(
  'property 1: order of arrival, retries and restarts never change a total of fixed T and K',
  PATIENT,
  async () => {
    await fc.assert(
      fc.asyncProperty(campaigns(), arrivals, formulas, asks, async (history, arrival, formula, asked) => {
        const store = await takeIn(history, arrival);
        for (const { asOf, knownAt } of momentsOf(history.readings, asked)) {
          expectVerdicts(store, history, knownAt);
          const expected = referenceCounts(history, asOf, knownAt);
          const counts = countsAt(store, history, asOf, knownAt);
          expect(plain(counts)).toEqual(expected);
          const { total, counted, adjustments } = figuresOn(counts, history, formula, asOf, knownAt);
          const states = Object.fromEntries(counted.map(({ placementId, state }) => [placementId, state]));
          expect({ low: total.low, high: total.high, states, adjustments: adjustments.length }).toEqual(
            referenceTotal(history, formula, asOf, knownAt, () => true, expected),
          );
        }
      }),
      RUNS,
    );
  },
);
test(
  'property 2: another source never changes what a source says, and a better one that stays fresh is what counts',
  PATIENT,
  async () => {
    await fc.assert(
      fc.asyncProperty(
        known,
        arrivals,
        fc.constantFrom<Source>('own_logs', 'export'),
        async ({ history, asked }, arrival, source) => {
          const [first] = history.readings;
          if (!first) return;
          const added = history.readings
            .filter(of => nameOf(of) === nameOf(first))
            .map(of => ({ ...of, source, low: of.low + 7, high: of.high === null ? null : of.high + 7 }));
          const others = history.readings.filter(of => nameOf(of) !== nameOf({ ...first, source }));
          const all = { ...history, readings: [...others, ...added] };
          const store = await takeIn(all, arrival);
          // The model judges each series alone, as if there were no other.
          for (const { knownAt } of asked) expectVerdicts(store, all, knownAt);
        },
      ),
      FEWER,
    );
  },
);
const frozen = ({ counted, adjustments }: Figures) =>
  frozenOf(
    counted.map(({ placementId, episodeId, family, state, source, count, observedAt }) =>
      lineOf(placementId, {
        ...{ episodeId, family, state, source, count, fingerprint: `${observedAt}` },
        reading: null,
      }),
    ),
    adjustments,
  );

test(
  'property 10: a frozen figure recomputes to the same hash, whatever comes later; any other figure has another',
  PATIENT,
  async () => {
    await fc.assert(
      fc.asyncProperty(known, arrivals, async ({ history, formula, asked }, arrival) => {
        for (const { asOf, knownAt } of asked) {
          const isKnown = (of: { readonly recordedAt: number }): boolean => of.recordedAt <= knownAt;
          const then = {
            ...history,
            readings: history.readings.filter(isKnown),
            decisions: history.decisions.filter(isKnown),
            versions: history.versions.filter(isKnown),
            misses: history.misses.filter(isKnown),
            adjustments: history.adjustments.filter(isKnown),
          };
          const store = await takeIn(then, AT_ONCE);
          const printed = frozen(
            figuresOn(countsAt(store, then, asOf, knownAt), then, formula, asOf, knownAt),
          );
          await takeIn(history, arrival, store);
          const again = frozen(
            figuresOn(countsAt(store, history, asOf, knownAt), history, formula, asOf, knownAt),
          );
          expect(hashOf(again)).toBe(hashOf(printed));
          const [line] = printed.lines;
          if (!line) continue;
          const other = { ...line, count: { low: (line.count?.low ?? 0) + 1, high: null } };
          expect(hashOf({ ...printed, lines: [other, ...printed.lines.slice(1)] })).not.toBe(hashOf(printed));
        }
      }),
      { numRuns: 120 },
    );
  },
);
