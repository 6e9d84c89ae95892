import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterCrossing, type Crossing, crossings, THRESHOLDS } from '../../pipeline/domain/milestones.ts';

/** All that a sequence of totals crosses, with the place in the sequence. */
const told = (
  lows: readonly number[],
  thresholds: readonly number[],
): (Crossing & { readonly at: number })[] => {
  let reached: ReadonlySet<number> = new Set();
  return lows.flatMap((low, at) => {
    const crossed = crossings(reached, low, thresholds);
    reached = afterCrossing(reached, crossed);
    return crossed.map(crossing => ({ ...crossing, at }));
  });
};

test('the lower end reaches a threshold at it, once; a correction below it arms it again', () => {
  expect(told([99_999, 100_000, 100_001, 99_000, 98_000, 150_000], THRESHOLDS)).toEqual([
    { at: 1, threshold: 100_000, kind: 'reached' },
    { at: 3, threshold: 100_000, kind: 'lost' },
    { at: 5, threshold: 100_000, kind: 'reached' },
  ]);
});

test('what is taken in whole passes several at once', () => {
  expect(told([12_000_000], THRESHOLDS).map(({ threshold }) => threshold)).toEqual([
    100_000, 1_000_000, 10_000_000,
  ]);
});

const low = fc.oneof(fc.integer({ min: 90_000, max: 110_000 }), fc.integer({ min: -5, max: 2_000_000 }));

test('a threshold is never reached twice without being lost between, and stands as its last word says', () => {
  fc.assert(
    fc.property(fc.array(low, { maxLength: 40 }), lows => {
      for (const [threshold, words] of Map.groupBy(told(lows, THRESHOLDS), word => word.threshold)) {
        expect(words.map(({ kind }) => kind)).toEqual(
          words.map((_, index) => (index % 2 === 0 ? 'reached' : 'lost')),
        );
        expect(words.at(-1)!.kind === 'reached').toBe(lows.at(-1)! >= threshold);
      }
    }),
  );
});

test('the same total again crosses nothing, wherever it is repeated', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(low, fc.integer({ min: 1, max: 3 })), { maxLength: 20 }), repeated => {
      const once = told(
        repeated.map(([each]) => each),
        THRESHOLDS,
      );
      const often = told(
        repeated.flatMap(([each, times]) => new Array<number>(times).fill(each)),
        THRESHOLDS,
      );
      const words = (all: readonly Crossing[]) => all.map(({ threshold, kind }) => ({ threshold, kind }));
      expect(words(often)).toEqual(words(once));
    }),
  );
});
