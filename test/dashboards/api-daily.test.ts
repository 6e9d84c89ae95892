import { beforeAll, describe, expect, test } from 'vitest';
import type { Daily } from '../../dashboards/api/contract.ts';
import { campaignDays, readEachDay, sumEachDay } from '../../dashboards/api/curve.ts';
import { findFormula } from '../../pipeline/domain/formula.ts';
import { findCampaign } from '../../pipeline/jobs/figures.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { apiOn, NOW as NOW_MS, seedCampaign } from './api-world.ts';

const database = testDatabase();
beforeAll(() => seedCampaign(database.db));
const { get } = apiOn(database.db);

const NOW = '2022-12-30T10:00:00.000Z';
const COUNTED = { asOf: NOW, knownAt: NOW, formula: 'video_view_times@1' };

const BROADCASTS = [
  {
    date: '2022-12-27',
    at: '2022-12-27T01:00:00.000Z',
    episodeId: 'education',
    label: '市教委',
    labelEn: 'Education',
  },
  {
    date: '2022-12-28',
    at: '2022-12-28T01:00:00.000Z',
    episodeId: 'civil',
    label: '市民政局',
    labelEn: 'Civil affairs',
  },
];
const DAYS = [
  {
    date: '2022-12-26',
    at: '2022-12-26T15:59:59.999Z',
    low: 9_000,
    high: 9_000,
    growth: 9_000,
    expected: 1,
    carried: 0,
  },
  {
    date: '2022-12-27',
    at: '2022-12-27T15:59:59.999Z',
    low: 209_000,
    high: 209_000,
    growth: 200_000,
    expected: 3,
    carried: 2,
  },
  {
    date: '2022-12-28',
    at: '2022-12-28T15:59:59.999Z',
    low: 409_000,
    high: 409_000,
    growth: 200_000,
    expected: 4,
    carried: 3,
  },
  {
    date: '2022-12-29',
    at: '2022-12-29T15:59:59.999Z',
    low: 497_000,
    high: 497_000,
    growth: 88_000,
    expected: 4,
    carried: 4,
  },
];

test('the curve begins with the first publication and ends at T', async () => {
  expect(await get('/api/v1/campaigns/year-end/daily')).toEqual({
    status: 200,
    body: {
      ...COUNTED,
      timeZone: 'Asia/Shanghai',
      days: [
        ...DAYS,
        {
          date: '2022-12-30',
          at: NOW,
          low: 611_341,
          high: 613_339,
          growth: 114_341,
          expected: 4,
          carried: 2,
        },
      ],
      adjustments: [],
      breaks: [],
      broadcasts: BROADCASTS,
    },
  });
});

describe('of a part', () => {
  const part = async (query: string) => {
    const { body } = await get(`/api/v1/campaigns/year-end/daily?${query}`);
    const { days, broadcasts } = body as Daily;
    return {
      days: days.map(({ date, low, high, growth, expected, carried }) => [
        ...[date.slice(5), low, high, growth, expected, carried],
      ]),
      broadcasts: broadcasts.map(({ episodeId }) => episodeId),
    };
  };

  test('an episode has its own days, with those that were overdue, and its own broadcast', async () => {
    expect(await part('episode=education')).toEqual({
      days: [
        ['12-26', 0, 0, 0, 0, 0],
        ['12-27', 200_000, 200_000, 200_000, 2, 1],
        ['12-28', 400_000, 400_000, 200_000, 2, 1],
        ['12-29', 400_000, 400_000, 0, 2, 2],
        ['12-30', 512_340, 512_340, 112_340, 2, 1],
      ],
      broadcasts: ['education'],
    });
  });

  test('episodes and works of the campaign alone are the whole; a work is a part of them', async () => {
    const whole = await part('');
    const parts = await Promise.all(['education', 'civil', ''].map(id => part(`episode=${id}`)));
    const sum = (at: number, column: number) =>
      parts.reduce((total, { days }) => total + Number(days[at]?.[column]), 0);
    expect(whole.days.map(([date], at) => [date, ...[1, 2, 3, 4, 5].map(column => sum(at, column))])).toEqual(
      whole.days,
    );
    expect((await part('work=trailer')).days).toEqual((await part('episode=')).days);
  });

  test('one that there is not is refused', async () => {
    const answers = await Promise.all(
      ['episode=nowhere', 'work=nothing'].map(query => get(`/api/v1/campaigns/year-end/daily?${query}`)),
    );
    expect(answers.map(({ status }) => status)).toEqual([400, 400]);
  });
});

test('each day summed from the readings is the day of the rollup', async () => {
  const campaign = await findCampaign(database.db, 'year-end');
  const now = { asOf: NOW_MS, knownAt: NOW_MS };
  const days = await campaignDays(database.db, campaign, now);
  for (const name of ['video_view_times', 'content_view_times']) {
    const formula = findFormula(name);
    expect(await sumEachDay(database.db, campaign, formula, NOW_MS, days)).toEqual(
      await readEachDay(database.db, campaign, formula, NOW_MS, days),
    );
  }
});

test('as known a moment before the last reading was taken down, the curve ends without it', async () => {
  const { body } = await get('/api/v1/campaigns/year-end/daily?knownAt=2022-12-30T09:30:00.999Z');
  expect((body as Daily).days).toEqual([
    ...DAYS,
    { date: '2022-12-30', at: NOW, low: 497_000, high: 497_000, growth: 0, expected: 4, carried: 4 },
  ]);
});

test('as known before the late reading the first day has none, and is no zero: the placement is overdue', async () => {
  const query = 'asOf=2022-12-27T15:59:59.999Z&knownAt=2022-12-27T15:59:59.999Z';
  expect(await get(`/api/v1/campaigns/year-end/daily?${query}`)).toEqual({
    status: 200,
    body: {
      asOf: '2022-12-27T15:59:59.999Z',
      knownAt: '2022-12-27T15:59:59.999Z',
      formula: 'video_view_times@1',
      timeZone: 'Asia/Shanghai',
      days: [
        {
          date: '2022-12-26',
          at: '2022-12-26T15:59:59.999Z',
          low: 0,
          high: 0,
          growth: 0,
          expected: 1,
          carried: 1,
        },
        {
          date: '2022-12-27',
          at: '2022-12-27T15:59:59.999Z',
          low: 200_000,
          high: 200_000,
          growth: 200_000,
          expected: 3,
          carried: 2,
        },
      ],
      adjustments: [],
      breaks: [],
      broadcasts: BROADCASTS.slice(0, 1),
    },
  });
});

test('as of an earlier moment the curve ends there', async () => {
  const { body } = await get('/api/v1/campaigns/year-end/daily?asOf=2022-12-28T15:30:00Z');
  expect((body as Daily).days).toEqual([...DAYS.slice(0, 2), { ...DAYS[2], at: '2022-12-28T15:30:00.000Z' }]);
});

test('before the campaign there are no days', async () => {
  const { body } = await get('/api/v1/campaigns/year-end/daily?asOf=2022-12-20T00:00:00Z');
  expect(body).toEqual({
    asOf: '2022-12-20T00:00:00.000Z',
    knownAt: NOW,
    formula: 'video_view_times@1',
    timeZone: 'Asia/Shanghai',
    days: [],
    adjustments: [],
    breaks: [],
    broadcasts: [],
  });
});
