import { describe, expect, test } from 'vitest';
import tencent from '../../collectors/platforms/tencent.ts';
import tencentArticle from '../../collectors/platforms/tencent-article.ts';
import type { Metric } from '../../pipeline/domain/metrics.ts';
import { DAY_MS } from '../simulators/platform.ts';
import { createTencent } from '../simulators/tencent.ts';
import { type BenchItem, endsOf, FAULTS, NOW, openPlatform, PUBLISHED } from './platform-bench.ts';

const VIDEOS: readonly BenchItem[] = Array.from({ length: 18 }, (_, i) => ({
  id: `c8uswacl${String(i).padStart(3, '0')}`,
  ...(i === 1 && { state: 'removed' as const }),
  metric: 'plays',
  publishedAt: PUBLISHED + i * 1_000,
}));
const ARTICLES: readonly BenchItem[] = Array.from({ length: 12 }, (_, i) => ({
  id: `20221205A06A${String(i).padStart(2, '0')}`,
  ...(i === 1 && { state: 'removed' as const }),
  metric: 'reads',
  publishedAt: PUBLISHED + i * 1_000,
}));
const FOREIGN: BenchItem = { id: 'c8foreign01', metric: 'plays', account: 'account-b' };
const ITEMS = [...VIDEOS, ...ARTICLES, FOREIGN];
const GONE = [VIDEOS[1]!.id, ARTICLES[1]!.id] as const;
const COOKIE = 'userid=10001; omtoken=0123456789abcdef';
const ENDS = NOW + 3 * DAY_MS;
const portal = openPlatform({
  collector: tencent,
  items: ITEMS,
  credentials: { TENCENT_OM_COOKIE: COOKIE },
  create: options => createTencent({ ...options, sessionEndsAt: ENDS }),
});
const counted = (items: readonly BenchItem[], metric: Metric) =>
  items
    .filter(({ id }) => !(GONE as readonly string[]).includes(id))
    .map(({ id }) => {
      const count = portal.truth(id, metric);
      return [id, metric, count, count, String(count)];
    });

test('both are off until the operator turns them on, and are not official', () => {
  for (const { offByDefault, official, needs } of [tencent, tencentArticle]) {
    expect({ offByDefault, official, needs }).toEqual({
      offByDefault: true,
      official: false,
      needs: ['TENCENT_OM_COOKIE'],
    });
  }
});

describe('over HTTP', () => {
  test('videos over three pages; a session sees its own account only', async () => {
    const collected = await portal.collect();
    const { read, missed } = endsOf(collected, ITEMS);
    expect([...read].sort()).toEqual(counted(VIDEOS, 'plays').sort());
    expect([...missed].sort()).toEqual([
      [FOREIGN.id, 'absent', '', 'not in the answer'],
      [GONE[0], 'absent', '', 'not in the answer'],
    ]);
    // 17 videos in pages of 8, for either account.
    expect(collected.summary.requests).toBe(6);
  });

  test('articles over the pages that the answer promises', async () => {
    const collected = await portal.collect({ collector: tencentArticle });
    const { read, missed } = endsOf(collected, ITEMS);
    expect([...read].sort()).toEqual(counted(ARTICLES, 'reads').sort());
    expect(missed).toEqual([[GONE[1], 'absent', '', 'not in the answer']]);
    expect(collected.summary.requests).toBe(2);
  });

  test('an ended session ends as auth, says so, and leaves no trace of the cookie', async () => {
    portal.bench.clock.set(ENDS);
    const { summary, all } = await portal.collect();
    expect(summary.failures).toEqual({ auth: 19 });
    expect(new Set(all.misses.map(({ reason }) => reason))).toEqual(
      new Set(['tencent: 登录态失效，请重新登录']),
    );
    expect(JSON.stringify(all)).not.toContain('0123456789abcdef');
  });
});

