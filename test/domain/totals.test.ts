import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCount } from '../../collectors/counts.ts';
import { add, type Count, exact, isExact, sum, ZERO } from '../../pipeline/domain/count.ts';
import {
  FORMULAS,
  type Formula,
  FormulaError,
  findFormula,
  formulaName,
  guard,
} from '../../pipeline/domain/formula.ts';
import {
  FAMILIES,
  isCumulative,
  METRIC_FAMILY,
  METRICS,
  NEVER_ADDED,
} from '../../pipeline/domain/metrics.ts';
import {
  coverageOf,
  isComplete,
  type PlacementCount,
  STATES,
  totalOf,
} from '../../pipeline/domain/totals.ts';

const video = findFormula('video_view_times');

const placement = (more: Partial<PlacementCount>): PlacementCount => ({
  placementId: 1,
  campaignId: 'c',
  episodeId: 'e1',
  workId: 'w',
  platformId: 'douyin',
  accountId: 'a',
  family: 'play',
  state: 'fresh',
  count: exact(1),
  observedAt: 0,
  ...more,
});

const counts: fc.Arbitrary<Count> = fc
  .tuple(fc.nat(1e9), fc.option(fc.nat(1e6)))
  .map(([low, more]) => ({ low, high: more === null ? null : low + more }));

const placements = fc.array(
  fc.record({
    episodeId: fc.constantFrom(null, 'e1', 'e2', 'e3'),
    family: fc.constantFrom('play' as const, 'live_entry' as const),
    state: fc.constantFrom(...STATES),
    count: counts,
  }),
  { maxLength: 30 },
);

describe('interval sums', () => {
  test('add both ends, and one open end opens the sum', () => {
    expect(add(exact(1), { low: 2, high: 5 })).toEqual({ low: 3, high: 6 });
    expect(add({ low: 100_001, high: null }, exact(1))).toEqual({ low: 100_002, high: null });
    expect(sum([])).toEqual(ZERO);
    expect([isExact(exact(3)), isExact({ low: 3, high: 4 }), isExact({ low: 3, high: null })]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('do not depend on order, and low never exceeds high', () => {
    fc.assert(
      fc.property(fc.array(counts), list => {
        const total = sum(list);
        expect(sum([...list].reverse())).toEqual(total);
        expect(total.high === null).toBe(list.some(({ high }) => high === null));
        if (total.high !== null) expect(total.low).toBeLessThanOrEqual(total.high);
      }),
    );
  });
});

describe('the add-guard', () => {
  test('#10 a family outside the formula is an error that names it', () => {
    expect(() => guard(video, ['play', 'live_entry'])).not.toThrow();
    expect(() => guard(video, ['play', 'read'])).toThrow(
      new FormulaError(
        '"read" is outside formula video_view_times@1 (play + live_entry) and cannot be added to it.',
      ),
    );
    expect(() => totalOf(video, [placement({}), placement({ family: 'page_view' })])).toThrow(FormulaError);
  });

  test('#28 persons, gauges, shares, indices and acts are refused in any formula', () => {
    expect([...NEVER_ADDED].sort()).toEqual(['concurrent', 'engagement', 'index', 'person', 'rating']);
    for (const family of NEVER_ADDED) {
      const formula: Formula = { ...video, id: 'all', families: ['play', family] };
      expect(() => guard(formula, [])).toThrow(`Formula all@1 lists "${family}", which may never be added.`);
      expect(() => totalOf(formula, [])).toThrow(FormulaError);
    }
  });

  test('holds for every family and formula', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FORMULAS), fc.subarray([...FAMILIES]), (formula, families) => {
        const isInside = families.every(family => formula.families.includes(family));
        if (isInside) expect(() => guard(formula, families)).not.toThrow();
        else expect(() => guard(formula, families)).toThrow(FormulaError);
      }),
    );
  });

  test('no formula, no total', () => {
    expect(formulaName(findFormula('content_view_times@1'))).toBe('content_view_times@1');
    expect(() => findFormula('reach')).toThrow(
      new FormulaError('There is no formula "reach". Known: video_view_times@1, content_view_times@1.'),
    );
    expect(() => findFormula('video_view_times@2')).toThrow(FormulaError);
    const newer: Formula = { ...video, version: 2 };
    expect(findFormula('video_view_times', [video, newer])).toBe(newer);
    expect(findFormula('video_view_times@1', [newer, video])).toBe(video);
  });
});

