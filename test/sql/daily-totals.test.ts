import { beforeAll, expect, test } from 'vitest';
import { DAY, endOfDay, localDate } from '../../pipeline/days.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { readPlacementCounts } from '../../pipeline/store/placement-counts.ts';
import { insertReadings } from '../../pipeline/store/readings.ts';
import { type DayTotal, readDailyTotals } from '../../pipeline/store/totals.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { LATER, PLACEMENTS, REGISTERED, storeMessyMonth } from './messy-month.ts';
import { at, catalogueOf, reading, ZONE } from './seed.ts';

const FAMILIES = ['play', 'live_entry'] as const;
const DATES = Array.from({ length: 13 }, (_, day) => localDate(at('12-18 12:00') + day * DAY, ZONE));

const database = testDatabase();
const { db } = database;

beforeAll(() => storeMessyMonth(db));

const asOfTotals = async (date: string): Promise<DayTotal> => {
  const asOf = endOfDay(date, ZONE) - 1;
  const placements = await readPlacementCounts(db, 'year-end', { asOf, knownAt: LATER });
  const counted = placements.filter(({ family }) => FAMILIES.some(each => each === family));
  const counts = counted.flatMap(({ count }) => (count ? [count] : []));
  return {
    date,
    low: counts.reduce((sum, { low }) => sum + low, 0),
    high: counts.reduce<number | null>(
      (sum, { high }) => (sum === null || high === null ? null : sum + high),
      0,
    ),
    expected: counted.length,
    carried: counted.filter(
      ({ lastObservedAt }) => lastObservedAt === null || localDate(lastObservedAt, ZONE) !== date,
    ).length,
  };
};

test('the curve from the daily rollup is the as-of total of each day', async () => {
  const curve = await readDailyTotals(
    db,
    'year-end',
    FAMILIES,
    DATES,
    DATES.map(date => endOfDay(date, ZONE) - 1),
  );
  const expected: DayTotal[] = [];
  for (const date of DATES) expected.push(await asOfTotals(date));
  expect(curve).toEqual(expected);
  // The month is messy enough to mean something.
  expect(new Set(expected.map(({ high }) => high === null)).size).toBe(2);
  expect(expected.some(({ carried }) => carried > 0)).toBe(true);
  expect(new Set(expected.map(({ expected: placements }) => placements))).toEqual(new Set([13, 19]));
});

test('days before anything was published are zero of zero, and are there', async () => {
  const dates = ['2022-12-16', '2022-12-17'];
  expect(
    await readDailyTotals(
      db,
      'year-end',
      FAMILIES,
      dates,
      dates.map(date => endOfDay(date, ZONE) - 1),
    ),
  ).toEqual([
    { date: '2022-12-16', low: 0, high: 0, expected: 0, carried: 0 },
    { date: '2022-12-17', low: 0, high: 0, expected: 0, carried: 0 },
  ]);
});

test('a reading one millisecond before midnight in Beijing belongs to that day', async () => {
  await applyCatalogue(
    db,
    catalogueOf({ id: 'midnight', placements: [{ externalId: 'm', publishedAt: at('12-28 08:00') }] }),
    REGISTERED,
  );
  const midnight = at('12-29 00:00');
  await insertReadings(
    db,
    [
      reading({ placementId: PLACEMENTS + 1, observedAt: midnight - 1, value: 10 }),
      reading({ placementId: PLACEMENTS + 1, observedAt: midnight, value: 30 }),
    ],
    ZONE,
  );
  const dates = ['2022-12-28', '2022-12-29'];
  expect(
    await readDailyTotals(
      db,
      'midnight',
      FAMILIES,
      dates,
      dates.map(date => endOfDay(date, ZONE) - 1),
    ),
  ).toEqual([
    { date: '2022-12-28', low: 10, high: 10, expected: 1, carried: 0 },
    { date: '2022-12-29', low: 30, high: 30, expected: 1, carried: 0 },
  ]);
});
