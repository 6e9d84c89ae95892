import { beforeAll, expect, test } from 'vitest';
import { createDatabaseClient } from '../../pipeline/clickhouse/client.ts';
import { iso } from '../../pipeline/days.ts';
import type { Instant } from '../../pipeline/domain/reading.ts';
import { aggregate } from '../../pipeline/jobs/aggregate.ts';
import { silentLogger } from '../../pipeline/log.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { insertReadings } from '../../pipeline/store/readings.ts';
import { writeReference } from '../../pipeline/store/reference.ts';
import { rememberCatalogue } from '../../pipeline/store/remembered.ts';
import { testConnection, testDatabase } from '../setup/clickhouse.ts';
import { at, catalogueOf, DOUYIN, reading, WEIBO, ZONE } from '../sql/seed.ts';
import { select } from '../sql/select.ts';

const REGISTERED = at('12-26 08:00');
const { db } = testDatabase();

beforeAll(async () => {
  await writeReference(db, REGISTERED);
  await applyCatalogue(
    db,
    {
      ...catalogueOf({
        episodes: [{ id: 'education' }],
        works: [{ id: 'clip', episodeId: 'education' }, { id: 'post' }],
        platforms: [DOUYIN, WEIBO],
        placements: [
          { externalId: 'dy-1', workId: 'clip' },
          { externalId: 'dy-2', workId: 'clip' },
          { externalId: 'wb', workId: 'post', platformId: 'weibo', accountId: 'hao', metric: 'exposures' },
        ],
      }),
    },
    REGISTERED,
  );
});

const read = (placementId: number, observedAt: Instant, value: number) =>
  insertReadings(
    db,
    [reading({ placementId, observedAt, value, ...(placementId === 3 && { metric: 'exposures' }) })],
    ZONE,
  );
const totals = (moment: Instant, on = db): Promise<void> =>
  aggregate(on, rememberCatalogue(on, silentLogger), `run-${iso(moment)}`, {
    asOf: moment,
    knownAt: moment,
    isNow: true,
  });

const told = async (): Promise<string[]> =>
  (
    await select(
      db,
      `SELECT as_of, kind, scope, scope_id, basis, threshold, is_goal, low, definitions FROM milestones FINAL
       ORDER BY as_of, threshold, scope, scope_id`,
    )
  ).map(
    ({ as_of, kind, scope, scope_id, basis, threshold, is_goal, low, definitions }) =>
      `${String(as_of).slice(8, 16)} ${kind} ${scope} ${scope_id} ${basis} ${threshold}${is_goal ? ' goal' : ''}: ${low} by ${definitions}`,
  );

const FIRST = [
  '28 01:00 reached campaign year-end video_view_times@1 100000: 110000 by douyin plays 1',
  '28 01:00 reached episode education video_view_times@1 100000: 110000 by douyin plays 1',
  '28 01:00 reached work clip video_view_times@1 100000: 110000 by douyin plays 1',
];
const SECOND = [
  '28 02:00 reached placement 1 play 100000: 100000 by douyin plays 1',
  '28 02:00 reached placement 3 exposure 100000: 250000 by weibo exposures 1',
];
const LOST = [
  '28 03:00 lost campaign year-end video_view_times@1 100000: 95000 by douyin plays 1',
  '28 03:00 lost episode education video_view_times@1 100000: 95000 by douyin plays 1',
  '28 03:00 lost placement 1 play 100000: 45000 by douyin plays 1',
  '28 03:00 lost work clip video_view_times@1 100000: 95000 by douyin plays 1',
];

test('a threshold is told once, by what reaches it: the campaign before its placements', async () => {
  await read(1, at('12-28 08:30'), 60_000);
  await totals(at('12-28 08:40'));
  expect(await told()).toEqual([]);
  await read(2, at('12-28 08:50'), 50_000);
  await totals(at('12-28 09:00'));
  await totals(at('12-28 09:30'));
  expect(await told()).toEqual(FIRST);
  await read(1, at('12-28 09:50'), 100_000);
  await read(3, at('12-28 09:50'), 250_000);
  await totals(at('12-28 10:00'));
  expect(await told()).toEqual([...FIRST, ...SECOND]);
});

test('a correction below it is told, and it may be reached again', async () => {
  await read(1, at('12-28 10:50'), 45_000);
  await totals(at('12-28 11:00'));
  expect(await told()).toEqual([...FIRST, ...SECOND, ...LOST]);
  await read(1, at('12-28 11:50'), 1_200_000);
  await totals(at('12-28 12:00'));
  expect((await told()).slice(9)).toEqual([
    '28 04:00 reached campaign year-end video_view_times@1 100000: 1250000 by douyin plays 1',
    '28 04:00 reached episode education video_view_times@1 100000: 1250000 by douyin plays 1',
    '28 04:00 reached placement 1 play 100000: 1200000 by douyin plays 1',
    '28 04:00 reached work clip video_view_times@1 100000: 1250000 by douyin plays 1',
    '28 04:00 reached campaign year-end video_view_times@1 1000000 goal: 1250000 by douyin plays 1',
    '28 04:00 reached episode education video_view_times@1 1000000: 1250000 by douyin plays 1',
    '28 04:00 reached placement 1 play 1000000: 1200000 by douyin plays 1',
    '28 04:00 reached work clip video_view_times@1 1000000: 1250000 by douyin plays 1',
  ]);
});

test('stored twice, by this process or another, the same totals say the same; earlier ones say nothing more', async () => {
  const before = await told();
  await totals(at('12-28 12:00'));
  await totals(at('12-28 11:00'));
  const other = createDatabaseClient(testConnection(db.name));
  await totals(at('12-28 12:00'), other);
  await totals(at('12-28 09:10'), other);
  await totals(at('12-28 13:00'), other);
  await other.close();
  expect(await told()).toEqual(before);
});
