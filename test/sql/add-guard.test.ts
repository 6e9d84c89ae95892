import { beforeAll, describe, expect, test } from 'vitest';
import { figuresOf } from '../../pipeline/aggregate/figures.ts';
import { FORMULAS, FormulaError, findFormula } from '../../pipeline/domain/formula.ts';
import { METRIC_FAMILY, type Metric, NEVER_ADDED } from '../../pipeline/domain/metrics.ts';
import { findCampaign, sumUp } from '../../pipeline/jobs/figures.ts';
import { insertAdjustment } from '../../pipeline/store/adjustments.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { readPlacementCounts } from '../../pipeline/store/placement-counts.ts';
import { insertReadings } from '../../pipeline/store/readings.ts';
import { writeReference } from '../../pipeline/store/reference.ts';
import { apiOn } from '../dashboards/api-world.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { at, catalogueOf, reading, ZONE } from './seed.ts';
import { execute, select } from './select.ts';

const { db } = testDatabase();
const { get } = apiOn(db);

const REGISTERED = at('12-26 08:00');
const NOW = { asOf: at('12-30 18:00'), knownAt: at('12-30 18:00') };
const NEVER = [...NEVER_ADDED];

/** A placement counted by plays, and two by one metric of each family that is never added. */
const METRICS = NEVER.map(family => {
  const [metric] = Object.entries(METRIC_FAMILY).find(([, of]) => of === family) ?? [];
  return metric as Metric;
});
const COUNTED: readonly Metric[] = ['plays', ...METRICS, ...METRICS];

beforeAll(async () => {
  await writeReference(db, REGISTERED);
  await applyCatalogue(
    db,
    catalogueOf({ placements: COUNTED.map((metric, index) => ({ externalId: `p${index}`, metric })) }),
    REGISTERED,
  );
  await insertReadings(
    db,
    COUNTED.map((metric, index) =>
      reading({ placementId: index + 1, metric, observedAt: at('12-30 17:30'), value: 1_000 + index }),
    ),
    ZONE,
  );
  // Somebody writes into the tables by hand.
  for (const family of NEVER) {
    await execute(
      db,
      `INSERT INTO formulas (formula, version, families, label_zh, label_en, updated_at)
       VALUES ('by_hand_${family}', 1, ['play', '${family}'], '手写', 'by hand', '2022-12-26 00:00:00')`,
    );
    await insertAdjustment(db, {
      ...{
        id: family,
        campaignId: 'year-end',
        episodeId: null,
        placementId: null,
        family,
        low: 500,
        high: 500,
      },
      ...{ effectiveAt: REGISTERED, recordedAt: REGISTERED, kind: 'correction', readingAt: null },
      ...{ author: '值班编辑', reason: '手写' },
    });
  }
});

const refusal = async (promise: Promise<unknown>): Promise<string> => {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof Error ? error.message : 'not refused';
};

describe.each(NEVER)('%s is totalled by no road', family => {
  test('a formula written by hand is refused by the product', async () => {
    const campaign = await findCampaign(db, 'year-end');
    const asked = sumUp(db, campaign, NOW, readPlacementCounts, `by_hand_${family}`);
    expect(await refusal(asked)).toBe(
      `Formula by_hand_${family}@1 lists "${family}", which may never be added.`,
    );
  });

  test.each(['', '/episodes', '/platforms', '/daily', '/placements'])('and by the API%s', async part => {
    const { status, body } = await get(`/api/v1/campaigns/year-end${part}?formula=by_hand_${family}`);
    expect([status, (body as { error: { kind: string } }).error.kind]).toEqual([422, 'formula']);
  });

  test('and by the view', async () => {
    const asked = select(
      db,
      `SELECT * FROM totals_as_of(as_of = '2022-12-30 10:00:00', known_at = '2022-12-30 10:00:00', formula = 'by_hand_${family}@1')`,
    );
    expect(await refusal(asked)).toContain('This formula lists a family that may never be added');
  });

  test('an adjustment of it changes no total, and what stands beside one is the largest, never a sum', async () => {
    const { body } = await get('/api/v1/campaigns/year-end');
    const { total, adjustments, beside } = body as {
      total: { low: number };
      adjustments: unknown[];
      beside: { family: string; low: number; added: boolean; adjustments: unknown[] }[];
    };
    const found = beside.find(each => each.family === family);
    const largest = 1_000 + COUNTED.findLastIndex(metric => METRIC_FAMILY[metric] === family);
    expect([total.low, adjustments, found?.low, found?.added]).toEqual([1_000, [], largest, false]);
    const [row] = await select(
      db,
      `SELECT low, adjustments FROM totals_as_of(as_of = '2022-12-30 10:00:00', known_at = '2022-12-30 10:00:00', formula = 'video_view_times@1')`,
    );
    expect(row).toEqual({ low: '1000', adjustments: '0' });
  });

  test('nor does the sum itself take it', async () => {
    const placements = await readPlacementCounts(db, 'year-end', NOW);
    const formula = { ...findFormula('video_view_times'), families: ['play', family] as const };
    expect(() => figuresOf(formula, placements)).toThrow(FormulaError);
  });

  test('no formula that is shipped lists it', () => {
    expect(FORMULAS.filter(({ families }) => families.includes(family))).toEqual([]);
  });
});
