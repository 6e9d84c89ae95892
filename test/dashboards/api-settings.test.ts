import { beforeAll, expect, test } from 'vitest';
import { loadCollectors } from '../../collectors/registry.ts';
import type { ApiDeps } from '../../dashboards/api/app.ts';
import type { SettingsBody } from '../../dashboards/api/contract.ts';
import { METRIC_DEFINITIONS } from '../../pipeline/domain/definitions.ts';
import { DEFAULT_RULES } from '../../pipeline/domain/rules.ts';
import type { Desk } from '../../pipeline/jobs/desk.ts';
import { insertRules } from '../../pipeline/store/rules.ts';
import { writeStatedRules } from '../../pipeline/store/stated-rules.ts';
import { testDatabase } from '../setup/clickhouse.ts';
import { at, DOUYIN, ZONE } from '../sql/seed.ts';
import { apiOn, NOW, seedCampaign } from './api-world.ts';

const { db } = testDatabase();
beforeAll(async () => {
  await seedCampaign(db);
  for (const [day, plays] of [
    ['12-26 09:00', '播放一次计一次'],
    ['12-29 09:00', '播放三秒计一次'],
  ] as const)
    await writeStatedRules(db, [{ ...DOUYIN, rules: { plays } }], at(day), ZONE);
});

const bare: ApiDeps['config'] = { data: '/nowhere', platforms: {}, secret: () => 'hidden-word-123' };
const settingsOf = async (more: Parameters<typeof apiOn>[1] = {}): Promise<SettingsBody> => {
  const { status, body } = await apiOn(db, { config: bare, ...more }).get('/api/v1/settings');
  expect(status).toBe(200);
  return body as SettingsBody;
};

const DEFAULTS = {
  windowDays: 7,
  zeroHours: 12,
  waver: { share: 10, small: 200, smallShare: 200, tiny: 5 },
  jump: { over: 100_000, factor: 10, youngDays: 2 },
};

test('what holds where nothing is configured, and no secret', async () => {
  const { definitions, breaks, ...rest } = await settingsOf();
  expect(rest).toEqual({
    ...{ version: '1.2.3', mayChange: false, today: '2022-12-30' },
    formulas: [
      {
        name: 'content_view_times@1',
        families: ['play', 'live_entry', 'read'],
        label: { zh: '内容传播总量', en: 'content view-times' },
      },
      {
        name: 'video_view_times@1',
        families: ['play', 'live_entry'],
        label: { zh: '视频观看总量', en: 'video view-times' },
      },
    ],
    rules: { inForce: DEFAULTS, since: null, waiting: null, history: [] },
    milestones: [100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000],
    hits: { atLeast: 100_000, withinDays: 7, families: [] },
    cadence: { hourlyForHours: 72, dailyForDays: 14 },
    schedule: null,
    authorisationWarningDays: [14, 7, 2, 1],
    keepPayloadsDays: null,
  });
  expect(JSON.stringify([definitions, breaks, rest])).not.toContain('hidden-word-123');
});

