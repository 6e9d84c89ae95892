import { beforeAll, expect, test } from 'vitest';
import { DAY, endOfDay, HOUR, localDate } from '../../pipeline/days.ts';
import type { Reading, Source } from '../../pipeline/domain/reading.ts';
import { Assessor } from '../../pipeline/jobs/assess.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { readPlacementCounts } from '../../pipeline/store/placement-counts.ts';
import {
  insertReadings,
  insertVerdicts,
  readHistory,
  rewriteRollups,
} from '../../pipeline/store/readings.ts';
import { writeReference } from '../../pipeline/store/reference.ts';
import { type DayTotal, readDailyTotals } from '../../pipeline/store/totals.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { mulberry32 } from '../simulators/random.ts';
import { at, catalogueOf, reading, ZONE } from './seed.ts';

const REGISTERED = at('12-18 08:00');
const LATER = at('12-31 23:59') + 30 * DAY;
const FAMILIES = ['play', 'live_entry'] as const;
const DATES = Array.from({ length: 13 }, (_, day) => localDate(at('12-18 12:00') + day * DAY, ZONE));
const PLACEMENTS = 24;

const database = testDatabase();
const { db } = database;

/**
 * Twelve days of a messy month, seeded: two sources, gaps of days, zeros, falls that stay and falls that do not,
 * open ends, and readings that arrive a day or more late. In order of arrival.
 */
const messyMonth = (): Reading[] => {
  const random = mulberry32(20_221_230);
  const readings: Reading[] = [];
  for (let placementId = 1; placementId <= PLACEMENTS; placementId += 1) {
    const metric = placementId % 6 === 0 ? 'reads' : placementId % 5 === 0 ? 'live_entries' : 'plays';
    const sources: Source[] = placementId % 3 === 0 ? ['api', 'page'] : ['api'];
    let count = Math.floor(random() * 5_000) + 1_000;
    for (let hour = 0; hour < 12 * 24; hour += 5 + Math.floor(random() * 40)) {
      count += Math.floor(random() * 900);
      for (const source of sources) {
        // The interface of some goes quiet after four days, so that the page takes over.
        if (source === 'api' && placementId % 6 === 3 && hour > 96) continue;
        const chance = random();
        const value = chance < 0.06 ? 0 : chance < 0.14 ? Math.floor(count / 3) : count;
        const observedAt = at('12-18 09:00') + hour * HOUR;
        const late = random() < 0.1 ? Math.floor(random() * 3 * DAY) : 0;
        const { revision, judgement, ...bare } = reading({
          placementId,
          metric,
          source,
          observedAt,
          recordedAt: observedAt + 1_000 + late,
          low: value,
          // One shows “10万+” for two days.
          high: placementId === 4 && hour >= 96 && hour < 150 ? null : value,
          othersPositive: chance > 0.03,
          intervalS: random() < 0.1 ? 7 * 86_400 : 86_400,
        });
        readings.push(bare);
        if (chance >= 0.06 && chance < 0.1) count = value;
      }
    }
  }
  return readings.toSorted((a, b) => a.recordedAt - b.recordedAt);
};

const MONTH = messyMonth();

beforeAll(async () => {
  await writeReference(db, REGISTERED);
  await applyCatalogue(
    db,
    catalogueOf({
      episodes: [{ id: 'called-off', status: 'cancelled' }],
      works: [{ id: 'w' }, { id: 'lost', episodeId: 'called-off' }],
      placements: Array.from({ length: PLACEMENTS }, (_, index) => ({
        externalId: `item-${index + 1}`,
        workId: index === 6 ? 'lost' : 'w',
        metric:
          (index + 1) % 6 === 0
            ? ('reads' as const)
            : (index + 1) % 5 === 0
              ? ('live_entries' as const)
              : ('plays' as const),
        publishedAt: index % 4 === 0 ? at('12-20 20:00') : at('12-18 09:00'),
      })),
    }),
    REGISTERED,
  );
  const assessor = new Assessor(placements => readHistory(db, placements), ZONE);
  for (const [, batch] of Map.groupBy(MONTH, ({ recordedAt }) => Math.floor(recordedAt / DAY))) {
    const assessed = await assessor.assess(batch);
    await insertVerdicts(db, assessed.amendments);
    await insertReadings(db, assessed.readings, ZONE);
    await rewriteRollups(db, assessed.latest, assessed.daily, ZONE);
  }
});

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
