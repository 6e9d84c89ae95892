import { beforeAll, expect, test } from 'vitest';
import { insertVerdicts } from '../../pipeline/store/readings.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { at, reading } from '../sql/seed.ts';
import { apiOn, seedCampaign } from './api-world.ts';

const database = testDatabase();
beforeAll(() => seedCampaign(database.db));
const { get } = apiOn(database.db);

const CLIP = {
  placementId: 1,
  episodeId: 'education',
  episodeTitle: '教育',
  workId: 'edu-clip',
  workTitle: '作品 edu-clip',
  kind: 'clip',
  platform: 'douyin',
  platformName: { zh: '抖音', en: 'Douyin' },
  account: '津云号',
  accounts: ['jinyun'],
  externalId: '7177580042489185001',
  url: 'https://example.test/7177580042489185001',
  metric: 'plays',
  family: 'play',
  apart: null,
  replaces: '',
  source: 'api',
  state: 'fresh',
  low: 512_340,
  high: 512_340,
  observedAt: '2022-12-30T09:30:00.000Z',
  reason: '',
  reasonText: { zh: '', en: '' },
};

const listed = async (query: string) => {
  const { status, body } = await get(`/api/v1/campaigns/year-end/placements?${query}`);
  const { placements, total } = body as { placements: { placementId: number }[]; total: unknown };
  return { status, ids: placements.map(({ placementId }) => placementId), total };
};

test('the placements of one episode in one state, whole', async () => {
  expect(await get('/api/v1/campaigns/year-end/placements?episode=education&state=fresh')).toEqual({
    status: 200,
    body: {
      asOf: '2022-12-30T10:00:00.000Z',
      knownAt: '2022-12-30T10:00:00.000Z',
      formula: 'video_view_times@1',
      placements: [CLIP],
      apart: [],
      total: { low: 512_340, high: 512_340 },
    },
  });
});

test('all placements make the total; a filter makes its part', async () => {
  expect(await listed('')).toEqual({
    status: 200,
    ids: [1, 2, 3, 4],
    total: { low: 611_341, high: 613_339 },
  });
  expect(await listed('platform=douyin')).toEqual({
    status: 200,
    ids: [1, 3, 4],
    total: { low: 523_341, high: 525_339 },
  });
  expect(await listed('state=never')).toEqual({ status: 200, ids: [4], total: { low: 0, high: 0 } });
  expect(await listed('episode=')).toEqual({ status: 200, ids: [3], total: { low: 11_001, high: 12_999 } });
  expect(await listed('platform=weibo')).toEqual({ status: 200, ids: [], total: { low: 0, high: 0 } });
  expect(await listed('formula=content_view_times@1&platform=weibo')).toEqual({
    status: 200,
    ids: [5],
    total: { low: 100_001, high: null },
  });
});

const READ = {
  metric: 'plays',
  source: 'api',
  verdict: 'accepted',
  reason: '',
  payloadId: '',
};
const NEWEST = {
  ...READ,
  observedAt: '2022-12-30T09:30:00.000Z',
  recordedAt: '2022-12-30T09:30:01.000Z',
  low: 512_340,
  high: 512_340,
  text: '512340',
  countLow: 512_340,
  countHigh: 512_340,
  runId: 'run-30',
  payloadId: 'cafe',
};
const MIDDLE = {
  ...READ,
  observedAt: '2022-12-28T15:00:00.000Z',
  recordedAt: '2022-12-28T15:00:01.000Z',
  low: 400_000,
  high: 400_000,
  text: '400000',
  countLow: 400_000,
  countHigh: 400_000,
  runId: 'run-28',
};
const OLDEST = {
  ...READ,
  observedAt: '2022-12-27T15:00:00.000Z',
  recordedAt: '2022-12-27T15:00:01.000Z',
  low: 200_000,
  high: 200_000,
  text: '200000',
  countLow: 200_000,
  countHigh: 200_000,
  runId: 'run-27',
};