test('every definition in force today, whether its platform is in use, and the changes of those', async () => {
  const { definitions, breaks } = await settingsOf({ collectors: await loadCollectors() });
  const stands = METRIC_DEFINITIONS.filter(
    ({ validFrom, validTo }) =>
      (validFrom === null || validFrom <= '2022-12-30') && (validTo === null || validTo >= '2022-12-30'),
  ).map(({ platform, metric }) => `${platform} ${metric}`);
  expect(definitions.map(({ platform, metric }) => `${platform} ${metric}`)).toEqual(
    [...new Set([...stands, 'douyin plays'])].toSorted(),
  );
  expect([...new Set(definitions.filter(each => each.isUsed).map(each => each.platform))]).toEqual([
    'douyin',
    'kuaishou',
    'weibo',
  ]);
  expect(definitions.find(each => each.platform === 'douyin' && each.metric === 'plays')).toEqual({
    ...{ platform: 'douyin', platformName: { zh: '抖音', en: 'Douyin' }, isUsed: true, metric: 'plays' },
    ...{ version: 1002, rule: { zh: '播放三秒计一次', en: '播放三秒计一次' } },
    ...{ source: 'rule of the operator, as the catalogue states it', strength: 'C' },
    ...{ validFrom: '2022-12-29', readOn: '2022-12-29' },
  });
  expect(definitions.find(each => each.platform === 'youtube')?.platformName).toEqual({
    zh: 'YouTube',
    en: 'YouTube',
  });
  expect(breaks.filter(each => each.isUsed)).toEqual([
    {
      ...{ date: '2022-12-29', platform: 'douyin', platformName: { zh: '抖音', en: 'Douyin' } },
      ...{ isUsed: true, metric: 'plays' },
      before: { zh: '播放一次计一次', en: '播放一次计一次' },
      after: { zh: '播放三秒计一次', en: '播放三秒计一次' },
    },
  ]);
  expect(breaks.map(({ date }) => date)).toEqual(
    breaks
      .map(({ date }) => date)
      .toSorted()
      .toReversed(),
  );
});

test('the configuration of this process, and rules that wait for a recount or were in force before', async () => {
  const strict = { ...DEFAULT_RULES, zeroAgeMs: 3_600_000 };
  const signature = { author: '值班编辑', reason: '零值过多' };
  await insertRules(db, { rules: JSON.stringify(DEFAULT_RULES), recordedAt: 0, ...signature });
  await insertRules(db, { rules: JSON.stringify(strict), recordedAt: at('12-28 10:00'), ...signature });
  const schedule = { hourly: '5 * * * *', nightly: '0 2 * * *' };
  const config: ApiDeps['config'] = {
    ...bare,
    ...{ timeZone: ZONE, schedule, hotListSchedule: '*/10 * * * *', keepPayloadsDays: 400 },
    discoverySchedule: '40 5 * * *',
    rules: { ...strict, windowMs: 3 * 86_400_000 },
    cadence: { hourlyForHours: 24, dailyForDays: 7 },
    hits: { atLeast: 50_000, withinDays: 3, families: { read: { atLeast: 20_000, withinDays: 30 } } },
  };
  const {
    definitions: _,
    breaks: __,
    formulas: ___,
    ...rest
  } = await settingsOf({
    config,
    schedule: { ...schedule, timeZone: ZONE },
    desk: {} as Desk,
  });
  expect(rest).toEqual({
    ...{ version: '1.2.3', mayChange: true, today: '2022-12-30' },
    rules: {
      inForce: { ...DEFAULTS, zeroHours: 1 },
      since: '2022-12-28T02:00:00.000Z',
      waiting: { ...DEFAULTS, zeroHours: 1, windowDays: 3 },
      history: [
        { since: null, rules: DEFAULTS },
        { since: '2022-12-28T02:00:00.000Z', rules: { ...DEFAULTS, zeroHours: 1 } },
      ],
    },
    milestones: [100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000],
    hits: { atLeast: 50_000, withinDays: 3, families: [{ family: 'read', atLeast: 20_000, withinDays: 30 }] },
    cadence: { hourlyForHours: 24, dailyForDays: 7 },
    schedule: {
      ...{ timeZone: ZONE, ...schedule, hotLists: '*/10 * * * *', discovery: '40 5 * * *' },
      isFollowed: true,
    },
    authorisationWarningDays: [14, 7, 2, 1],
    keepPayloadsDays: 400,
  });
  const { discoverySchedule: ____, ...byHand } = config;
  expect((await settingsOf({ config: byHand })).schedule).toEqual({
    ...{ timeZone: ZONE, ...schedule, hotLists: '*/10 * * * *', discovery: null, isFollowed: false },
  });
  const before = await settingsOf({ knownAt: at('12-27 10:00') });
  expect(before.rules).toMatchObject({ inForce: DEFAULTS, since: null });
  expect(NOW).toBeGreaterThan(at('12-28 10:00'));
});
