import { expect, test } from 'vitest';
import type { Collector } from '../../collectors/contract.ts';
import hot from '../../collectors/hot-lists/zhihu-hot.ts';
import zhihu from '../../collectors/platforms/zhihu.ts';
import creations from '../../collectors/platforms/zhihu-creations.ts';
import { sampleHotList } from '../../collectors/sample-hot-list.ts';
import { beijing as at } from '../simulators/harness.ts';
import { type SteadyItem, type SteadyState, steadyWorld } from '../simulators/steady-world.ts';
import { createZhihu, type ZhihuMood, zhihuName, zhihuSession } from '../simulators/zhihu.ts';
import { endingsOf, FAULTS, startPlatform, targetsOf, underFault } from './platform-bench.ts';
import { createWorkbench } from './workbench.ts';

const PUBLISHED = at('2022-12-07T12:00');
const item = (externalId: string, patch: Partial<SteadyItem> = {}): SteadyItem => ({
  account: 'zhihu-a',
  externalId,
  metric: 'plays',
  kind: 'clip',
  publishedAt: PUBLISHED,
  perHour: 400,
  ...patch,
});
const VIDEOS = [
  item('1585519095471534181'),
  item('1585596518130167362'),
  item('1585393097200409263'),
  item('1585558733960328015', { perHour: 0 }),
];
const text = (externalId: string): SteadyItem => item(externalId, { metric: 'reads', kind: 'article' });
const TEXTS = [text('article:600000001'), text('answer:2800000001'), text('answer:2800000002')];
const STATES: readonly SteadyState[] = [
  { externalId: '1585596518130167362', state: 'removed', from: at('2022-12-08T00:00') },
  { externalId: '1585393097200409263', state: 'unreported', from: at('2022-12-08T00:00') },
  { externalId: 'answer:2800000001', state: 'unreported', from: at('2022-12-08T00:00') },
  { externalId: 'answer:2800000002', state: 'removed', from: at('2022-12-08T00:00') },
];

const start = async (collector: Collector, items: readonly SteadyItem[], session = 'zhihu-a') => {
  const bench = createWorkbench('2022-12-08T12:00:00+08:00');
  let mood: ZhihuMood = 'calm';
  const platform = await startPlatform(
    createZhihu({
      world: steadyWorld('zhihu', items, STATES),
      clock: bench.clock,
      accounts: ['zhihu-a', 'zhihu-b'],
      credentials: {},
      mood: () => mood,
    }),
  );
  const settings = {
    baseUrl: platform.url,
    credentials: { ZHIHU_SESSION: zhihuSession(session), ZHIHU_URL_TOKEN: zhihuName('zhihu-a') },
    codes: {},
  };
  const targets = targetsOf('zhihu', items);
  return {
    bench,
    platform,
    settings,
    targets,
    turn: (to: ZhihuMood) => {
      mood = to;
    },
    collect: () => bench.collect(collector, targets, settings),
  };
};

test('videos are read one by one in public: a removed one is said to be, one being recomputed has no value', async () => {
  const { collect, targets, platform } = await start(zhihu, VIDEOS);
  const collected = await collect();
  expect(endingsOf(collected, targets)).toEqual({
    read: [
      ['1585519095471534181', 'plays', 9_600, 9_600],
      ['1585519095471534181', 'likes', 192, 192],
      ['1585519095471534181', 'comments', 24, 24],
      ['1585393097200409263', 'likes', 192, 192],
      ['1585393097200409263', 'comments', 24, 24],
      ['1585558733960328015', 'plays', 0, 0],
      ['1585558733960328015', 'likes', 0, 0],
      ['1585558733960328015', 'comments', 0, 0],
    ],
    missed: [
      ['1585596518130167362', 'removed', '', 'HTTP 404 资源不存在'],
      ['1585393097200409263', 'hidden', '', 'plays shown as "unnormal_by_pv"'],
    ],
  });
  expect(collected.all.readings[0]?.publishedAt).toBe(PUBLISHED);
  expect(platform.requests()).toBe(4);
});

const collectorOf = (id: 'zhihu' | 'zhihu-creations') => (id === 'zhihu' ? zhihu : creations) as Collector;

test.each([
  [
    'zhihu',
    'signature',
    /^zhihu: code 10003 .*signature, which is not imitated; take these figures by spreadsheet$/,
  ],
  ['zhihu', 'risk', /^zhihu: code 40352 .*suspects a robot or wants a login/],
  ['zhihu-creations', 'signature', /^zhihu: code 10003 .*signature, which is not imitated/],
  ['zhihu-creations', 'ended', /^zhihu: code 100 .*its owner signs in again and sets ZHIHU_SESSION$/],
  ['zhihu-creations', 'ended-in-200', /^zhihu: code 401 no auth: the session has ended/],
  [
    'zhihu-creations',
    'empty',
    /^zhihu: the creator centre lists nothing at all: its session may have ended$/,
  ],
] as const)('%s: %s ends the account for this run after one refusal', async (id, mood, reason) => {
  const { collect, turn, platform, targets } = await start(collectorOf(id), VIDEOS);
  turn(mood);
  const { summary, all } = await collect();
  expect(summary).toMatchObject({ read: 0, failed: targets.length, failures: { auth: targets.length } });
  expect(all.misses[0]?.reason).toMatch(reason);
  expect(platform.requests()).toBe(mood === 'empty' ? 2 : 1);
  turn('calm');
  expect((await collect()).summary.failed).toBe(0);
});

