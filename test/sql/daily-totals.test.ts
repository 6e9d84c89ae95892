import { beforeAll, expect, test } from 'vitest';
import { DAY, endOfDay, localDate } from '../../pipeline/days.ts';
import { type DayTotal, readDailyTotals } from '../../pipeline/jobs/daily-totals.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { insertMisses } from '../../pipeline/store/evidence.ts';
import { readPlacementCounts } from '../../pipeline/store/placement-counts.ts';
import { insertReadings } from '../../pipeline/store/readings.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { LATER, PLACEMENTS, REGISTERED, storeMessyMonth } from './messy-month.ts';
import { at, catalogueOf, held, miss, reading, ZONE } from './seed.ts';

const FAMILIES = ['play', 'live_entry'] as const;
const DATES = Array.from({ length: 13 }, (_, day) => localDate(at('12-18 12:00') + day * DAY, ZONE));

const database = testDatabase();
const { db } = database;

beforeAll(() => storeMessyMonth(db));

const daily = async (campaign: string, dates: readonly string[], knownAt = LATER): Promise<DayTotal[]> => {
  const days = dates.map(date => ({ date, end: endOfDay(date, ZONE) - 1 }));
  const found = await readDailyTotals(db, campaign, { families: FAMILIES, knownAt, days });
  if (found === null) throw new Error('The daily rollup holds what was not known by then.');
  return found;
};

/** The same day from the readings themselves. */
const asOfTotal = async (campaign: string, date: string, knownAt = LATER): Promise<DayTotal> => {
  const asOf = endOfDay(date, ZONE) - 1;
  const placements = await readPlacementCounts(db, campaign, { asOf, knownAt });
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
    carried: counted.filter(({ isOverdue }) => isOverdue).length,
  };
};

test('the curve from the daily rollup is the as-of total of each day', async () => {
  const curve = await daily('year-end', DATES);
  const expected = await Promise.all(DATES.map(date => asOfTotal('year-end', date)));
  expect(curve).toEqual(expected);
  // The month is messy enough to mean something.
  expect(new Set(expected.map(({ high }) => high === null)).size).toBe(2);
  expect(new Set(expected.map(({ carried }) => carried)).size).toBeGreaterThan(3);
  expect(new Set(expected.map(({ expected: placements }) => placements))).toEqual(new Set([13, 19]));
});