test('the readings of a placement, newest first', async () => {
  expect(await get('/api/v1/placements/1/readings')).toEqual({
    status: 200,
    body: {
      placementId: 1,
      timeZone: 'Asia/Shanghai',
      readings: [NEWEST, MIDDLE, OLDEST],
      total: 3,
      more: false,
    },
  });
});

test('older readings are asked for by how many newer ones there are; all are counted each time', async () => {
  const page = async (query: string) => {
    const { body } = await get(`/api/v1/placements/1/readings?${query}`);
    const { readings, total, more } = body as { readings: unknown[]; total: number; more: boolean };
    return [readings, total, more];
  };
  expect(await page('offset=1')).toEqual([[MIDDLE, OLDEST], 3, false]);
  expect(await page('offset=3')).toEqual([[], 3, false]);
  expect(await page('offset=1&asOf=2022-12-29T00:00:00Z')).toEqual([[OLDEST], 2, false]);
  expect((await get('/api/v1/placements/1/readings?offset=-1')).status).toBe(400);
});

test('a verdict told anew stands from when it is known', async () => {
  const judgement = {
    verdict: 'held',
    reason: 'decided-hold',
    count: { low: 200_000, high: 200_000 },
    acceptedAt: at('12-27 23:00'),
  } as const;
  await insertVerdicts(database.db, [
    {
      ...reading({ placementId: 1, observedAt: at('12-28 23:00'), value: 400_000, revision: 2, judgement }),
      knownSince: at('12-30 12:00'),
    },
  ]);
  const readings = async (query: string) =>
    ((await get(`/api/v1/placements/1/readings?${query}`)).body as { readings: unknown }).readings;
  const decided = {
    ...MIDDLE,
    verdict: 'held',
    reason: 'decided-hold',
    countLow: 200_000,
    countHigh: 200_000,
  };
  expect(await readings('')).toEqual([NEWEST, decided, OLDEST]);
  expect(await readings('knownAt=2022-12-30T03:59:59.999Z')).toEqual([MIDDLE, OLDEST]);
  expect(await readings('asOf=2022-12-29T00:00:00Z')).toEqual([decided, OLDEST]);
});

test('a placement that was never read has no readings, and an open end is null', async () => {
  expect(await get('/api/v1/placements/4/readings')).toEqual({
    status: 200,
    body: { placementId: 4, timeZone: 'Asia/Shanghai', readings: [], total: 0, more: false },
  });
  const { body } = await get('/api/v1/placements/5/readings');
  expect(body).toMatchObject({ readings: [{ text: '10万+', low: 100_001, high: null, countHigh: null }] });
});

const RUN_30 = {
  id: 'run-30',
  slot: '2022-12-30T09:30:00.000Z',
  trigger: 'schedule',
  job: 'hourly',
  state: 'incomplete',
  startedAt: '2022-12-30T09:30:00.000Z',
  endedAt: '2022-12-30T09:31:00.000Z',
  expected: 6,
  read: 5,
  missed: 0,
  failed: 1,
  summary: 'read 5 of 6; Kuaishou: 1 failed (network ×1)',
  remarks: null,
};
const RUN_29 = {
  id: 'run-29',
  slot: '2022-12-28T18:00:00.000Z',
  trigger: 'catch-up',
  job: 'nightly',
  state: 'complete',
  startedAt: '2022-12-29T00:00:00.000Z',
  endedAt: '2022-12-29T00:02:00.000Z',
  expected: 6,
  read: 6,
  missed: 0,
  failed: 0,
  summary: 'read 6 of 6',
  remarks: null,
};

test('the newest runs', async () => {
  expect(await get('/api/v1/runs')).toEqual({ status: 200, body: { runs: [RUN_30, RUN_29] } });
  expect(await get('/api/v1/runs?limit=1')).toEqual({ status: 200, body: { runs: [RUN_30] } });
});
