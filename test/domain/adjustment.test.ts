import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { besideCount } from '../../pipeline/aggregate/beside.ts';
import { figuresOf } from '../../pipeline/aggregate/figures.ts';
import { type Counter, lowestSince } from '../../pipeline/aggregate/lowest.ts';
import {
  type AdjustmentRecord,
  adjust,
  adjustedBy,
  type CountedAdjustment,
  countedAdjustments,
} from '../../pipeline/domain/adjustment.ts';
import { add, exact, sum } from '../../pipeline/domain/count.ts';
import { type Formula, FormulaError, findFormula } from '../../pipeline/domain/formula.ts';
import { type Family, NEVER_ADDED } from '../../pipeline/domain/metrics.ts';
import type { JudgedReading } from '../../pipeline/domain/reading.ts';
import { type PlacementCount, totalOf } from '../../pipeline/domain/totals.ts';

const video = findFormula('video_view_times');

const placement = (parts: Partial<PlacementCount> = {}): PlacementCount => ({
  ...{ placementId: 1, campaignId: 'c', episodeId: null, workId: 'w', platformId: 'douyin', accountId: 'a' },
  ...{ family: 'play', state: 'fresh', count: exact(1_000), observedAt: 0 },
  ...parts,
});

const record = (parts: Partial<AdjustmentRecord> = {}): AdjustmentRecord => ({
  ...{ id: 'a', campaignId: 'c', episodeId: null, placementId: null, family: 'play', low: -10, high: -10 },
  ...{ effectiveAt: 0, recordedAt: 0, kind: 'correction', readingAt: null, author: 'desk', reason: 'twice' },
  ...{ withdrawal: null },
  ...parts,
});

const counted = ({ withdrawal: _, ...adjustment }: AdjustmentRecord): CountedAdjustment => ({
  ...adjustment,
  platformId: null,
});

describe('which adjustments count', () => {
  const of = (parts: Partial<AdjustmentRecord>, placements: readonly PlacementCount[] = [placement()]) =>
    countedAdjustments([record(parts)], placements, new Set(['off']), 100);

  test('one that is effective, by the instant itself, and not taken back', () => {
    expect(of({ effectiveAt: 100 })).toEqual([counted(record({ effectiveAt: 100 }))]);
    expect(of({ effectiveAt: 101 })).toEqual([]);
    expect(of({ withdrawal: { author: 'chief', reason: 'wrong', recordedAt: 5 } })).toEqual([]);
  });

  test('one of a placement where that is, while it is expected and counted by the same family', () => {
    const of1 = record({ placementId: 1 });
    expect(of(of1, [placement({ episodeId: 'e' })])).toEqual([
      { ...counted(of1), episodeId: 'e', platformId: 'douyin' },
    ]);
    expect(of(of1, [])).toEqual([]);
    expect(of(of1, [placement({ family: 'read' })])).toEqual([]);
  });

  test('one of an episode, unless that is cancelled', () => {
    expect(of({ episodeId: 'on' })).toEqual([counted(record({ episodeId: 'on' }))]);
    expect(of({ episodeId: 'off' })).toEqual([]);
  });
});

describe('a total with adjustments', () => {
  const total = totalOf(video, [placement()]);

  test('adds both ends, and is not clamped where they take out more than there is', () => {
    const coverage = total.coverage;
    expect(adjust(video, total, [counted(record({ low: -30, high: -10 }))])).toEqual({
      low: 970,
      high: 990,
      coverage,
    });
    expect(adjust(video, total, [counted(record({ low: -3_000, high: -900 }))])).toEqual({
      ...{ low: -2_000, high: 100, coverage },
    });
  });

  test('an open end stays open', () => {
    const open = totalOf(video, [placement({ count: { low: 100_001, high: null } })]);
    expect(adjust(video, open, [counted(record())])).toEqual({ ...open, low: 99_991 });
  });

  test('refuses a family outside the formula, and every family that is never added', () => {
    expect(() => adjust(video, total, [counted(record({ family: 'read' }))])).toThrow(FormulaError);
    for (const family of NEVER_ADDED) {
      expect(() => adjust(video, total, [counted(record({ family }))])).toThrow(FormulaError);
      const formula: Formula = { ...video, families: ['play', family] };
      expect(() => figuresOf(formula, [placement()], [counted(record({ family }))])).toThrow(FormulaError);
    }
  });

  test('beside a total, an adjustment of its family is in the sum; one of persons is in nothing', () => {
    const figures = figuresOf(
      video,
      [placement(), placement({ family: 'read' })],
      [
        counted(record({ family: 'read', low: -400, high: -300 })),
        counted(record({ family: 'person', low: 9, high: 9 })),
      ],
    );
    expect([figures.total.low, figures.adjustments]).toEqual([1_000, []]);
    expect(
      figures.beside.map(({ family, placements, adjustments }) => [
        family,
        besideCount(family, placements, adjustments),
      ]),
    ).toEqual([
      ['read', { low: 600, high: 700 }],
      ['person', null],
    ]);
  });

  test('what they add up to is null without any', () => {
    expect(adjustedBy([])).toBeNull();
    expect(adjustedBy([record({ low: -5, high: 3 }), record({ low: 1, high: 1 })])).toEqual({
      low: -4,
      high: 4,
    });
  });
});