test('every metric has a family, and gauges, ratios and indices alone are no counters', () => {
  expect(METRICS.filter(metric => !FAMILIES.includes(METRIC_FAMILY[metric]))).toEqual([]);
  expect(METRICS.filter(metric => !isCumulative(metric))).toEqual([
    'concurrent',
    'listening_rate',
    'viewing_rate',
    'heat',
  ]);
});

describe('coverage', () => {
  test('counts every expected placement once', () => {
    const list = STATES.map(state => placement({ state }));
    expect(coverageOf([...list, placement({})])).toEqual({
      expected: 7,
      fresh: 2,
      carried: 1,
      stated: 1,
      removed: 1,
      held: 1,
      never: 1,
    });
  });

  test.each([
    ['fresh', true],
    ['stated', true],
    ['removed', true],
    ['carried', false],
    ['held', false],
    ['never', false],
  ] as const)('with one %s placement complete is %s', (state, complete) => {
    expect(isComplete(coverageOf([placement({}), placement({ state })]))).toBe(complete);
  });
});

describe('totals', () => {
  test('#2 sum the last accepted count of every expected placement; one never read adds nothing and is named', () => {
    const list = [
      placement({ count: { low: 11_001, high: 12_999 } }),
      placement({ count: exact(88_000), state: 'carried' }),
      placement({ count: null, state: 'never' }),
      placement({ count: null, state: 'held' }),
    ];
    expect(totalOf(video, list)).toEqual({
      low: 99_001,
      high: 100_999,
      coverage: { expected: 4, fresh: 1, carried: 1, stated: 0, removed: 0, held: 1, never: 1 },
    });
  });

  test('§7 the worked example', () => {
    const parsed = parseCount('1.2万', { family: 'play' });
    const article = parseCount('10万+', { family: 'read' });
    if (parsed.kind !== 'count' || article.kind !== 'count') throw new Error('unreadable');
    const list = [
      placement({ count: exact(512_340) }),
      placement({ count: { low: parsed.low, high: parsed.high } }),
      placement({ count: exact(88_000), state: 'carried', platformId: 'kuaishou' }),
    ];
    const total = totalOf(video, list);
    expect(total).toEqual({
      low: 611_341,
      high: 613_339,
      coverage: { expected: 3, fresh: 2, carried: 1, stated: 0, removed: 0, held: 0, never: 0 },
    });
    expect(isComplete(total.coverage)).toBe(false);
    const read = placement({ family: 'read', count: { low: article.low, high: article.high } });
    expect(() => totalOf(video, [...list, read])).toThrow(FormulaError);
    expect(totalOf(findFormula('content_view_times'), [...list, read])).toMatchObject({
      low: 711_342,
      high: null,
    });
    const revised = totalOf(video, [...list.slice(0, 2), placement({ count: exact(91_300) })]);
    expect(revised.low - total.low).toBe(3_300);
  });

  test('#27 episodes and campaign-level works sum to the campaign, ends and coverage alike', () => {
    fc.assert(
      fc.property(placements, list => {
        const all = list.map(one => placement(one));
        const parts = [...Map.groupBy(all, p => p.episodeId).values()].map(group => totalOf(video, group));
        const { coverage, ...campaign } = totalOf(video, all);
        expect(sum(parts)).toEqual(campaign);
        for (const key of ['expected', ...STATES] as const) {
          expect(parts.reduce((n, part) => n + part.coverage[key], 0)).toBe(coverage[key]);
        }
        expect(STATES.reduce((n, state) => n + coverage[state], 0)).toBe(coverage.expected);
      }),
    );
  });

  test('adding a source never lowers the total, and a failed one changes its coverage alone', () => {
    fc.assert(
      fc.property(placements, counts, (list, count) => {
        const all = list.map(one => placement(one));
        const before = totalOf(video, all);
        const fresh = totalOf(video, [...all, placement({ count })]);
        const carried = totalOf(video, [...all, placement({ count, state: 'carried' })]);
        expect(fresh.low).toBe(before.low + count.low);
        expect({ ...carried, coverage: null }).toEqual({ ...fresh, coverage: null });
        expect(carried.coverage).toEqual({
          ...fresh.coverage,
          fresh: fresh.coverage.fresh - 1,
          carried: fresh.coverage.carried + 1,
        });
      }),
    );
  });
});