describe.each([
  ['tencent', tencent, 19, 17],
  ['tencent-article', tencentArticle, 12, 11],
] as const)('faults of %s', (_, collector, targets, read) => {
  test.each(FAULTS)('%s ends as %s, and the next run is whole again', async (kind, expected, requests) => {
    portal.fault = { kind };
    const { summary } = await portal.collect({ collector });
    expect(summary.failures).toEqual({ [expected]: targets });
    expect([summary.read, portal.server.requests() >= requests]).toEqual([0, true]);
    portal.fault = null;
    portal.bench.clock.set(portal.bench.clock.now() + 60_000);
    const whole = await portal.collect({ collector });
    expect(whole.summary).toMatchObject({ read, absent: targets - read, failed: 0 });
  });

  test('zeros come through as stated zeros, for the verdict to hold', async () => {
    portal.fault = { kind: 'zeros' };
    const { all } = await portal.collect({ collector });
    expect(
      new Set(all.readings.map(({ low, high, othersPositive }) => [low, high, othersPositive].join())),
    ).toEqual(new Set(['0,0,false']));
  });
});

test('an empty page before the promised end is no answer', () => {
  const page = { targets: [], accountId: 'a', credentials: {}, token: null, cursor: '2', now: 0 };
  expect(() => tencent.nextCursor?.({ data: { total: 40, list: [] } }, page)).toThrow(
    'tencent: page 2 of 5 is empty, though more are promised',
  );
  expect(() => tencentArticle.nextCursor?.({ data: { totalPage: 3, statistic: [] } }, page)).toThrow(
    'tencent: page 2 of 3 is empty, though more are promised',
  );
});

describe('the list of contents', () => {
  test('gives each collector its own', async () => {
    const videos = await portal.discover();
    const articles = await portal.discover({ collector: tencentArticle });
    expect([videos.attempts.length, articles.attempts.length]).toEqual([3, 3]);
    expect(videos.items.map(({ externalId }) => externalId)).toEqual(
      counted(VIDEOS, 'plays')
        .map(([id]) => id)
        .reverse(),
    );
    expect(articles.items.map(({ externalId }) => externalId)).toEqual(
      counted(ARTICLES, 'reads')
        .map(([id]) => id)
        .reverse(),
    );
    expect(videos.items[0]).toEqual({
      externalId: VIDEOS[17]!.id,
      title: `例 ${VIDEOS[17]!.id}`,
      url: `https://v.qq.com/x/page/${VIDEOS[17]!.id}.html`,
      publishedAt: PUBLISHED + 17_000,
      kind: 'clip',
      metric: 'plays',
    });
    expect(articles.items[0]).toEqual({
      externalId: ARTICLES[11]!.id,
      title: `例 ${ARTICLES[11]!.id}`,
      url: `https://news.qq.com/rain/a/${ARTICLES[11]!.id}00`,
      publishedAt: PUBLISHED + 11_000,
      kind: 'article',
      metric: 'reads',
    });
  });
});

const video = { externalId: 'c8uswacltxc', metric: 'plays', kind: 'clip' };
const article = { externalId: '20221205A06ARB', metric: 'reads', kind: 'article' };
test.each([
  ['https://v.qq.com/x/page/c8uswacltxc.html', video, null],
  ['https://v.qq.com/x/cover/mzc00200p29k31e/c8uswacltxc.html?ptag=1', video, null],
  ['https://v.qq.com/x/cover/mzc00200p29k31e.html?vid=c8uswacltxc', video, null],
  ['https://v.qq.com/x/cover/mzc00200p29k31e.html', null, null],
  ['https://news.qq.com/rain/a/20221205A06ARB00', null, article],
  ['https://new.qq.com/rain/a/20221205A06ARB00', null, article],
  ['https://new.qq.com/omn/20221205/20221205A06ARB00.html', null, article],
  ['https://view.inews.qq.com/a/20221205A06ARB00', null, article],
  ['https://kuaibao.qq.com/s/20221205A06ARB00', null, article],
  ['https://view.inews.qq.com/a/20221205V06EAK00', null, null],
  ['https://news.qq.com/omn/author/8QMd2X1d', null, null],
])('%s', (link, ofVideo, ofArticle) => {
  expect(tencent.links?.recognise(new URL(link))).toEqual(ofVideo);
  expect(tencentArticle.links?.recognise(new URL(link))).toEqual(ofArticle);
});

test('the address of an item leads back to it', () => {
  expect(tencent.links?.recognise(new URL(String(tencent.links.url(video.externalId))))).toEqual(video);
  const address = new URL(String(tencentArticle.links?.url(article.externalId)));
  expect(tencentArticle.links?.recognise(address)).toEqual(article);
});
