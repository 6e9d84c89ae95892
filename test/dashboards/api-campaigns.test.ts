import { beforeAll, expect, test } from 'vitest';
import type { Campaign } from '../../dashboards/api/contract.ts';
import { definitionOn } from '../../pipeline/domain/definitions.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { apiOn, seedCampaign } from './api-world.ts';

const database = testDatabase();
beforeAll(() => seedCampaign(database.db));
const { get } = apiOn(database.db);

const CARD = {
  id: 'year-end',
  name: '向群众汇报',
  nameEn: 'Reporting to the People',
  organiser: '海河传媒中心',
  timeZone: 'Asia/Shanghai',
  startsOn: '2022-12-27',
  endsOn: '2022-12-30',
  simulated: true,
  goal: 1_000_000,
};

const NOW = '2022-12-30T10:00:00.000Z';

test('the list of campaigns', async () => {
  expect(await get('/api/v1/campaigns')).toEqual({ status: 200, body: { campaigns: [CARD] } });
});

const definition = (platform: string, name: { zh: string; en: string }, metric: 'plays' | 'live_entries') => {
  const rule = definitionOn(platform, metric, '2022-12-30');
  if (!rule) throw new Error(`no rule of ${platform} ${metric}`);
  return {
    platform,
    platformName: name,
    metric,
    rule: { zh: rule.ruleZh, en: rule.ruleEn },
    source: rule.source,
    strength: rule.strength,
    validFrom: rule.validFrom,
    validTo: rule.validTo,
    from: '2022-12-27',
    to: '2022-12-30',
  };
};

test('the head of a campaign: sentence, interval, coverage, what is missing, what stands beside', async () => {
  expect(await get('/api/v1/campaigns/year-end')).toEqual({
    status: 200,
    body: {
      campaign: { ...CARD, note: '播出次序未公布', previous: null },
      asOf: NOW,
      knownAt: NOW,
      formula: {
        name: 'video_view_times@1',
        families: ['play', 'live_entry'],
        label: { zh: '视频观看总量', en: 'video view-times' },
      },
      episodesCounted: 2,
      episodesPlanned: 3,
      total: {
        low: 611_341,
        high: 613_339,
        wording: { zh: '超过61万人次', en: 'over 610,000 view-times' },
        sentence: {
          zh: '截至 2022年12月30日 18:00，2期节目视频观看总量超过61万人次',
          en: 'As of 30 December 2022, 18:00, total video view-times of 2 episodes: over 610,000 view-times',
        },
        complete: false,
      },
      coverage: { expected: 4, fresh: 2, carried: 1, stated: 0, removed: 0, held: 0, never: 1 },
      adjustments: [],
      missing: [
        {
          placementId: 2,
          episodeId: 'civil',
          episodeTitle: '民政',
          workId: 'civil-clip',
          workTitle: '作品 civil-clip',
          kind: 'clip',
          platform: 'kuaishou',
          platformName: { zh: '快手', en: 'Kuaishou' },
          account: '天津广播',
          accounts: ['kuai'],
          externalId: 'ks-civil',
          url: 'https://example.test/ks-civil',
          metric: 'plays',
          family: 'play',
          apart: null,
          replaces: '',
          source: 'api',
          state: 'carried',
          low: 88_000,
          high: 88_000,
          observedAt: '2022-12-28T18:00:00.000Z',
          reason: 'kuaishou answered 502 five times',
          reasonText: {
            zh: '原文：“kuaishou answered 502 five times”',
            en: 'kuaishou answered 502 five times',
          },
        },
        {
          placementId: 4,
          episodeId: 'education',
          episodeTitle: '教育',
          workId: 'edu-live',
          workTitle: '作品 edu-live',
          kind: 'live',
          platform: 'douyin',
          platformName: { zh: '抖音', en: 'Douyin' },
          account: '津云号',
          accounts: ['jinyun'],
          externalId: 'dy-live',
          url: 'https://example.test/dy-live',
          metric: 'live_entries',
          family: 'live_entry',
          apart: null,
          replaces: '',
          source: null,
          state: 'never',
          low: null,
          high: null,
          observedAt: null,
          reason: 'not read yet',
          reasonText: { zh: '还没有读到过。', en: 'Not read yet.' },
        },
      ],
      apart: [],
      notes: [],
      beside: [
        {
          family: 'read',
          label: { zh: '阅读', en: 'Reads' },
          low: 100_001,
          high: null,
          added: true,
          adjustments: [],
          coverage: { expected: 1, fresh: 1, carried: 0, stated: 0, removed: 0, held: 0, never: 0 },
          wording: { zh: '超过10万次', en: 'over 100,000 reads' },
        },
        {
          family: 'exposure',
          label: { zh: '展现', en: 'Exposures' },
          low: 2_345_678,
          high: 2_345_678,
          added: true,
          adjustments: [],
          coverage: { expected: 1, fresh: 1, carried: 0, stated: 0, removed: 0, held: 0, never: 0 },
          wording: { zh: '超过234万次', en: 'over 2.34 million exposures' },
        },
      ],
      engagement: [],
      breaks: [],
      definitions: [
        definition('douyin', { zh: '抖音', en: 'Douyin' }, 'live_entries'),
        definition('douyin', { zh: '抖音', en: 'Douyin' }, 'plays'),
        definition('kuaishou', { zh: '快手', en: 'Kuaishou' }, 'plays'),
      ],
      lastRun: {
        id: 'run-30',
        state: 'incomplete',
        startedAt: '2022-12-30T09:30:00.000Z',
        endedAt: '2022-12-30T09:31:00.000Z',
      },
    },
  });
});

