import { beforeAll, expect, test } from 'vitest';
import { DAY } from '../../pipeline/days.ts';
import { applyCatalogue } from '../../pipeline/store/apply-catalogue.ts';
import { insertReadings } from '../../pipeline/store/readings.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { at, catalogueOf, reading, ZONE } from '../sql/seed.ts';
import { apiOn, seedCampaign } from './api-world.ts';

const { db } = testDatabase();
const REGISTERED = at('12-26 08:00');
const YEAR = 365 * DAY;

/** Last year's campaign: one clip, read each evening. */
const seedLastYear = async (): Promise<void> => {
  const catalogue = catalogueOf({
    id: 'last-year',
    episodes: [{ id: 'education-2021', airedAt: at('12-27 09:00') - YEAR }],
    works: [{ id: 'clip-2021', episodeId: 'education-2021' }],
    placements: [{ externalId: 'dy-2021', workId: 'clip-2021', publishedAt: at('12-27 12:00') - YEAR }],
  });
  await applyCatalogue(
    db,
    { ...catalogue, campaign: { ...catalogue.campaign, startsOn: '2021-12-27', endsOn: '2021-12-30' } },
    REGISTERED,
  );
  const days = [27, 28, 29, 30];
  await insertReadings(
    db,
    days.map((day, index) =>
      reading({
        placementId: 9,
        observedAt: at(`12-${day} 23:59`) - YEAR,
        recordedAt: REGISTERED,
        value: (index + 1) * 100_000,
        intervalS: 86_400,
      }),
    ),
    ZONE,
  );
};

beforeAll(async () => {
  await seedCampaign(db);
  await seedLastYear();
});
const { get } = apiOn(db);
const bodyOf = async (path: string) => (await get(path)).body as Record<string, never>;

const NOW = '2022-12-30T10:00:00.000Z';
const MOMENT = { asOf: NOW, knownAt: NOW };
const plain = { partial: 0, wavered: 0, sourceChanged: 0, steps: [] };

test('the days of the campaign: the total at the end of each, and its growth as far as anybody knows', async () => {
  const { buckets, ...head } = await bodyOf(
    '/api/v1/campaigns/year-end/series?from=2022-12-28T00:00:00%2B08:00',
  );
  expect(head).toEqual({
    ...MOMENT,
    ...{
      campaignId: 'year-end',
      timeZone: 'Asia/Shanghai',
      by: 'day',
      episodeId: null,
      workId: null,
      placementId: null,
    },
    ...{ formula: 'video_view_times@1', toleranceS: 600 },
  });
  expect(buckets).toEqual([
    {
      ...{ name: '2022-12-28', from: '2022-12-27T16:00:00.000Z', to: '2022-12-28T16:00:00.000Z' },
      ...{ low: 409_000, high: 409_000, expected: 4, counted: 2 },
      // Two drawn to their next reading, the clip of Kuaishou from 0 at publication to the first; the live show never read.
      end: { low: 488_154, high: 489_239, read: 0, interpolated: 3, carried: 0, unread: 1 },
      growth: { low: 269_715, high: 271_354 },
      // Read once a day: nobody knows on which side of midnight any of it grew.
      ...{ risen: 200_000, acrossStart: 200_000 },
      ...{ estimated: true, grown: 3, interpolated: 3, unknown: 1, ...plain },
    },
    {
      ...{ name: '2022-12-29', from: '2022-12-28T16:00:00.000Z', to: '2022-12-29T16:00:00.000Z' },
      ...{ low: 497_000, high: 497_000, expected: 4, counted: 3 },
      end: { low: 564_696, high: 566_309, read: 0, interpolated: 2, carried: 1, unread: 1 },
      growth: { low: 75_457, high: 78_155 },
      ...{ risen: 88_000, acrossStart: 88_000 },
      ...{ estimated: true, grown: 3, interpolated: 3, unknown: 1, ...plain, partial: 1 },
    },
    {
      ...{ name: '2022-12-30', from: '2022-12-29T16:00:00.000Z', to: NOW },
      ...{ low: 611_341, high: 613_339, expected: 4, counted: 3 },
      end: { low: 611_341, high: 613_339, read: 0, interpolated: 0, carried: 3, unread: 1 },
      growth: { low: 45_032, high: 48_643 },
      ...{ risen: 114_341, acrossStart: 114_341 },
      ...{ estimated: true, grown: 2, interpolated: 2, unknown: 2, ...plain, partial: 2 },
    },
  ]);
});

