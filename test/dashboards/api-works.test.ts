import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../setup/clickhouse.ts';
import { apiOn, seedCampaign } from './api-world.ts';

const { db } = testDatabase();
beforeAll(() => seedCampaign(db));
const { get } = apiOn(db);

const NOW = '2022-12-30T10:00:00.000Z';
const HEAD = { asOf: NOW, knownAt: NOW, formula: 'video_view_times@1' };
const NONE = { expected: 0, fresh: 0, carried: 0, stated: 0, removed: 0, held: 0, never: 0 };

test('an episode cut by work: parts and total, and what stands beside them', async () => {
  const { status, body } = await get('/api/v1/campaigns/year-end/works?episode=education');
  const { works, beside, ...rest } = body as { works: object[]; beside: { placementId: number }[] };
  expect(status).toBe(200);
  expect(rest).toEqual({ ...HEAD, apart: [], adjustments: [], total: { low: 512_340, high: 512_340 } });
  expect(works).toEqual([
    {
      ...{ id: 'edu-clip', title: '作品 edu-clip', kind: 'clip', series: '', episodeId: 'education' },
      ...{ publishedAt: null, low: 512_340, high: 512_340, adjusted: null, placements: 1 },
      wording: { zh: '超过51万人次', en: 'over 510,000 view-times' },
      coverage: { ...NONE, expected: 1, fresh: 1 },
    },
    {
      ...{
        id: 'edu-article',
        title: '作品 edu-article',
        kind: 'article',
        series: '',
        episodeId: 'education',
      },
      ...{ publishedAt: null, low: 0, high: 0, adjusted: null, placements: 0 },
      wording: { zh: '尚无可用读数', en: 'no usable reading yet' },
      coverage: NONE,
    },
    {
      ...{ id: 'edu-live', title: '作品 edu-live', kind: 'live', series: '', episodeId: 'education' },
      ...{ publishedAt: null, low: 0, high: 0, adjusted: null, placements: 1 },
      wording: { zh: '尚无可用读数', en: 'no usable reading yet' },
      coverage: { ...NONE, expected: 1, never: 1 },
    },
  ]);
  expect(beside.map(({ placementId }) => placementId)).toEqual([5, 6]);
});

test('the sum of works and episode totals are one: episodes and works of the campaign alone', async () => {
  const totalOf = async (part: string) => {
    const { body } = await get(`/api/v1/campaigns/year-end/works${part}`);
    return (body as { total: unknown }).total;
  };
  expect({
    all: await totalOf(''),
    education: await totalOf('?episode=education'),
    alone: await totalOf('?episode='),
    work: await totalOf('?work=edu-clip'),
  }).toEqual({
    all: { low: 611_341, high: 613_339 },
    education: { low: 512_340, high: 512_340 },
    alone: { low: 11_001, high: 12_999 },
    work: { low: 512_340, high: 512_340 },
  });
});

test('placements and days of one work', async () => {
  const { body } = await get('/api/v1/campaigns/year-end/placements?work=edu-clip');
  const { placements, total } = body as { placements: { placementId: number }[]; total: unknown };
  expect(placements.map(({ placementId }) => placementId)).toEqual([1]);
  expect(total).toEqual({ low: 512_340, high: 512_340 });
  const series = await get('/api/v1/campaigns/year-end/series?work=edu-clip');
  const { buckets, workId } = series.body as { workId: string; buckets: { name: string; low: number }[] };
  expect(workId).toBe('edu-clip');
  expect(buckets.map(({ name, low }) => [name, low])).toEqual([
    ['2022-12-26', 0],
    ['2022-12-27', 200_000],
    ['2022-12-28', 400_000],
    ['2022-12-29', 400_000],
    ['2022-12-30', 512_340],
  ]);
});

test('the last days of every placement and work, missing before the first reading', async () => {
  const { status, body } = await get('/api/v1/campaigns/year-end/trends?episode=education');
  const { days, works, placements, ...head } = body as {
    days: string[];
    works: { id: string; lows: (number | null)[] }[];
    placements: { placementId: number; lows: (number | null)[] }[];
  };
  expect([status, head]).toEqual([200, { ...HEAD, timeZone: 'Asia/Shanghai' }]);
  expect([days.length, days[0], days.at(-1)]).toEqual([30, '2022-12-01', '2022-12-30']);
  const clip = [null, 200_000, 400_000, 400_000, 512_340];
  const never = [null, null, null, null, null];
  expect(works.map(({ id, lows }) => [id, lows.slice(-5)])).toEqual([
    ['edu-clip', clip],
    ['edu-live', never],
  ]);
  expect(placements.map(({ placementId, lows }) => [placementId, lows.slice(-5)])).toEqual([
    [1, clip],
    [4, never],
  ]);
});

test.each([
  ['works?episode=nowhere', 'Parameter "episode": there is no episode "nowhere".'],
  ['works?work=nothing', 'Parameter "work": there is no work "nothing".'],
])('%s names nothing and is refused', async (path, said) => {
  const { status, body } = await get(`/api/v1/campaigns/year-end/${path}`);
  const { kind, message } = (body as { error: { kind: string; message: string } }).error;
  expect([status, kind, message.slice(0, said.length)]).toEqual([400, 'bad-parameter', said]);
});
