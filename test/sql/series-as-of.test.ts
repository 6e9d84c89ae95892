import { beforeAll, expect, test } from 'vitest';
import type { StoredReading } from '../../pipeline/domain/knowledge.ts';
import type { Judgement } from '../../pipeline/domain/reading.ts';
import { insertReadings, insertVerdicts } from '../../pipeline/store/readings.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { at, held, reading, ZONE } from './seed.ts';
import { asOfParams, select } from './select.ts';

const database = testDatabase();
const { db } = database;

const accepted = (value: number, acceptedAt: number, reason = ''): Judgement => ({
  verdict: 'accepted',
  reason,
  count: { low: value, high: value },
  acceptedAt,
});

// Placement 1: a large fall waits (the placement claims the lower end only), and is confirmed the night after.
const whole = reading({ placementId: 1, observedAt: at('12-28 02:00'), value: 1_000 });
const fall = reading({
  placementId: 1,
  observedAt: at('12-29 02:00'),
  value: 400,
  judgement: {
    verdict: 'held',
    reason: 'fall',
    count: { low: 400, high: 1_000 },
    acceptedAt: whole.observedAt,
  },
});
const confirming = reading({
  placementId: 1,
  observedAt: at('12-30 02:00'),
  value: 410,
  revision: 2,
  judgement: accepted(410, at('12-30 02:00')),
});
const confirmed: StoredReading = {
  ...fall,
  revision: 2,
  judgement: accepted(400, fall.observedAt, 'fall-confirmed'),
};

beforeAll(async () => {
  await insertReadings(
    db,
    [
      whole,
      fall,
      confirming,
      // Placement 2: two values of one instant, the smaller taken down later.
      reading({ placementId: 2, observedAt: at('12-29 02:00'), recordedAt: at('12-29 02:01'), value: 70 }),
      reading({ placementId: 2, observedAt: at('12-29 02:00'), recordedAt: at('12-29 02:02'), value: 60 }),
      // Placement 3: two values of one instant taken down together: judged in order of low, the higher last.
      reading({ placementId: 3, observedAt: at('12-29 02:00'), value: 80 }),
      reading({ placementId: 3, observedAt: at('12-29 02:00'), value: 90 }),
      // Placement 4: a reading of the 28th that arrived on the 30th.
      reading({ placementId: 4, observedAt: at('12-28 02:00'), recordedAt: at('12-30 09:00'), value: 5 }),
      // Placement 5: a doubtful first reading.
      reading({ placementId: 5, observedAt: at('12-29 02:00'), judgement: held('zero') }),
      // Placement 6: two sources are two series.
      reading({ placementId: 6, observedAt: at('12-29 02:00'), value: 11 }),
      reading({
        placementId: 6,
        source: 'page',
        observedAt: at('12-29 03:00'),
        value: 12,
        intervalS: 86_400,
      }),
    ],
    ZONE,
  );
  await insertVerdicts(db, [{ ...confirmed, knownSince: confirming.recordedAt }]);
});

type Series = readonly [
  placement: number,
  source: string,
  lastObservedAt: string,
  verdict: string,
  reason: string,
  low: number | null,
  high: number | null,
  acceptedAt: string | null,
  intervalS: number,
];

const seriesAsOf = async (asOf: number, knownAt: number): Promise<Series[]> => {
  const rows = await select(
    db,
    `SELECT * FROM series_as_of(as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')})
     ORDER BY placement_id, metric, source`,
    asOfParams(asOf, knownAt),
  );
  return rows.map(row => [
    Number(row.placement_id),
    String(row.source),
    String(row.last_observed_at),
    String(row.verdict),
    String(row.reason),
    row.has_count ? Number(row.count_low) : null,
    row.has_count ? Number(row.count_high) : null,
    row.accepted_at === null ? null : String(row.accepted_at),
    Number(row.interval_s),
  ]);
};

const LATER = at('12-31 12:00');

test('the last reading of each series with the verdict known, everything known', async () => {
  expect(await seriesAsOf(at('12-30 18:00'), LATER)).toEqual([
    [1, 'api', '2022-12-29 18:00:00.000', 'accepted', '', 410, 410, '2022-12-29 18:00:00.000', 3_600],
    [2, 'api', '2022-12-28 18:00:00.000', 'accepted', '', 60, 60, '2022-12-28 18:00:00.000', 3_600],
    [3, 'api', '2022-12-28 18:00:00.000', 'accepted', '', 90, 90, '2022-12-28 18:00:00.000', 3_600],
    [4, 'api', '2022-12-27 18:00:00.000', 'accepted', '', 5, 5, '2022-12-27 18:00:00.000', 3_600],
    [5, 'api', '2022-12-28 18:00:00.000', 'held', 'zero', null, null, null, 3_600],
    [6, 'api', '2022-12-28 18:00:00.000', 'accepted', '', 11, 11, '2022-12-28 18:00:00.000', 3_600],
    [6, 'page', '2022-12-28 19:00:00.000', 'accepted', '', 12, 12, '2022-12-28 19:00:00.000', 86_400],
  ] satisfies Series[]);
});

const first = async (asOf: number, knownAt: number): Promise<Series | undefined> =>
  (await seriesAsOf(asOf, knownAt)).find(([placement]) => placement === 1);

test('as of the day of the fall: doubtful as known then, confirmed as known since', async () => {
  const asOf = at('12-29 18:00');
  const doubtful = [
    1,
    'api',
    '2022-12-28 18:00:00.000',
    'held',
    'fall',
    400,
    1_000,
    '2022-12-27 18:00:00.000',
    3_600,
  ];
  const settled = [
    1,
    'api',
    '2022-12-28 18:00:00.000',
    'accepted',
    'fall-confirmed',
    400,
    400,
    '2022-12-28 18:00:00.000',
    3_600,
  ];
  expect([
    await first(asOf, fall.recordedAt),
    await first(asOf, confirming.recordedAt - 1),
    await first(asOf, confirming.recordedAt),
    await first(asOf, LATER),
  ]).toEqual([doubtful, doubtful, settled, settled]);
});

test('neither clock lets a later reading in', async () => {
  const whole = [
    1,
    'api',
    '2022-12-27 18:00:00.000',
    'accepted',
    '',
    1_000,
    1_000,
    '2022-12-27 18:00:00.000',
    3_600,
  ];
  expect([
    await first(fall.observedAt - 1, LATER),
    await first(LATER, fall.recordedAt - 1),
    await first(at('12-28 02:00') - 1, LATER),
  ]).toEqual([whole, whole, undefined]);
});

test('a late reading is known from when it was taken down', async () => {
  const placements = async (knownAt: number) =>
    (await seriesAsOf(at('12-29 18:00'), knownAt)).map(([placement]) => placement);
  expect([await placements(at('12-30 09:00') - 1), await placements(at('12-30 09:00'))]).toEqual([
    [1, 2, 3, 5, 6, 6],
    [1, 2, 3, 4, 5, 6, 6],
  ]);
});

test('the same rows again change nothing', async () => {
  const before = await seriesAsOf(at('12-30 18:00'), LATER);
  await insertReadings(db, [whole, fall, confirming], ZONE);
  await insertVerdicts(db, [{ ...confirmed, knownSince: confirming.recordedAt }]);
  expect(await seriesAsOf(at('12-30 18:00'), LATER)).toEqual(before);
});