test('the hours of one placement, which needs no formula', async () => {
  const { buckets, ...head } = await bodyOf(
    '/api/v1/campaigns/year-end/series?by=hour&placement=1&from=2022-12-27T14:30:00Z&to=2022-12-27T16:00:00Z',
  );
  expect(head).toMatchObject({ by: 'hour', placementId: 1, formula: null });
  expect(buckets).toEqual([
    {
      ...{ name: '2022-12-27T22:00+08:00', from: '2022-12-27T14:00:00.000Z', to: '2022-12-27T15:00:00.000Z' },
      ...{ low: 200_000, high: 200_000, expected: 1, counted: 1 },
      end: { low: 200_000, high: 200_000, read: 1, interpolated: 0, carried: 0, unread: 0 },
      // Eleven hours from 0 at noon to 200,000: ten elevenths of them at ten.
      growth: { low: 18_181, high: 18_182 },
      ...{ risen: 200_000, acrossStart: 200_000 },
      ...{ estimated: true, grown: 1, interpolated: 1, unknown: 0, ...plain },
    },
    {
      ...{ name: '2022-12-27T23:00+08:00', from: '2022-12-27T15:00:00.000Z', to: '2022-12-27T16:00:00.000Z' },
      ...{ low: 200_000, high: 200_000, expected: 1, counted: 1 },
      end: { low: 208_333, high: 208_334, read: 0, interpolated: 1, carried: 0, unread: 0 },
      growth: { low: 8_333, high: 8_334 },
      ...{ risen: 0, acrossStart: 0 },
      ...{ estimated: true, grown: 1, interpolated: 1, unknown: 0, ...plain },
    },
  ]);
});

test('as known before the first readings, what was never read has no count and no growth', async () => {
  const { buckets } = await bodyOf(
    '/api/v1/campaigns/year-end/series?asOf=2022-12-27T10:00:00Z&knownAt=2022-12-27T10:00:00Z&episode=education',
  );
  const never = { low: null, high: null };
  expect(buckets).toEqual([
    {
      ...{ name: '2022-12-26', from: '2022-12-25T16:00:00.000Z', to: '2022-12-26T16:00:00.000Z' },
      ...{ low: 0, high: 0, expected: 0, counted: 0 },
      end: { low: 0, high: 0, read: 0, interpolated: 0, carried: 0, unread: 0 },
      growth: null,
      ...{ risen: 0, acrossStart: 0 },
      ...{ estimated: false, grown: 0, interpolated: 0, unknown: 0, ...plain },
    },
    {
      ...{ name: '2022-12-27', from: '2022-12-26T16:00:00.000Z', to: '2022-12-27T10:00:00.000Z', ...never },
      ...{ expected: 2, counted: 0 },
      end: { ...never, read: 0, interpolated: 0, carried: 0, unread: 2 },
      growth: null,
      ...{ risen: null, acrossStart: 0 },
      ...{ estimated: false, grown: 0, interpolated: 0, unknown: 2, ...plain },
    },
  ]);
});

test('growth between two moments is the difference of the totals, exactly', async () => {
  const { before, after, ...rest } = await bodyOf(
    '/api/v1/campaigns/year-end/growth?from=2022-12-29T10:00:00Z&knownAt=2022-12-30T10:00:00Z',
  );
  expect([before, after]).toMatchObject([
    { low: 497_000, high: 497_000, coverage: { expected: 4, never: 1 } },
    { low: 611_341, high: 613_339, coverage: { expected: 4, never: 1 } },
  ]);
  expect(rest).toEqual({
    ...{ campaignId: 'year-end', timeZone: 'Asia/Shanghai', formula: 'video_view_times@1' },
    ...{ from: '2022-12-29T10:00:00.000Z', to: NOW, knownAt: NOW },
    label: { zh: '两个时刻之间的增长', en: 'growth between two moments' },
    growth: { low: 114_341, high: 116_339 },
    unread: 1,
    episodes: [
      { episodeId: 'education', growth: { low: 112_340, high: 112_340 } },
      { episodeId: 'civil', growth: { low: 0, high: 0 } },
      { episodeId: null, growth: { low: 2_001, high: 3_999 } },
    ],
  });
});

