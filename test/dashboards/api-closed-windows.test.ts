import { beforeAll, expect, test } from 'vitest';
import douyin from '../../collectors/platforms/douyin.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { insertReadings } from '../../pipeline/store/readings.ts';
import { writeReference } from '../../pipeline/store/reference.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { at, catalogueOf, reading, ZONE } from '../sql/seed.ts';
import { apiOn } from './api-world.ts';

const { db } = testDatabase();

/** Answers for seven days after publication, and late numbers for 32 hours more. */
const capabilities = { ...douyin.capabilities, lookBackDays: 7, delayHours: 32 };
const collectors = [{ ...douyin, capabilities } as never];
const DAILY = 86_400;

beforeAll(async () => {
  await writeReference(db, at('12-01'));
  await applyCatalogue(
    db,
    catalogueOf({
      placements: [
        { externalId: 'closed', publishedAt: at('12-20 12:00') },
        { externalId: 'open', publishedAt: at('12-27 12:00') },
        { externalId: 'undated', publishedAt: null },
        { externalId: 'by-sheet', publishedAt: at('12-20 12:00') },
      ],
    }),
    at('12-20 13:00'),
  );
  const last = { observedAt: at('12-28 02:00'), recordedAt: at('12-28 02:00'), intervalS: DAILY };
  await insertReadings(
    db,
    [
      ...[1, 2, 3].map(placementId => reading({ placementId, value: 500, ...last })),
      reading({ placementId: 4, value: 500, source: 'export', ...last }),
    ],
    ZONE,
    'seed',
  );
});

type Listed = {
  placements: { externalId: string; state: string; low: number; reason: string; reasonText: unknown }[];
};

const listed = async (more: object, query = ''): Promise<unknown[]> => {
  const { body } = await apiOn(db, more).get(`/api/v1/campaigns/year-end/placements${query}`);
  return (body as Listed).placements.map(({ externalId, state, low, reason }) => [
    externalId,
    state,
    low,
    reason,
  ]);
};

test('what its platform answers no more of says so, with the day, and is carried as before', async () => {
  const others = [
    ['open', 'carried', 500, 'overdue'],
    ['undated', 'carried', 500, 'overdue'],
    ['by-sheet', 'carried', 500, 'overdue'],
  ];
  expect(await listed({ collectors })).toEqual([
    ['closed', 'carried', 500, 'window closed 2022-12-28'],
    ...others,
  ]);
  expect(await listed({})).toEqual([['closed', 'carried', 500, 'overdue'], ...others]);
  const { body } = await apiOn(db, { collectors }).get('/api/v1/campaigns/year-end/placements');
  expect((body as Listed).placements[0]?.reasonText).toEqual({
    zh: '平台只提供发布后一段时间内的数据，已于 2022-12-28 截止；这是最后一次读数。',
    en: "The platform's look-back window closed on 2022-12-28; this is the last count there is.",
  });
});

test('as of a moment before the window closed it was not closed', async () => {
  const [closed] = await listed({ collectors }, '?asOf=2022-12-28T11:59:59.999Z');
  expect(closed).toEqual(['closed', 'fresh', 500, '']);
});