const headOf = async (query: string) => {
  const { body } = await get(`/api/v1/campaigns/year-end?${query}`);
  const { asOf, knownAt, formula, total, coverage, lastRun, episodesCounted } = body as Campaign;
  return {
    asOf,
    knownAt,
    formula: formula.name,
    low: total.low,
    high: total.high,
    wording: total.wording,
    sentence: total.sentence.zh,
    coverage,
    lastRun: lastRun?.id ?? null,
    episodesCounted,
  };
};

test('as of an earlier moment, known now', async () => {
  expect(await headOf('asOf=2022-12-28T00:00:00%2B08:00')).toEqual({
    asOf: '2022-12-27T16:00:00.000Z',
    knownAt: NOW,
    formula: 'video_view_times@1',
    low: 209_000,
    high: 209_000,
    wording: { zh: '超过20万人次', en: 'over 200,000 view-times' },
    sentence: '截至 2022年12月28日 00:00，1期节目视频观看总量超过20万人次',
    coverage: { expected: 3, fresh: 1, carried: 1, stated: 0, removed: 0, held: 0, never: 1 },
    lastRun: null,
    episodesCounted: 1,
  });
});

test('as of that moment, as known then: the late reading is not in it', async () => {
  expect(await headOf('asOf=2022-12-27T16:00:00Z&knownAt=2022-12-27T16:00:00Z')).toEqual({
    asOf: '2022-12-27T16:00:00.000Z',
    knownAt: '2022-12-27T16:00:00.000Z',
    formula: 'video_view_times@1',
    low: 200_000,
    high: 200_000,
    wording: { zh: '达到20万人次', en: 'a full 200,000 view-times' },
    sentence: '截至 2022年12月28日 00:00，1期节目视频观看总量达到20万人次',
    coverage: { expected: 3, fresh: 1, carried: 0, stated: 0, removed: 0, held: 0, never: 2 },
    lastRun: null,
    episodesCounted: 1,
  });
});

test('under another formula', async () => {
  expect(await headOf('formula=content_view_times')).toEqual({
    asOf: NOW,
    knownAt: NOW,
    formula: 'content_view_times@1',
    low: 711_342,
    high: null,
    wording: { zh: '超过71万人次', en: 'over 710,000 view-times' },
    sentence: '截至 2022年12月30日 18:00，2期节目内容传播总量超过71万人次',
    coverage: { expected: 5, fresh: 3, carried: 1, stated: 0, removed: 0, held: 0, never: 1 },
    lastRun: 'run-30',
    episodesCounted: 2,
  });
});

test('the present is the last instant before what waits in the spool', async () => {
  const waiting = apiOn(database.db, { knownAt: Date.parse('2022-12-30T09:30:00.999Z') });
  const { body } = await waiting.get('/api/v1/campaigns/year-end');
  expect(body).toMatchObject({
    asOf: NOW,
    knownAt: '2022-12-30T09:30:00.999Z',
    total: { low: 497_000, high: 497_000, complete: false },
  });
});
