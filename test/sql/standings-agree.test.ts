import { beforeAll, describe, expect, test } from 'vitest';
import { figuresOf } from '../../pipeline/aggregate/figures.ts';
import { DAY, dateTime64, HOUR } from '../../pipeline/days.ts';
import { FORMULAS, formulaName } from '../../pipeline/domain/formula.ts';
import { readPlacementCounts } from '../../pipeline/store/placement-counts.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { LATER, storeMessyMonth } from './messy-month.ts';
import { at } from './seed.ts';
import { asOfParams, type Row, select } from './select.ts';

const database = testDatabase();
const { db } = database;
beforeAll(() => storeMessyMonth(db));

/** Uneven moments through the month, each as known then, a day later, and at the end. */
const MOMENTS = Array.from({ length: 7 }, (_, step) => at('12-18 10:00') + step * 46 * HOUR).flatMap(asOf =>
  [asOf, asOf + DAY, LATER].map(knownAt => ({ asOf, knownAt })),
);
const named = MOMENTS.map(({ asOf, knownAt }) => ({
  at: `${dateTime64(asOf)}, known by ${dateTime64(knownAt)}`,
  asOf,
  knownAt,
}));

const AS_OF = "as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')}";

const numberOrNull = (value: unknown): number | null => (value === null ? null : Number(value));
const textOrNull = (value: number | null): string | null => (value === null ? null : dateTime64(value));

describe('analysts and the product count alike', () => {
  test.each(named)('every placement as of $at', async ({ asOf, knownAt }) => {
    const rows = await select(
      db,
      `SELECT * FROM placement_counts_as_of(${AS_OF}) ORDER BY placement_id`,
      asOfParams(asOf, knownAt),
    );
    const counts = await readPlacementCounts(db, 'year-end', { asOf, knownAt });
    expect(
      rows.map((row: Row) => ({ ...row, low: numberOrNull(row.low), high: numberOrNull(row.high) })),
    ).toEqual(
      counts.map(placement => ({
        placement_id: placement.placementId,
        campaign_id: 'year-end',
        episode_id: placement.episodeId ?? '',
        work_id: placement.workId,
        platform: placement.platformId,
        account_id: placement.accountId,
        external_id: placement.externalId,
        url: placement.url,
        metric: placement.metric,
        family: placement.family,
        source: placement.source ?? '',
        has_count: placement.count !== null,
        low: placement.count === null ? null : placement.count.low,
        high: placement.count === null ? null : placement.count.high,
        open_ended: placement.count !== null && placement.count.high === null,
        observed_at: textOrNull(placement.observedAt),
        last_observed_at: textOrNull(placement.lastObservedAt),
        state: placement.state,
        state_reason: placement.reason,
      })),
    );
  });

  test.each(named)('every total as of $at', async ({ asOf, knownAt }) => {
    const counts = await readPlacementCounts(db, 'year-end', { asOf, knownAt });
    for (const formula of FORMULAS) {
      const rows = await select(db, `SELECT * FROM totals_as_of(${AS_OF}, formula = {formula:String})`, {
        ...asOfParams(asOf, knownAt),
        formula: formulaName(formula),
      });
      const { low, high, coverage } = figuresOf(formula, counts).total;
      expect(
        rows.map(row => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plain(value)]))),
      ).toEqual([{ campaign_id: 'year-end', formula: formulaName(formula), low, high, ...coverage }]);
    }
  });

  test('over a month in which every state occurs', async () => {
    const states = new Set<string>();
    for (const moment of MOMENTS) {
      for (const { state } of await readPlacementCounts(db, 'year-end', moment)) states.add(state);
    }
    expect([...states].toSorted()).toEqual(['carried', 'fresh', 'held', 'never', 'removed', 'stated']);
  });
});

const plain = (value: unknown): unknown =>
  typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;

test('the present read from the rollup is the present read from the readings', async () => {
  const now = { asOf: LATER, knownAt: LATER };
  expect(await readPlacementCounts(db, 'year-end', { ...now, isNow: true })).toEqual(
    await readPlacementCounts(db, 'year-end', now),
  );
});
