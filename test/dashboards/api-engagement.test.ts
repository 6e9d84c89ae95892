import { beforeAll, expect, test } from 'vitest';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { insertReadings } from '../../pipeline/store/readings.ts';
import { writeReference } from '../../pipeline/store/reference.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { at, catalogueOf, DOUYIN, KUAISHOU, reading, WEIBO, ZONE } from '../sql/seed.ts';
import { apiOn } from './api-world.ts';

const { db } = testDatabase();
const { get } = apiOn(db);
const EARLY = at('12-29 10:00');
const LATE = at('12-30 17:30');

/** Three clips and a Weibo post; likes are read of two, comments of one and of the post, which is counted by them. */
beforeAll(async () => {
  await writeReference(db, at('12-26 08:00'));
  await applyCatalogue(
    db,
    catalogueOf({
      works: [
        { id: 'clip', series: '问到底' },
        { id: 'post', kind: 'article' },
      ],
      platforms: [DOUYIN, KUAISHOU, WEIBO],
      placements: [
        { externalId: '71', workId: 'clip' },
        { externalId: 'ks', workId: 'clip', platformId: 'kuaishou', accountId: 'kuai' },
        { externalId: '72', workId: 'clip' },
        { externalId: 'wb', workId: 'post', platformId: 'weibo', accountId: 'hao', metric: 'comments' },
      ],
    }),
    at('12-26 08:00'),
  );
  const read = (
    placementId: number,
    values: Record<string, number | readonly [number, number]>,
    observedAt = LATE,
  ) =>
    Object.entries(values).map(([metric, value]) => {
      const [low, high] = typeof value === 'number' ? [value, value] : value;
      return reading({ placementId, metric: metric as 'plays', low, high, observedAt });
    });
  await insertReadings(
    db,
    [
      ...read(1, { plays: 1_000, likes: 40 }, EARLY),
      ...read(1, { plays: 2_000, likes: 50, comments: 7 }),
      ...read(2, { plays: 300, likes: [11_001, 12_999] }, EARLY),
      // The platform said how often it was played, and no longer how often it was liked.
      ...read(2, { plays: 400 }),
      ...read(3, { plays: 20 }),
    ],
    ZONE,
  );
});

const NONE = { expected: 0, fresh: 0, carried: 0, stated: 0, removed: 0, held: 0, never: 0 };

test('acts stand beside the total, each kind by itself, with interval and coverage; none is ever added', async () => {
  const { body } = (await get('/api/v1/campaigns/year-end')) as { body: Record<string, unknown> };
  expect((body.total as { low: number }).low).toBe(2_420);
  expect(body.engagement).toEqual([
    {
      ...{ metric: 'likes', label: { zh: '点赞', en: 'Likes' }, low: 11_051, high: 13_049, placements: 4 },
      coverage: { ...NONE, expected: 2, fresh: 1, carried: 1 },
      wording: { zh: '超过1万次', en: 'over 10,000 likes' },
    },
    {
      ...{ metric: 'comments', label: { zh: '评论', en: 'Comments' }, low: 7, high: 7, placements: 4 },
      // A post that is counted by its comments is expected to have them, and has none yet: no zero.
      coverage: { ...NONE, expected: 2, fresh: 1, never: 1 },
      wording: { zh: '达到7条', en: 'a full 7 comments' },
    },
  ]);
});

test('as of an earlier moment the acts are those of that moment', async () => {
  const { body } = (await get('/api/v1/campaigns/year-end?asOf=2022-12-29T10:00:00Z')) as {
    body: { engagement: { metric: string; low: number }[] };
  };
  expect(body.engagement.map(({ metric, low }) => [metric, low])).toEqual([
    ['likes', 11_041],
    ['comments', null],
  ]);
});

type Listed = { placements: { placementId: number; metric: string; low: number | null; state: string }[] };
const rowsOf = ({ placements }: Listed) =>
  placements.map(({ placementId, metric, low, state }) => [placementId, metric, low, state]);

test('every figure beside the total leads to its placements', async () => {
  const { body } = (await get('/api/v1/campaigns/year-end/beside?family=engagement&metric=likes')) as {
    body: Listed;
  };
  const { placements: _, ...head } = body;
  expect(head).toEqual({
    ...{ asOf: '2022-12-30T10:00:00.000Z', knownAt: '2022-12-30T10:00:00.000Z' },
    ...{ formula: 'video_view_times@1', family: 'engagement', metric: 'likes', added: true },
    ...{ low: 11_051, high: 13_049 },
  });
  expect(rowsOf(body)).toEqual([
    [1, 'likes', 50, 'fresh'],
    [2, 'likes', 11_001, 'carried'],
  ]);
  const family = (await get('/api/v1/campaigns/year-end/beside?family=engagement')) as { body: Listed };
  expect(family.body).toMatchObject({ metric: null, added: false, low: null, high: null });
  expect(rowsOf(family.body)).toEqual([[4, 'comments', null, 'never']]);
});

test('the placements of a kind and of a series are those of its part of the total', async () => {
  const part = async (query: string) => {
    const { body } = (await get(`/api/v1/campaigns/year-end/placements?${query}`)) as {
      body: Listed & { total: object };
    };
    return [body.placements.map(({ placementId }) => placementId), body.total];
  };
  const clips = [[1, 2, 3], { low: 2_420, high: 2_420 }];
  expect(await part('kind=clip')).toEqual(clips);
  expect(await part(`series=${encodeURIComponent('问到底')}`)).toEqual(clips);
  expect(await part('kind=live')).toEqual([[], { low: 0, high: 0 }]);
});

test.each([
  [
    'beside?family=read&metric=likes',
    422,
    'Parameter "metric": "likes" is an act; it goes with family engagement, not with "read".',
  ],
  ['beside?family=acts', 400, /^Parameter "family": expected one of play, read, .*, found "acts"\.$/],
  ['placements?series=x', 400, 'Parameter "series": there is no series "x". There are: 问到底.'],
])('refused with a reason: %s', async (path, status, message) => {
  const answer = (await get(`/api/v1/campaigns/year-end/${path}`)) as {
    status: number;
    body: { error: { message: string } };
  };
  expect(answer.status).toBe(status);
  expect(answer.body.error.message).toMatch(message);
});
