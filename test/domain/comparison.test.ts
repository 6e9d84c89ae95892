import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Change, compareTotals, type Step } from '../../pipeline/domain/comparison.ts';
import { adjustmentOf, frozenOf, frozenTotals, lineOf } from './frozen.ts';

const NOBODY: ReadonlySet<number> = new Set();
const one = lineOf(1);

/** Which lines changed, by how much and why. */
const told = ({ change, lines }: Step) => ({
  change,
  lines: lines.map(({ placementId, adjustmentId, change: { low }, why }) => [
    placementId ?? adjustmentId,
    low,
    ...why,
  ]),
});

describe('a revision says why a line of the same moment is another', () => {
  const revision = (after: ReturnType<typeof frozenOf>, decided = NOBODY) =>
    told(compareTotals(frozenOf([one, lineOf(2)]), after, after, decided).revision);

  test('late readings, decisions, both, or other verdicts on the same readings', () => {
    const low = { count: { low: 103, high: 103 } };
    const change = { low: 3, high: 3 };
    const late = frozenOf([lineOf(1, { ...low, fingerprint: 'f2' }), lineOf(2)]);
    const judged = frozenOf([lineOf(1, low), lineOf(2)]);
    expect(revision(late)).toEqual({ change, lines: [[1, 3, 'late-reading']] });
    expect(revision(late, new Set([1]))).toEqual({ change, lines: [[1, 3, 'late-reading', 'decision']] });
    expect(revision(judged, new Set([1, 2]))).toEqual({ change, lines: [[1, 3, 'decision']] });
    expect(revision(judged)).toEqual({ change, lines: [[1, 3, 'judged-anew']] });
  });

  test('a placement more or less, one that belongs elsewhere, and changes by hand', () => {
    const after = frozenOf(
      [lineOf(2, { episodeId: 'civil' }), lineOf(3, { count: { low: 7, high: null } })],
      [adjustmentOf('a')],
    );
    expect(revision(after)).toEqual({
      change: { low: -103, high: null },
      lines: [
        [1, -100, 'no-longer-expected'],
        [2, 0, 'moved'],
        [3, 7, 'new-placement'],
        ['a', -10, 'adjusted'],
      ],
    });
  });

  test('another source is named, with what brought it', () => {
    const after = frozenOf([
      lineOf(1, { source: 'page', count: { low: 90, high: 90 }, fingerprint: 'f2' }),
      lineOf(2),
    ]);
    expect(revision(after)).toEqual({
      change: { low: -10, high: -10 },
      lines: [[1, -10, 'other-source', 'late-reading']],
    });
  });
});

describe('growth says why a line of a later moment is another', () => {
  const growth = (before: ReturnType<typeof frozenOf>, after: ReturnType<typeof frozenOf>) =>
    told(compareTotals(before, before, after, NOBODY).growth);

  test('grown, fallen, taken off the platform, new, and taken back', () => {
    const before = frozenOf(
      [one, lineOf(2), lineOf(3), lineOf(4), lineOf(6, { count: null, state: 'never' })],
      [adjustmentOf('a')],
    );
    const after = frozenOf([
      lineOf(1, { count: { low: 150, high: 150 }, fingerprint: 'f2' }),
      lineOf(2, { count: { low: 80, high: 80 } }),
      lineOf(3, { state: 'removed' }),
      lineOf(4, { state: 'carried' }),
      lineOf(5),
      lineOf(6, { count: { low: 0, high: 0 } }),
    ]);
    expect(growth(before, after)).toEqual({
      change: { low: 140, high: 140 },
      lines: [
        [1, 50, 'grown'],
        [2, -20, 'fell'],
        [3, 0, 'removed'],
        [5, 100, 'new-placement'],
        [6, 0, 'grown'],
        ['a', 10, 'withdrawn'],
      ],
    });
  });
});

test('revision and growth make the difference of the totals, and their lines make them', () => {
  const low = (change: Change): number => change.low;
  fc.assert(
    fc.property(frozenTotals, frozenTotals, frozenTotals, (frozen, revised, other) => {
      const { revision, growth } = compareTotals(frozen, revised, other, new Set([1, 3]));
      expect(low(revision.change) + low(growth.change)).toBe(other.low - frozen.low);
      for (const { change, lines } of [revision, growth]) {
        expect(lines.reduce((sum, line) => sum + low(line.change), 0)).toBe(low(change));
        for (const { why } of lines) expect(why).not.toEqual([]);
      }
    }),
  );
});
