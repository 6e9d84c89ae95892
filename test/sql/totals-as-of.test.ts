import { beforeAll, expect, test } from 'vitest';
import { QueryError } from '../../pipeline/clickhouse/errors.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { insertReadings } from '../../pipeline/store/readings.ts';
import { writeReference } from '../../pipeline/store/reference.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { at, catalogueOf, held, reading, ZONE } from './seed.ts';
import { asOfParams, execute, select } from './select.ts';

const T = at('12-30 18:00');
const K = at('12-30 19:00');
const REGISTERED = at('12-27 08:00');

const database = testDatabase();
const { db } = database;

beforeAll(async () => {
  await writeReference(db, REGISTERED);
  // Placements 1–4 count plays and live entries, 5 reads; 6 is of another campaign.
  const year = catalogueOf({
    placements: [
      { externalId: 'exact' },
      { externalId: 'rounded' },
      { externalId: 'live', metric: 'live_entries' },
      { externalId: 'held' },
      { externalId: 'article', metric: 'reads' },
    ],
  });
  await applyCatalogue(db, year, REGISTERED);
  await applyCatalogue(
    db,
    catalogueOf({ id: 'other', placements: [{ externalId: 'elsewhere' }] }),
    REGISTERED,
  );
  const observedAt = at('12-30 17:30');
  await insertReadings(
    db,
    [
      reading({ placementId: 1, observedAt, value: 512_340 }),
      reading({ placementId: 2, observedAt, low: 11_001, high: 12_999 }),
      reading({ placementId: 3, observedAt: at('12-29 02:00'), metric: 'live_entries', value: 88_000 }),
      reading({ placementId: 4, observedAt, judgement: held('zero') }),
      reading({
        placementId: 5,
        observedAt,
        metric: 'reads',
        low: 100_001,
        high: null,
        judgement: {
          verdict: 'accepted',
          reason: '',
          count: { low: 100_001, high: null },
          acceptedAt: observedAt,
        },
      }),
      reading({ placementId: 6, observedAt, value: 7 }),
    ],
    ZONE,
  );
  await execute(
    db,
    `INSERT INTO formulas (formula, version, families, label_zh, label_en, updated_at)
     VALUES ('everybody', 1, ['play', 'person'], '人', 'persons', '2022-12-01 00:00:00')`,
  );
});

const NOTHING_APART = { apart: 0, apart_low: null, apart_high: null };

const totals = async (formula: string, asOf = T, knownAt = K) => {
  const rows = await select(
    db,
    `SELECT * FROM totals_as_of(
       as_of = {as_of:DateTime64(3, 'UTC')}, known_at = {known_at:DateTime64(3, 'UTC')}, formula = {formula:String})
     ORDER BY campaign_id`,
    { ...asOfParams(asOf, knownAt), formula },
  );
  return rows.map(row =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, /^\d+$/.test(String(value)) ? Number(value) : value]),
    ),
  );
};

test('the sum of both ends with its coverage, each campaign apart', async () => {
  expect(await totals('video_view_times@1')).toEqual([
    {
      campaign_id: 'other',
      formula: 'video_view_times@1',
      low: 7,
      high: 7,
      expected: 1,
      fresh: 1,
      carried: 0,
      stated: 0,
      removed: 0,
      held: 0,
      never: 0,
      adjustments: 0,
      ...NOTHING_APART,
    },
    {
      campaign_id: 'year-end',
      formula: 'video_view_times@1',
      low: 611_341,
      high: 613_339,
      expected: 4,
      fresh: 2,
      carried: 1,
      stated: 0,
      removed: 0,
      held: 1,
      never: 0,
      adjustments: 0,
      ...NOTHING_APART,
    },
  ]);
});

test('one open end leaves the sum open', async () => {
  expect((await totals('content_view_times@1'))[1]).toEqual({
    campaign_id: 'year-end',
    formula: 'content_view_times@1',
    low: 711_342,
    high: null,
    expected: 5,
    fresh: 3,
    carried: 1,
    stated: 0,
    removed: 0,
    held: 1,
    never: 0,
    adjustments: 0,
    ...NOTHING_APART,
  });
});

test('before any reading every placement is named as never read and adds nothing', async () => {
  expect((await totals('video_view_times@1', at('12-28 12:00')))[1]).toEqual({
    campaign_id: 'year-end',
    formula: 'video_view_times@1',
    low: 0,
    high: 0,
    expected: 4,
    fresh: 0,
    carried: 0,
    stated: 0,
    removed: 0,
    held: 0,
    never: 4,
    adjustments: 0,
    ...NOTHING_APART,
  });
});

const refusal = async (formula: string, asOf = T): Promise<string> => {
  const error = await totals(formula, asOf).then(
    () => null,
    (refused: unknown) => refused,
  );
  expect(error).toBeInstanceOf(QueryError);
  return (error as QueryError).message;
};

test('without a formula there is no total', async () => {
  expect(await refusal('video_view_times')).toContain('There is no such formula: no formula, no total');
});

test('a family that is never added is refused, even where nothing would be added', async () => {
  const never = 'This formula lists a family that may never be added';
  expect(await refusal('everybody@1')).toContain(never);
  expect(await refusal('everybody@1', at('12-01 00:00'))).toContain(never);
});
