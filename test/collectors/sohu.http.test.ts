import { describe, expect, test } from 'vitest';
import sohu from '../../collectors/platforms/sohu.ts';
import sohuArticle from '../../collectors/platforms/sohu-article.ts';
import type { Metric } from '../../pipeline/domain/metrics.ts';
import { createSohu, uidOf } from '../simulators/sohu.ts';
import { type BenchItem, endsOf, FAULTS, openPlatform, PUBLISHED } from './platform-bench.ts';

const VIDEOS: readonly BenchItem[] = Array.from({ length: 70 }, (_, i) => ({
  id: String(415_988_560 + i),
  ...(i === 1 && { state: 'removed' as const }),
  metric: 'plays',
  publishedAt: PUBLISHED + i * 1_000,
}));
const AUTHOR = '120000001';
const ARTICLES: readonly BenchItem[] = Array.from({ length: 23 }, (_, i) => ({
  id: `${812_345_600 + i}_${AUTHOR}`,
  ...(i === 1 && { state: 'removed' as const }),
  metric: 'reads',
  publishedAt: PUBLISHED + i * 1_000,
}));
const ITEMS = [...VIDEOS, ...ARTICLES];
const GONE = [VIDEOS[1]!.id, ARTICLES[1]!.id] as const;
const portal = openPlatform({
  collector: sohu,
  items: ITEMS,
  credentials: { SOHU_VIDEO_UID: uidOf('account-a'), SOHU_AUTHOR_ID: AUTHOR },
  create: createSohu,
});
const counted = (items: readonly BenchItem[], metric: Metric) =>
  items
    .filter(({ id }) => !(GONE as readonly string[]).includes(id))
    .map(({ id }) => {
      const count = portal.truth(id, metric);
      return [id, metric, count, count, String(count)];
    });

describe('over HTTP', () => {
  test('videos in batches of thirty, out of a script; what is left out is absent', async () => {
    const collected = await portal.collect({ unknown: ['999'] });
    const { read, missed } = endsOf(collected, ITEMS, ['999']);
    expect([...read].sort()).toEqual(counted(VIDEOS, 'plays').sort());
    expect(missed).toEqual([
      [GONE[0], 'absent', '', 'not in the answer'],
      ['999', 'absent', '', 'not in the answer'],
    ]);
    expect(collected.summary.requests).toBe(3);
    expect(collected.all.payloads[0]?.body).toMatch(/^var renci=\[\{"id":/);
  });

  test('articles one by one; what has no number of reads is absent', async () => {
    const collected = await portal.collect({ collector: sohuArticle });
    const { read, missed } = endsOf(collected, ITEMS);
    expect([...read].sort()).toEqual(counted(ARTICLES, 'reads').sort());
    expect(missed).toEqual([[GONE[1], 'absent', '', 'not in the answer']]);
    expect(collected.summary.requests).toBe(ARTICLES.length);
  });

  test('articles in batches, once the operator has seen that they work', async () => {
    const collected = await portal.collect({ collector: sohuArticle, batchSize: 20 });
    expect(endsOf(collected, ITEMS).read.sort()).toEqual(counted(ARTICLES, 'reads').sort());
    expect(collected.summary.requests).toBe(2);
  });

  test('an id of no article is a mistake of the catalogue, named as one', async () => {
    const { missed } = endsOf(
      await portal.collect({ collector: sohuArticle, unknown: ['812345678'] }),
      ITEMS,
      ['812345678'],
    );
    expect(missed.at(-1)).toEqual([
      '812345678',
      'failed',
      'config',
      'sohu: "812345678" is no article; write the two numbers of its address, such as 812345678_120000001',
    ]);
  });
});

describe.each([
  ['sohu', sohu, VIDEOS.length],
  ['sohu-article', sohuArticle, ARTICLES.length],
] as const)('faults of %s', (_, collector, targets) => {
  test.each(FAULTS)('%s ends as %s, and the next run is whole again', async (kind, expected, requests) => {
    portal.fault = { kind };
    const { summary } = await portal.collect({ collector });
    expect(summary.failures).toEqual({ [expected]: targets });
    expect([summary.read, portal.server.requests() >= requests]).toEqual([0, true]);
    portal.fault = null;
    portal.bench.clock.set(portal.bench.clock.now() + 60_000);
    const whole = await portal.collect({ collector });
    expect(whole.summary).toMatchObject({ read: targets - 1, absent: 1, failed: 0 });
  });
});

describe('lists', () => {
  test('an uploader’s videos, page by page to a short one', async () => {
    const { items: found, attempts } = await portal.discover();
    expect(attempts).toHaveLength(2);
    const expected = VIDEOS.filter(({ id }) => id !== GONE[0]).map(({ id, publishedAt }) => ({
      externalId: id,
      title: `例 ${id}`,
      url: `https://my.tv.sohu.com/user/detail/${id}.shtml`,
      publishedAt,
      kind: 'clip',
      metric: 'plays',
    }));
    expect(found).toEqual(expected.reverse());
  });

  test('an author’s newest articles, and no page that wants a digest', async () => {
    const { items: found, attempts } = await portal.discover({ collector: sohuArticle });
    expect(attempts).toHaveLength(1);
    expect(found.map(({ externalId }) => externalId)).toEqual(
      ARTICLES.slice(3)
        .map(({ id }) => id)
        .reverse(),
    );
    expect(found[0]).toEqual({
      externalId: ARTICLES.at(-1)!.id,
      title: `例 ${ARTICLES.at(-1)!.id}`,
      url: `https://www.sohu.com/a/${ARTICLES.at(-1)!.id}`,
      publishedAt: ARTICLES.at(-1)!.publishedAt,
      kind: 'article',
      metric: 'reads',
    });
  });

  test('need the id of the account', () => {
    const page = { accountId: 'a', credentials: {}, token: null, cursor: null, now: 0 };
    expect(() => sohu.discovery?.request(page)).toThrow('set SOHU_VIDEO_UID');
    expect(() => sohuArticle.discovery?.request(page)).toThrow('set SOHU_AUTHOR_ID');
  });
});

const encoded = (path: string): string => Buffer.from(path).toString('base64url');
const video = { externalId: '415988560', metric: 'plays', kind: 'clip' };
const article = { externalId: '812345678_120000001', metric: 'reads', kind: 'article' };
test.each([
  ['https://my.tv.sohu.com/us/100000001/415988560.shtml', video, null],
  ['https://my.tv.sohu.com/pl/9012345/415988560.shtml', video, null],
  ['https://my.tv.sohu.com/user/detail/415988560.shtml', video, null],
  ['https://tv.sohu.com/v/dXMvMTAwMDAwMDAxLzQxNTk4ODU2MC5zaHRtbA.html', video, null],
  [`https://tv.sohu.com/v/${encoded('20221205/n600123456.shtml')}.html`, null, null],
  ['https://tv.sohu.com/20221205/n600123456.shtml', null, null],
  ['https://www.sohu.com/a/812345678_120000001?scm=1.2.3', null, article],
  ['https://m.sohu.com/a/812345678_120000001', null, article],
  ['https://www.sohu.com/', null, null],
])('%s', (link, ofVideo, ofArticle) => {
  expect(sohu.links?.recognise(new URL(link))).toEqual(ofVideo);
  expect(sohuArticle.links?.recognise(new URL(link))).toEqual(ofArticle);
});

test('the address of an item leads back to it', () => {
  expect(sohu.links?.recognise(new URL(String(sohu.links.url('415988560'))))).toEqual(video);
  expect(sohuArticle.links?.recognise(new URL(String(sohuArticle.links.url(article.externalId))))).toEqual(
    article,
  );
});
