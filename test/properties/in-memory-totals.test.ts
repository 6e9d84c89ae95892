import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCount } from '../../collectors/counts.ts';
import { localDate } from '../../pipeline/days.ts';
import { isExact } from '../../pipeline/domain/count.ts';
import { FORMULAS, FormulaError, findFormula, formulaName } from '../../pipeline/domain/formula.ts';
import { FAMILIES, NEVER_ADDED } from '../../pipeline/domain/metrics.ts';
import type { Source } from '../../pipeline/domain/reading.ts';
import { coverageOf, isComplete, STATES, totalOf } from '../../pipeline/domain/totals.ts';
import { AT_ONCE, everywhere, FEWER, type Figures, known, PATIENT, RUNS } from './in-memory.ts';
import { countsAt, figuresOn, takeIn } from './product.ts';
import { REFERENCE_FORMULAS, referenceTotal } from './reference-total.ts';

test(
  'property 3: no lower end is above its upper end; exact means equal, of readings and of totals',
  PATIENT,
  async () => {
    fc.assert(
      fc.property(fc.nat(Number.MAX_SAFE_INTEGER), value => {
        expect(parseCount(value, { family: 'play' })).toMatchObject({ low: value, high: value, step: 1 });
      }),
      RUNS,
    );
    await everywhere(({ total, counted, adjustments, platforms, episodes }) => {
      for (const { low, high } of [total, ...platforms.values(), ...episodes.values()])
        if (high !== null) expect(low).toBeLessThanOrEqual(high);
      const parts = [...counted.flatMap(({ count }) => count ?? []), ...adjustments];
      expect(isExact(total)).toBe(parts.every(isExact));
    });
  },
);

test(
  'property 4: a campaign is the sum of its episodes and its own works, for both ends',
  PATIENT,
  async () => {
    await everywhere(({ total, episodes, campaignLevel }, { history, formula, asOf, knownAt }) => {
      const parts = [...episodes.values(), campaignLevel];
      const isOpen = parts.some(({ high }) => high === null);
      expect({ low: total.low, high: total.high }).toEqual({
        low: parts.reduce((sum, { low }) => sum + low, 0),
        high: isOpen ? null : parts.reduce((sum, { high }) => sum + Number(high), 0),
      });
      for (const [id, { low, high }] of [...episodes, [null, campaignLevel] as const]) {
        const part = referenceTotal(history, formula, asOf, knownAt, episode => episode === id);
        expect([low, high]).toEqual([part.low, part.high]);
      }
    });
  },
);

test('property 5: a source that fails changes coverage and age, never the total', PATIENT, async () => {
  await fc.assert(
    fc.asyncProperty(
      known,
      fc.constantFrom<Source>('api', 'page', 'own_logs'),
      async ({ history, formula, asked }, source) => {
        const store = await takeIn(history, AT_ONCE);
        for (const { asOf, knownAt } of asked) {
          const failures = history.versions.flatMap(({ placements }) =>
            placements.map(({ placementId, metric }) => ({
              ...{
                placementId,
                metric,
                source,
                runId: 'broken',
                at: asOf - 1,
                recordedAt: 0,
                status: 'failed' as const,
              },
              ...{ kind: 'network' as const, reason: 'failed itself', payloadId: '' },
            })),
          );
          const broken = { ...history, misses: [...history.misses, ...failures] };
          const [before, after] = [history, broken].map(of =>
            figuresOn(countsAt(store, of, asOf, knownAt), of, formula, asOf, knownAt),
          ) as [Figures, Figures];
          expect([after.total.low, after.total.high]).toEqual([before.total.low, before.total.high]);
          const changed = after.counted.map(({ state }, i) => `${before.counted[i]?.state} to ${state}`);
          expect(changed.filter(each => !/^(\w+) to \1$|^(fresh|removed) to carried$/.test(each))).toEqual(
            [],
          );
        }
      },
    ),
    FEWER,
  );
});

const PLACEMENT = {
  ...{ placementId: 1, campaignId: 'c', episodeId: null, workId: 'w', platformId: 'p', accountId: 'a' },
  ...{ family: 'play' as const, count: null, observedAt: null },
};

test(
  'property 6: a total has its coverage to the last placement, and is complete only when it lacks nothing',
  PATIENT,
  async () => {
    await everywhere(({ total: { coverage }, counted }) => {
      const { expected, ...states } = coverage;
      expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(expected);
      expect(expected).toBe(counted.length);
      const lacking = counted.filter(({ state, count }) => state === 'carried' || count === null);
      expect(isComplete(coverage)).toBe(lacking.length === 0);
    });
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...STATES), { maxLength: 4 }), states => {
        const lacks = states.some(state => ['carried', 'held', 'never'].includes(state));
        expect(isComplete(coverageOf(states.map(state => ({ ...PLACEMENT, state }))))).toBe(!lacks);
      }),
      RUNS,
    );
  },
);

test(
  'property 7: every count in a total is given by a reading of its placement, source and instant',
  PATIENT,
  async () => {
    await everywhere(({ counted }, { history, asOf, knownAt }) => {
      for (const { placementId, source, count, observedAt } of counted) {
        const behind = history.readings.filter(
          of =>
            of.placementId === placementId &&
            of.source === source &&
            of.observedAt === observedAt &&
            of.recordedAt <= knownAt,
        );
        expect(behind.length > 0).toBe(count !== null);
        if (count)
          expect(behind.some(({ high, observedAt: at }) => at <= asOf && high === count.high)).toBe(true);
      }
    });
  },
);

test(
  'property 8: one millisecond before midnight in Beijing is another day, in whatever zone the server is',
  PATIENT,
  () => {
    const zone = process.env.TZ;
    const zones = fc.constantFrom('UTC', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Asia/Kathmandu');
    fc.assert(
      fc.property(fc.integer({ min: 18_000, max: 30_000 }), zones, (day, TZ) => {
        process.env.TZ = TZ;
        const midnight = day * 86_400_000 - 8 * 3_600_000;
        const printed = (number: number) => new Date(number * 86_400_000).toISOString().slice(0, 10);
        expect([midnight - 1, midnight].map(instant => localDate(instant, 'Asia/Shanghai'))).toEqual([
          printed(day - 1),
          printed(day),
        ]);
      }),
      { numRuns: 2_000 },
    );
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  },
);

test(
  'property 9: no family outside a formula is ever added, and no formula holds what is never added',
  PATIENT,
  async () => {
    await everywhere(({ counted, adjustments, beside }, { formula }) => {
      const inside: readonly string[] = REFERENCE_FORMULAS[formula] ?? [];
      expect([...counted, ...adjustments].filter(({ family }) => !inside.includes(family))).toEqual([]);
      expect(beside.filter(({ family }) => inside.includes(family))).toEqual([]);
      const stray = beside.flatMap(({ placements }) => placements);
      if (stray.length > 0)
        expect(() => totalOf(findFormula(formula), [...counted, ...stray])).toThrow(FormulaError);
    });
    for (const formula of FORMULAS) {
      expect(formula.families.filter(family => NEVER_ADDED.has(family))).toEqual([]);
      expect(REFERENCE_FORMULAS[formulaName(formula)]).toEqual(formula.families);
    }
    expect(FAMILIES.filter(family => NEVER_ADDED.has(family)).length).toBe(5);
  },
);
