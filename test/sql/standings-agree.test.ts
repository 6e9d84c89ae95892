import { beforeAll, describe, expect, test } from 'vitest';
import { readEachDay, sumEachDay } from '../../dashboards/api/curve.ts';
import { DAY, dateTime64, HOUR } from '../../pipeline/days.ts';
import { FORMULAS, formulaName } from '../../pipeline/domain/formula.ts';
import { findCampaign, sumUp } from '../../pipeline/jobs/figures.ts';
import { readPlacementCounts } from '../../pipeline/store/placement-counts.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { storeMessyChanges } from './messy-changes.ts';
import { LATER, storeMessyMonth } from './messy-month.ts';
import { at } from './seed.ts';
import { asOfParams, type Row, select } from './select.ts';

const database = testDatabase();
const { db } = database;
beforeAll(async () => {
  await storeMessyMonth(db);
  await storeMessyChanges(db);
});

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
        counted_apart: placement.apart ?? '',
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
    const campaign = await findCampaign(db, 'year-end');
    for (const formula of FORMULAS) {
      const rows = await select(db, `SELECT * FROM totals_as_of(${AS_OF}, formula = {formula:String})`, {
        ...asOfParams(asOf, knownAt),
        formula: formulaName(formula),
      });
      const { figures } = await sumUp(db, campaign, { asOf, knownAt }, readPlacementCounts, formula.id);
      const { low, high, coverage } = figures.total;
      const adjustments = figures.adjustments.length;
      expect(
        rows.map(row => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plain(value)]))),
      ).toEqual([
        {
          ...{ campaign_id: 'year-end', formula: formulaName(formula), low, high, ...coverage, adjustments },
          ...{ apart: figures.apart.length, apart_low: null, apart_high: null },
        },
      ]);
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

const AGREED =
  'adjustment_id, episode_id, placement_id, platform, family, low, high, effective_at, recorded_at, kind, reading_at, author, reason';

test.each(named)('every adjustment that counts as of $at, where it counts', async ({ asOf, knownAt }) => {
  const rows = await select(
    db,
    `SELECT ${AGREED} FROM adjustments_as_of(${AS_OF}) WHERE family IN ('play', 'live_entry') ORDER BY adjustment_id`,
    asOfParams(asOf, knownAt),
  );
  const campaign = await findCampaign(db, 'year-end');
  const { figures } = await sumUp(db, campaign, { asOf, knownAt }, readPlacementCounts, 'video_view_times');
  expect(rows.map(row => ({ ...row, low: Number(row.low), high: Number(row.high) }))).toEqual(
    figures.adjustments
      .map(each => ({
        adjustment_id: each.id,
        episode_id: each.episodeId ?? '',
        placement_id: each.placementId ?? 0,
        platform: each.platformId ?? '',
        ...{ family: each.family, low: each.low, high: each.high },
        effective_at: dateTime64(each.effectiveAt),
        recorded_at: dateTime64(each.recordedAt),
        kind: each.kind,
        reading_at: textOrNull(each.readingAt),
        ...{ author: each.author, reason: each.reason },
      }))
      .toSorted((a, b) => (a.adjustment_id < b.adjustment_id ? -1 : 1)),
  );
});

test('adjustments come and go with both clocks and with the catalogue', async () => {
  const campaign = await findCampaign(db, 'year-end');
  const counting = async (asOf: number, knownAt: number): Promise<string[]> => {
    const { figures } = await sumUp(db, campaign, { asOf, knownAt }, readPlacementCounts, 'video_view_times');
    return figures.adjustments.map(({ id }) => id).toSorted();
  };
  const T = at('12-24 12:00');
  expect(await counting(T, at('12-20 12:00'))).toEqual([]);
  // Known, but of a cancelled episode.
  expect(await counting(T, at('12-20 14:00'))).toEqual([]);
  expect(await counting(T, at('12-21 13:00'))).toEqual([
    ...['alone', 'episode', 'not-yet', 'other-number', 'placement', 'taken-back'],
  ]);
  expect(await counting(T, at('12-23 00:00'))).toEqual([
    ...['alone', 'episode', 'not-yet', 'placement', 'taken-back'],
  ]);
  expect(await counting(T, at('12-26 00:00'))).toEqual(['alone', 'episode', 'not-yet', 'placement']);
  expect(await counting(T, LATER)).toEqual(['alone', 'called-off', 'not-yet', 'other-number']);
  expect(await counting(at('12-21 11:00'), LATER)).toEqual(['alone', 'called-off', 'other-number']);
});

test('the daily rollup says of each day what its readings say, with all that was changed by hand', async () => {
  const campaign = await findCampaign(db, 'year-end');
  const days = Array.from({ length: 12 }, (_, day) => ({
    date: `2022-12-${day + 18}`,
    end: at(`12-${day + 18} 23:59:59`),
  }));
  for (const formula of FORMULAS) {
    expect(await readEachDay(db, campaign, formula, LATER, days)).toEqual(
      await sumEachDay(db, campaign, formula, LATER, days),
    );
  }
});
