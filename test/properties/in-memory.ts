import fc from 'fast-check';
import { expect } from 'vitest';
import type { Instant, Reading, SeriesKey } from '../../pipeline/domain/reading.ts';
import { model } from '../domain/reference-verdicts.ts';
import { campaigns, type History, moments } from './campaign-histories.ts';
import type { MemoryStore } from './memory-store.ts';
import { type Arrival, type Counted, countsAt, figuresOn, takeIn } from './product.ts';
import { REFERENCE_FORMULAS, type ReferenceCount } from './reference-total.ts';

/** Runs of a property. Each is a campaign of some six series: these are thousands of histories. */
export const RUNS = { numRuns: 300 };
export const FEWER = { numRuns: 200 };
/** A busy machine needs minutes for what takes seconds. */
export const PATIENT = { timeout: 300_000 };
export const formulas = fc.constantFrom(...Object.keys(REFERENCE_FORMULAS));
export const arrivals: fc.Arbitrary<Arrival> = fc.record({
  ranks: fc.array(fc.nat(1_000), { minLength: 97, maxLength: 97 }),
  cuts: fc.array(fc.nat(100), { minLength: 41, maxLength: 41 }),
});

/** A series by its name, and not by the product's. */
export const nameOf = ({ placementId, metric, source }: SeriesKey): string =>
  `${placementId}/${metric}/${source}`;

/** Moments at random, and moments at which something was just recorded. */
export const asks = fc.array(fc.record({ at: moments, pick: fc.nat(), isExact: fc.boolean() }), {
  minLength: 3,
  maxLength: 3,
});
type Asked = typeof asks extends fc.Arbitrary<infer Value> ? Value : never;
export const momentsOf = (
  readings: readonly Reading[],
  asked: Asked,
): { asOf: Instant; knownAt: Instant }[] =>
  asked.map(({ at, pick, isExact }) => {
    const reading = readings[pick % readings.length];
    return isExact && reading ? { asOf: at.asOf, knownAt: reading.recordedAt } : at;
  });

export const plain = (counts: readonly Counted[]): ReferenceCount[] =>
  counts.map(({ placementId, episodeId, family, state, source, count, observedAt }) => ({
    ...{ placementId, episodeId, family, state, source, count, observedAt },
  }));

/** Every verdict of every series as known at K, by the product and by the model. */
export const expectVerdicts = (store: MemoryStore, history: History, K: Instant): void => {
  const isKnown = (of: { readonly recordedAt: Instant }): boolean => of.recordedAt <= K;
  for (const [name, all] of Map.groupBy(history.readings, nameOf)) {
    const said = history.decisions.filter(of => nameOf(of) === name && isKnown(of));
    expect(store.standing(name, K).map(({ judgement }) => judgement)).toEqual(
      model(all.filter(isKnown), said).rows.map(({ judgement }) => judgement),
    );
  }
};

/** A history as it is known in the end, at some moments. */
export const known = fc.record({
  history: campaigns(),
  formula: formulas,
  asked: fc.array(moments, { minLength: 3, maxLength: 3 }),
});
export const AT_ONCE: Arrival = { ranks: [0], cuts: [1] };
export type Known = typeof known extends fc.Arbitrary<infer Value> ? Value : never;
export type Figures = ReturnType<typeof figuresOn>;

/** Looks at the figures of random histories at random moments. */
export const everywhere = (look: (figures: Figures, at: Known & { asOf: number; knownAt: number }) => void) =>
  fc.assert(
    fc.asyncProperty(known, async all => {
      const store = await takeIn(all.history, AT_ONCE);
      for (const { asOf, knownAt } of all.asked) {
        const counts = countsAt(store, all.history, asOf, knownAt);
        look(figuresOn(counts, all.history, all.formula, asOf, knownAt), { ...all, asOf, knownAt });
      }
    }),
    FEWER,
  );