test.each(['zhihu', 'zhihu-creations'] as const)(
  '%s: one 429 ends the account, nothing is asked again',
  async id => {
    const { collect, platform, targets } = await start(collectorOf(id), VIDEOS);
    platform.fault('rate-limit', { retryAfterS: 1 });
    const { summary, all } = await collect();
    const message = 'zhihu: HTTP 429: asked too often; this account is left alone tonight';
    expect(summary).toMatchObject({
      ...{ read: 0, requests: 1, failures: { 'rate-limited': targets.length } },
      stops: [{ accountId: 'zhihu-a', kind: 'rate-limited', message }],
    });
    expect(all.misses[0]?.reason).toBe(message);
    expect(platform.requests()).toBe(1);
  },
);

test('its hot list is not asked again after a 429 either', async () => {
  const { bench, platform, settings } = await start(zhihu, VIDEOS);
  platform.fault('rate-limit', { retryAfterS: 1 });
  const sample = await sampleHotList(hot, bench.context(settings));
  expect(sample).toMatchObject({
    error: { kind: 'rate-limited', message: 'zhihu: asked too often (HTTP 429)' },
  });
  expect(platform.requests()).toBe(1);
});

test('an id of no video is a mistake in the catalogue: the account’s other videos are read', async () => {
  const { bench, settings, targets } = await start(zhihu, VIDEOS.slice(0, 2));
  const [first, ...others] = targets;
  const wrong = { ...first!, placementId: 9, externalId: 'article:600000001' };
  const { summary, all } = await bench.collect(zhihu, [wrong, first!, ...others], settings);
  expect(summary).toMatchObject({ read: 1, removed: 1, failed: 1, failures: { config: 1 }, stops: [] });
  expect(all.misses[0]?.reason).toBe('zhihu: "article:600000001" is no id of a zvideo (digits)');
});

test('the creator centre is swept for reads and plays alike, the owner asked for first', async () => {
  const others = Array.from({ length: 45 }, (_, i) =>
    item(`article:${700_000_000 + i}`, { publishedAt: PUBLISHED + 60_000, metric: 'reads', kind: 'article' }),
  );
  const { bench, settings, platform } = await start(creations, [...VIDEOS, ...TEXTS, ...others]);
  const targets = targetsOf('zhihu', [...VIDEOS.slice(0, 1), ...TEXTS]);
  const collected = await bench.collect(creations, targets, settings);
  expect(endingsOf(collected, targets)).toEqual({
    read: [
      ['1585519095471534181', 'plays', 9_600, 9_600],
      ['1585519095471534181', 'likes', 192, 192],
      ['1585519095471534181', 'comments', 24, 24],
      ['1585519095471534181', 'favourites', 96, 96],
      ['article:600000001', 'reads', 9_600, 9_600],
      ['article:600000001', 'likes', 192, 192],
      ['article:600000001', 'comments', 24, 24],
      ['article:600000001', 'favourites', 96, 96],
      ['answer:2800000001', 'likes', 192, 192],
      ['answer:2800000001', 'comments', 24, 24],
      ['answer:2800000001', 'favourites', 96, 96],
    ],
    missed: [
      ['answer:2800000001', 'hidden', '', 'reads shown as "unnormal_by_pv"'],
      ['answer:2800000002', 'absent', '', 'not in the answer'],
    ],
  });
  expect(collected.all.attempts.map(({ url }) => url.replace(platform.url, ''))).toEqual([
    '/api/v4/me?include=url_token',
    ...[0, 20, 40].map(
      offset =>
        `/api/v4/creators/creations/v2/all?start=0&end=0&limit=20&offset=${offset}&need_co_creation=1&sort_type=created`,
    ),
  ]);
  expect(JSON.stringify(collected.all)).not.toContain('z_c0');
});

test('the session of another account reads nothing', async () => {
  const { collect, platform } = await start(creations, TEXTS, 'zhihu-b');
  const { summary, all } = await collect();
  expect(summary).toMatchObject({ read: 0, failures: { auth: 3 } });
  expect(all.misses[0]?.reason).toBe(
    `zhihu: the session is that of "${zhihuName('zhihu-b')}", not of "${zhihuName('zhihu-a')}" (ZHIHU_URL_TOKEN)`,
  );
  expect(platform.requests()).toBe(1);
});

test.each(FAULTS)('%s ends as %s in both, and the next run is whole again', async (fault, kind) => {
  for (const collector of [zhihu, creations] as const) {
    const { bench, platform, settings, targets } = await start(collector as Collector, VIDEOS.slice(0, 1));
    const { during, after } = await underFault(
      bench,
      platform,
      fault,
      collector as Collector,
      targets,
      settings,
    );
    expect(during.summary).toMatchObject({ read: 0, failed: 1, failures: { [kind]: 1 } });
    expect(after.summary).toMatchObject({ read: 1, failed: 0 });
  }
});
