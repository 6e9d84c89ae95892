import { expect, test } from 'vitest';
import douyin from '../../collectors/platforms/douyin.ts';
import { createDouyin } from '../simulators/douyin.ts';
import { DAY_MS, type PlatformOptions, type PlatformSimulator } from '../simulators/platform.ts';
import { endsOf, NOW, openPlatform, PUBLISHED } from './platform-bench.ts';

const ITEMS = [1, 2].map(n => ({
  id: `@9VwKz${n}/example==`,
  account: 'douyin-a',
  count: 1_000 * n,
  publishedAt: PUBLISHED,
}));
const inReview = new Set<string>();

/** The simulated platform, and a way to put items of it back under review. */
const create = (options: PlatformOptions): PlatformSimulator => {
  const simulator = createDouyin(options);
  return {
    ...simulator,
    handle: call => {
      const reply = simulator.handle(call);
      const text = JSON.stringify(reply.body, (_, value) =>
        inReview.has(value?.item_id)
          ? { ...value, video_status: 4, is_reviewed: false, statistics: { play_count: 0 } }
          : value,
      );
      return { ...reply, body: JSON.parse(text) };
    },
  };
};
const platform = openPlatform({
  collector: douyin,
  items: ITEMS,
  credentials: {
    DOUYIN_CLIENT_KEY: 'simulated-douyin-key',
    DOUYIN_CLIENT_SECRET: 'simulated-douyin-secret',
  },
  create,
});

test('an item under review is hidden, whatever its counts say meanwhile', async () => {
  inReview.add(ITEMS[1]!.id);
  const during = endsOf(await platform.collect());
  expect(during.read.filter(([, metric]) => metric === 'plays')).toEqual([
    [1, 'plays', 1_000, 1_000, '1000'],
  ]);
  expect(during.missed).toEqual([[2, 'hidden', '', 'video_status is 4: under review']]);
  inReview.clear();
  expect((await platform.collect()).summary).toMatchObject({ read: 2, hidden: 0 });
});

test('a consent lasts through five renewals and no longer; then its owner is asked, once, and nothing is read', async () => {
  const renewals: number[] = [];
  let day = 0;
  let ended = null;
  for (; ended === null && day < 400; day += 1) {
    platform.bench.clock.set(NOW + day * DAY_MS);
    const { summary, all } = await platform.collect();
    if (all.attempts.some(({ url }) => url.includes('renew_refresh_token'))) renewals.push(day);
    if (summary.failed > 0) ended = { day, summary };
  }
  expect(renewals).toEqual([27, 54, 81, 108, 135]);
  expect(ended).toMatchObject({
    // Thirty days after the last renewal.
    day: 165,
    summary: {
      ...{ read: 0, failed: 2, failures: { auth: 2 } },
      stops: [{ accountId: 'douyin-a', kind: 'auth' }],
    },
  });
  expect(ended?.summary.stops[0]?.message).toMatch(
    /^douyin: account "douyin-a" needs its owner's consent: its authorisation has ended\. Authorise it/,
  );
});