test('episodes at equal age: the total then, and beside it the count at the instant itself', async () => {
  const { ages, episodes } = await bodyOf('/api/v1/campaigns/year-end/equal-age');
  expect(ages).toEqual([
    { id: '1h', hours: 1 },
    { id: '1d', hours: 24 },
    { id: '3d', hours: 72 },
    { id: '7d', hours: 168 },
    { id: '30d', hours: 720 },
  ]);
  const of = { number: 1, title: '教育', organisation: '市教委', organisationEn: 'Education' };
  const [education, civil, water, ...others] = episodes as unknown as Record<string, unknown>[];
  expect(education).toEqual({
    ...{ id: 'education', ...of, airedAt: '2022-12-27T01:00:00.000Z' },
    at: {
      // The live show only, not read.
      '1h': {
        ...{ at: '2022-12-27T02:00:00.000Z', low: null, high: null, expected: 1, counted: 0, read: 0 },
        ...{ estimated: false, estimate: { low: null, high: null } },
      },
      '1d': {
        ...{ at: '2022-12-28T01:00:00.000Z', low: 200_000, high: 200_000, expected: 2, counted: 1, read: 0 },
        ...{ estimated: true, estimate: { low: 283_333, high: 283_334 } },
      },
      '3d': {
        ...{ at: '2022-12-30T01:00:00.000Z', low: 400_000, high: 400_000, expected: 2, counted: 1, read: 0 },
        ...{ estimated: true, estimate: { low: 489_872, high: 489_872 } },
      },
      '7d': null,
      '30d': null,
    },
  });
  expect(civil).toMatchObject({ id: 'civil', at: { '1d': { low: 88_000 }, '3d': null } });
  expect(water).toMatchObject({ id: 'water', at: { '1h': null, '1d': null } });
  expect(others).toEqual([]);
});

test('the campaign beside last year’s, at equal age', async () => {
  const { campaign, other, days, episodes, ...head } = await bodyOf(
    '/api/v1/campaigns/year-end/comparison?with=last-year',
  );
  expect(head).toEqual({ ...MOMENT, formula: 'video_view_times@1', ageHours: 90 });
  expect([campaign, other]).toMatchObject([
    { id: 'year-end', equalAt: NOW, now: { low: 611_341 }, atEqualAge: { low: 611_341 } },
    {
      id: 'last-year',
      // Three days and 18 hours after its first midnight.
      equalAt: '2021-12-30T10:00:00.000Z',
      now: { low: 400_000, high: 400_000 },
      atEqualAge: { low: 300_000, high: 300_000 },
    },
  ]);
  expect(
    (days as unknown as Record<string, Record<string, unknown>>[]).map(
      ({ day, campaign: ours, other: theirs }) => [
        day,
        ours?.date,
        ours?.low,
        theirs?.date,
        theirs?.low,
        theirs?.growth,
      ],
    ),
  ).toEqual([
    [1, '2022-12-27', 209_000, '2021-12-27', 100_000, { low: 100_000, high: 100_000 }],
    [2, '2022-12-28', 409_000, '2021-12-28', 200_000, { low: 100_000, high: 100_000 }],
    [3, '2022-12-29', 497_000, '2021-12-29', 300_000, { low: 100_000, high: 100_000 }],
    [4, '2022-12-30', 611_341, '2021-12-30', 400_000, { low: 100_000, high: 100_000 }],
  ]);
  expect(episodes).toMatchObject([
    {
      rank: 1,
      campaign: { id: 'education' },
      other: { id: 'education-2021', at: { '3d': { low: 300_000 } } },
    },
    { rank: 2, campaign: { id: 'civil' }, other: null },
    { rank: 3, campaign: { id: 'water' }, other: null },
  ]);
});

test.each([
  [
    'series?by=hour&from=2022-12-01T00:00:00Z',
    422,
    'range',
    'An hourly series covers at most 336 hours (14 days)',
  ],
  ['series?from=2022-12-31T00:00:00Z', 422, 'range', 'A series needs a beginning before its end'],
  ['series?episode=nobody', 404, 'unknown-scope', 'There is no episode "nobody" in year-end.'],
  ['series?placement=999', 404, 'unknown-scope', 'There is no placement 999 in year-end.'],
  [
    'series?placement=1&episode=education',
    400,
    'bad-parameter',
    'Name an episode, a work or a placement, and only one of them.',
  ],
  ['series?by=week', 400, 'bad-parameter', 'Parameter "by": expected hour or day, found "week".'],
  ['growth', 400, 'bad-parameter', 'Parameter "from": expected an instant'],
  ['growth?from=2022-12-30T10:00:00Z', 422, 'range', 'Growth needs two moments in order'],
  ['comparison', 422, 'refused', 'Campaign year-end names no campaign before it'],
  ['comparison?with=nobody', 404, 'unknown-campaign', 'There is no campaign "nobody".'],
] as const)('refused with a reason: %s', async (query, status, kind, message) => {
  const answer = await get(`/api/v1/campaigns/year-end/${query}`);
  const { error } = answer.body as { error: { kind: string; message: string } };
  expect([answer.status, error.kind]).toEqual([status, kind]);
  expect(error.message).toContain(message);
});
