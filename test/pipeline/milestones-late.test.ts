import { beforeAll, expect, test } from 'vitest';
import type { Instant } from '../../pipeline/domain/reading.ts';
import { aggregate } from '../../pipeline/jobs/aggregate.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { insertReadings } from '../../pipeline/store/readings.ts';
import { writeReference } from '../../pipeline/store/reference.ts';
import { rememberCatalogue } from '../../pipeline/store/remembered.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { at, catalogueOf, DOUYIN, reading, ZONE } from '../sql/seed.ts';
import { select } from '../sql/select.ts';

const REGISTERED = at('12-19 08:00');
const { db } = testDatabase();

beforeAll(async () => {
  await writeReference(db, REGISTERED);
  await applyCatalogue(
    db,
    catalogueOf({
      episodes: [{ id: 'education' }],
      works: [{ id: 'clip', episodeId: 'education' }, { id: 'other' }],
      platforms: [DOUYIN],
      placements: [
        { externalId: 'dy-1', workId: 'clip', publishedAt: at('12-20 09:00') },
        { externalId: 'dy-2', workId: 'other', publishedAt: at('12-20 09:00') },
      ],
    }),
    REGISTERED,
  );
});

const read = (placementId: number, observedAt: Instant, value: number, recordedAt = observedAt) =>
  insertReadings(db, [reading({ placementId, observedAt, recordedAt, value })], ZONE);
const totals = (moment: Instant): Promise<void> =>
  aggregate(db, rememberCatalogue(db, silentLogger), 'run', { asOf: moment, knownAt: moment, isNow: true });
const told = async (since: Instant): Promise<string[]> =>
  (
    await select(
      db,
      `SELECT as_of, kind, scope, scope_id, threshold, low, definitions FROM milestones FINAL
       WHERE known_at >= fromUnixTimestamp64Milli(toInt64(${since})) ORDER BY as_of, threshold, scope, scope_id`,
    )
  ).map(of =>
    [of.as_of, of.kind, of.scope, of.scope_id, of.threshold, of.low, ...(of.definitions as string[])].join(
      ' ',
    ),
  );

test('of a history that is brought in, thresholds are dated by the days on which they were reached', async () => {
  await read(2, at('12-20 10:00'), 10_000);
  await totals(at('12-27 08:00'));
  expect(await told(0)).toEqual([]);
  const imported = at('12-28 09:00');
  await read(1, at('12-21 10:00'), 60_000, imported);
  await read(1, at('12-22 10:00'), 95_000, imported);
  await read(1, at('12-23 23:59'), 150_000, imported);
  await read(1, at('12-26 10:00'), 1_200_000, imported);
  await totals(at('12-28 10:00'));
  const by = 'douyin plays 1';
  const history = [
    `2022-12-22 15:59:59.999 reached campaign year-end 100000 105000 ${by}`,
    `2022-12-23 15:59:59.999 reached episode education 100000 150000 ${by}`,
    `2022-12-23 15:59:59.999 reached placement 1 100000 150000 ${by}`,
    `2022-12-23 15:59:59.999 reached work clip 100000 150000 ${by}`,
    `2022-12-26 15:59:59.999 reached campaign year-end 1000000 1210000 ${by}`,
    `2022-12-26 15:59:59.999 reached episode education 1000000 1200000 ${by}`,
    `2022-12-26 15:59:59.999 reached placement 1 1000000 1200000 ${by}`,
    `2022-12-26 15:59:59.999 reached work clip 1000000 1200000 ${by}`,
  ];
  expect(await told(0)).toEqual(history);
  // The same totals again say the same, and later ones nothing more.
  await totals(at('12-28 10:00'));
  await totals(at('12-28 11:00'));
  expect(await told(0)).toEqual(history);
});

test('what is read between two totals is dated by the later ones, and what a correction takes away may come again', async () => {
  await read(2, at('12-28 11:30'), 120_000);
  await totals(at('12-28 12:00'));
  const reached = [
    '2022-12-28 04:00:00.000 reached placement 2 100000 120000 douyin plays 1',
    '2022-12-28 04:00:00.000 reached work other 100000 120000 douyin plays 1',
  ];
  expect((await told(at('12-28 12:00'))).filter(line => !line.includes('episode'))).toEqual(reached);
  await read(2, at('12-28 12:30'), 50_000);
  await totals(at('12-28 13:00'));
  await read(2, at('12-28 13:30'), 130_000);
  await totals(at('12-28 14:00'));
  expect((await told(at('12-28 13:00'))).map(line => line.slice(11, 51))).toEqual([
    '05:00:00.000 lost placement 2 100000 500',
    '05:00:00.000 lost work other 100000 5000',
    '06:00:00.000 reached placement 2 100000 ',
    '06:00:00.000 reached work other 100000 1',
  ]);
});