const FAMILIES: readonly Family[] = ['play', 'live_entry', 'read'];
const amount = fc.tuple(fc.integer({ min: -5_000, max: 5_000 }), fc.integer({ min: 0, max: 500 }));

test('episodes + campaign level = campaign, and order changes nothing, whatever is adjusted', () => {
  const placements = fc.array(
    fc.record({
      episodeId: fc.constantFrom(null, 'e1', 'e2'),
      platformId: fc.constantFrom('douyin', 'kuaishou'),
      family: fc.constantFrom(...FAMILIES),
      low: fc.nat(10_000),
    }),
  );
  const changes = fc.array(
    fc.record({
      episodeId: fc.constantFrom(null, 'e1', 'e3'),
      placementId: fc.option(fc.integer({ min: 1, max: 6 })),
      family: fc.constantFrom(...FAMILIES),
      amount,
    }),
  );
  fc.assert(
    fc.property(placements, changes, (some, made) => {
      const members = some.map(({ low, ...parts }, index) =>
        placement({ ...parts, placementId: index + 1, count: exact(low) }),
      );
      const records = made.map(({ amount: [low, width], ...parts }, index) =>
        record({ ...parts, id: String(index), low, high: low + width }),
      );
      const counting = countedAdjustments(records, members, new Set(), 0);
      const figures = figuresOf(video, members, counting);
      const parts = [figures.campaignLevel, ...figures.episodes.values()];
      const whole = { low: figures.total.low, high: figures.total.high };
      expect(sum(parts)).toEqual(whole);
      // Said again without any of the code above.
      const inside = <Item extends { readonly family: Family }>(items: readonly Item[]) =>
        items.filter(({ family }) => family !== 'read');
      expect(add(sum(inside(members).map(({ count }) => count ?? exact(0))), sum(inside(counting)))).toEqual(
        whole,
      );
      expect(figuresOf(video, members.toReversed(), counting.toReversed()).total).toEqual(figures.total);
      const onPlatforms = sum(figures.platforms.values());
      const elsewhere = sum(figures.adjustments.filter(({ platformId }) => platformId === null));
      expect(add(onPlatforms, elsewhere)).toEqual(whole);
    }),
  );
});

describe('where a lower end stands lowest', () => {
  const reading = (observedAt: number, low: number): JudgedReading => ({
    ...{ placementId: 1, metric: 'plays', source: 'api', observedAt, recordedAt: observedAt, low, high: low },
    ...{
      text: '',
      step: 1,
      othersPositive: true,
      publishedAt: null,
      intervalS: 3_600,
      runId: '',
      payloadId: '',
    },
    judgement: { verdict: 'accepted', reason: '', count: exact(low), acceptedAt: observedAt },
  });

  test('is where a fall or an earlier adjustment left it, from the given instant on', () => {
    const counter = {
      placementId: 1,
      since: 5,
      readings: [reading(1, 100), reading(20, 900), reading(40, 300)],
    };
    expect(lowestSince([counter], [], 10)).toEqual({ at: 10, low: 100 });
    expect(lowestSince([counter], [], 20)).toEqual({ at: 40, low: 300 });
    expect(lowestSince([counter], [{ placementId: 1, low: -250, effectiveAt: 30 }], 20)).toEqual({
      at: 40,
      low: 50,
    });
    expect(lowestSince([counter], [], 0)).toEqual({ at: 0, low: 0 });
    expect(lowestSince([], [], 7)).toEqual({ at: 7, low: 0 });
  });

  test('is the least of the sums at every instant', () => {
    const step = fc.record({ at: fc.integer({ min: 0, max: 30 }), low: fc.nat(500) });
    const history = fc.uniqueArray(step, { selector: ({ at }) => at, maxLength: 8 });
    const changes = fc.array(
      fc.record({ effectiveAt: fc.integer({ min: 0, max: 30 }), low: fc.integer({ min: -400, max: 400 }) }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(fc.array(history, { maxLength: 4 }), changes, fc.nat(30), (histories, made, from) => {
        const counters = histories.map(
          (steps, index): Counter => ({
            placementId: index + 1,
            since: index * 3,
            readings: steps.toSorted((a, b) => a.at - b.at).map(({ at, low }) => reading(at, low)),
          }),
        );
        const adjustments = made.map(each => ({ ...each, placementId: null }));
        const at = (instant: number): number =>
          counters
            .filter(({ since }) => since <= instant)
            .map(({ readings }) => readings.findLast(each => each.observedAt <= instant)?.low ?? 0)
            .concat(adjustments.filter(each => each.effectiveAt <= instant).map(({ low }) => low))
            .reduce((a, b) => a + b, 0);
        const sums = Array.from({ length: 41 - from }, (_, index) => at(from + index));
        const { at: where, low } = lowestSince(counters, adjustments, from);
        expect(low).toBe(Math.min(...sums));
        expect(at(where)).toBe(low);
      }),
    );
  });
});