test('days before anything was published are zero of zero, and are there', async () => {
  expect(await daily('year-end', ['2022-12-16', '2022-12-17'])).toEqual([
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
  const placementId = PLACEMENTS + 1;
  await insertReadings(
    db,
    [
      reading({ placementId, observedAt: midnight - 1, value: 10, intervalS: 86_400 }),
      reading({ placementId, observedAt: midnight, value: 30, intervalS: 86_400 }),
    ],
    ZONE,
  );
  expect(await daily('midnight', ['2022-12-28', '2022-12-29'])).toEqual([
    { date: '2022-12-28', low: 10, high: 10, expected: 1, carried: 0 },
    { date: '2022-12-29', low: 30, high: 30, expected: 1, carried: 0 },
  ]);
});

const A_DAY = 86_400;
const FROM = at('12-18 12:00');
const NINE_DAYS = Array.from({ length: 9 }, (_, day) => localDate(FROM + day * DAY, ZONE));

/** For each of the nine days from 18 December, whether the one placement of a new campaign was carried: '1' or '0'. */
const carriedDays = async (
  id: string,
  story: (placementId: number) => {
    readonly readings?: Parameters<typeof reading>[0][];
    readonly misses?: Parameters<typeof miss>[0][];
  },
): Promise<string> => {
  const [placement] = await applyCatalogue(
    db,
    catalogueOf({ id, placements: [{ externalId: id, publishedAt: FROM }] }),
    REGISTERED,
  );
  const { readings = [], misses = [] } = story(placement!.id);
  await insertReadings(db, readings.map(reading), ZONE);
  await insertMisses(db, misses.map(miss));
  const curve = await daily(id, NINE_DAYS);
  expect(curve).toEqual(await Promise.all(NINE_DAYS.map(date => asOfTotal(id, date))));
  return curve.map(({ carried }) => carried).join('');
};

test('what is read once a week is carried only when the week is over by half', async () => {
  const weekly = (placementId: number) => ({
    readings: [{ placementId, observedAt: FROM, value: 7, intervalS: 5 * A_DAY }],
  });
  // 7.5 days from noon of the 18th: the last millisecond of the 25th is in time.
  expect(await carriedDays('weekly', weekly)).toBe('000000001');
});

test('the last millisecond of a day is in time at exactly one and a half intervals, and not one later', async () => {
  const end = endOfDay('2022-12-20', ZONE) - 1;
  const story = (observedAt: number) => (placementId: number) => ({
    readings: [{ placementId, observedAt, value: 7, intervalS: A_DAY }],
  });
  expect([
    await carriedDays('in-time', story(end - 1.5 * DAY)),
    await carriedDays('late', story(end - 1.5 * DAY - 1)),
  ]).toEqual(['100111111', '101111111']);
});

test('a held reading does not renew the count; a failed attempt does not age it', async () => {
  expect(
    await carriedDays('doubted', placementId => ({
      readings: [
        { placementId, observedAt: FROM, value: 7, intervalS: 2 * A_DAY },
        {
          placementId,
          observedAt: FROM + 2 * DAY,
          value: 0,
          intervalS: 2 * A_DAY,
          judgement: { verdict: 'held', reason: 'zero', count: { low: 7, high: 7 }, acceptedAt: FROM },
        },
      ],
      misses: [{ placementId, at: FROM + 1.2 * DAY }],
    })),
  ).toBe('000111111');
});

test('without a count it is carried, read or not', async () => {
  expect([
    await carriedDays('never', () => ({})),
    await carriedDays('only-held', placementId => ({
      readings: [{ placementId, observedAt: FROM, intervalS: A_DAY, judgement: held('zero') }],
    })),
  ]).toEqual(['111111111', '111111111']);
});

test('nobody waits for a statement, nor for what was removed while it is', async () => {
  const read = (placementId: number, days: number) => ({
    placementId,
    observedAt: FROM + days * DAY,
    value: 7,
    intervalS: A_DAY,
  });
  const gone = (placementId: number, days: number, status: 'removed' | 'hidden' | 'absent') => ({
    placementId,
    at: FROM + days * DAY,
    status,
    kind: '' as const,
    reason: '',
  });
  expect([
    await carriedDays('told', placementId => ({
      readings: [{ ...read(placementId, 0), source: 'statement' }],
    })),
    // Removed on the 21st, back on the 24th at noon: in time to the end of the 25th.
    await carriedDays('removed', placementId => ({
      readings: [read(placementId, 0), read(placementId, 6)],
      misses: [gone(placementId, 3, 'removed')],
    })),
    // The last answer decides: a failure after it leaves the removal unsaid.
    await carriedDays('removed-then-silent', placementId => ({
      readings: [read(placementId, 0)],
      misses: [gone(placementId, 1, 'removed'), { placementId, at: FROM + 4 * DAY }],
    })),
    // Hidden from the 19th on: removed once that is a week old.
    await carriedDays('hidden', placementId => ({
      readings: [read(placementId, 0)],
      misses: [1, 2, 5, 7.4].map(days => gone(placementId, days, 'hidden')),
    })),
    await carriedDays('hidden-then-absent', placementId => ({
      readings: [read(placementId, 0)],
      misses: [
        gone(placementId, 1, 'hidden'),
        gone(placementId, 4, 'absent'),
        gone(placementId, 7, 'hidden'),
      ],
    })),
  ]).toEqual(['000000000', '001000001', '000011111', '001111110', '001111111']);
});

test('a removal that is not known yet is no removal', async () => {
  // Of the campaign above: removed on the 21st at noon.
  const [first, second] = [at('12-21 11:00'), at('12-21 12:00')];
  const days = ['2022-12-21'];
  expect(
    [
      ...(await daily('removed', days, first)),
      ...(await daily('removed', days, second)),
      await asOfTotal('removed', '2022-12-21', first),
      await asOfTotal('removed', '2022-12-21', second),
    ].map(({ carried }) => carried),
  ).toEqual([1, 0, 1, 0]);
});
