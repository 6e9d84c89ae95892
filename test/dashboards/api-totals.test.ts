import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../setup/clickhouse.ts';
import { apiOn, seedCampaign } from './api-world.ts';

const database = testDatabase();
beforeAll(() => seedCampaign(database.db));
const { get } = apiOn(database.db);

const NOW = '2022-12-30T10:00:00.000Z';
const COUNTED = { asOf: NOW, knownAt: NOW, formula: 'video_view_times@1' };
const coverage = (parts: Record<string, number>) => ({
  expected: 0,
  fresh: 0,
  carried: 0,
  stated: 0,
  removed: 0,
  held: 0,
  never: 0,
  ...parts,
});

test('the total cut by episode: episodes and works of the campaign alone make the whole', async () => {
  expect(await get('/api/v1/campaigns/year-end/episodes')).toEqual({
    status: 200,
    body: {
      ...COUNTED,
      episodes: [
        {
          id: 'education',
          number: 1,
          title: '教育',
          organisation: '市教委',
          organisationEn: 'Education',
          status: 'aired',
          airedAt: '2022-12-27T01:00:00.000Z',
          low: 512_340,
          high: 512_340,
          adjusted: null,
          wording: { zh: '超过51万人次', en: 'over 510,000 view-times' },
          coverage: coverage({ expected: 2, fresh: 1, never: 1 }),
        },
        {
          id: 'civil',
          number: 2,
          title: '民政',
          organisation: '市民政局',
          organisationEn: 'Civil affairs',
          status: 'aired',
          airedAt: '2022-12-28T01:00:00.000Z',
          low: 88_000,
          high: 88_000,
          adjusted: null,
          wording: { zh: '超过8万人次', en: 'over 80,000 view-times' },
          coverage: coverage({ expected: 1, carried: 1 }),
        },
        {
          id: 'water',
          number: 3,
          title: '水务',
          organisation: '市水务局',
          organisationEn: 'Water',
          status: 'planned',
          airedAt: '2022-12-31T01:00:00.000Z',
          low: 0,
          high: 0,
          adjusted: null,
          wording: { zh: '尚无可用读数', en: 'no usable reading yet' },
          coverage: coverage({}),
        },
        {
          id: 'dropped',
          number: 4,
          title: '商务',
          organisation: '市商务局',
          organisationEn: 'Commerce',
          status: 'cancelled',
          airedAt: null,
          low: 0,
          high: 0,
          adjusted: null,
          wording: { zh: '尚无可用读数', en: 'no usable reading yet' },
          coverage: coverage({}),
        },
      ],
      campaignLevel: {
        low: 11_001,
        high: 12_999,
        adjusted: null,
        coverage: coverage({ expected: 1, fresh: 1 }),
      },
      adjustments: [],
      total: { low: 611_341, high: 613_339 },
    },
  });
});

test('the total cut by platform', async () => {
  expect(await get('/api/v1/campaigns/year-end/platforms')).toEqual({
    status: 200,
    body: {
      ...COUNTED,
      platforms: [
        {
          id: 'douyin',
          name: { zh: '抖音', en: 'Douyin' },
          group: 'commercial',
          low: 523_341,
          high: 525_339,
          adjusted: null,
          placements: 3,
          coverage: coverage({ expected: 3, fresh: 2, never: 1 }),
        },
        {
          id: 'kuaishou',
          name: { zh: '快手', en: 'Kuaishou' },
          group: 'commercial',
          low: 88_000,
          high: 88_000,
          adjusted: null,
          placements: 1,
          coverage: coverage({ expected: 1, carried: 1 }),
        },
      ],
      adjustments: [],
      total: { low: 611_341, high: 613_339 },
    },
  });
});
