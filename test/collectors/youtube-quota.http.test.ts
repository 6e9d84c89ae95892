import { expect, test } from 'vitest';
import youtube from '../../collectors/platforms/youtube.ts';
import { createYoutube } from '../simulators/youtube.ts';
import { openPlatform, PUBLISHED } from './platform-bench.ts';

const items = ['UC0123456789abcdefghijkl', 'UCmnopqrstuvwxyz01234567'].map((account, i) => ({
  id: `vid-000000${i}`,
  account,
  count: 1_000,
  publishedAt: PUBLISHED,
}));
/** 12:00 in Beijing on 8 October is 21:00 on 7 October in California, in summer time. */
const MIDNIGHT = Date.parse('2026-10-08T00:00:00-07:00');

const platform = openPlatform({
  collector: youtube,
  items,
  credentials: { YOUTUBE_API_KEY: 'simulated-youtube-key' },
  perDay: 3,
  create: createYoutube,
});

test('a spent quota stops the day until midnight in California', async () => {
  expect((await platform.collect()).summary).toMatchObject({ read: 2, requests: 2 });
  const spent = await platform.collect();
  expect(spent.summary).toMatchObject({ read: 1, failures: { 'rate-limited': 1 }, requests: 2 });
  expect(spent.all.misses.map(({ reason }) => reason)).toEqual([
    'youtube: quotaExceeded: You have exceeded your quota.',
  ]);
  platform.bench.clock.set(MIDNIGHT - 1_000);
  expect((await platform.collect()).summary.failures).toEqual({ 'rate-limited': 2 });
  platform.bench.clock.set(MIDNIGHT);
  expect((await platform.collect()).summary).toMatchObject({ read: 2, failed: 0 });
});

test('our own count is one for all channels, and its day is the platform’s', async () => {
  const { limits } = youtube;
  expect(limits).toEqual({
    concurrency: 2,
    minIntervalMs: 100,
    perDay: 10_000,
    sharedQuota: true,
    quotaZone: 'America/Los_Angeles',
  });
  await platform.collect();
  const { limiter } = platform.bench.context(platform.settings);
  expect([limiter.remaining(youtube, 'a'), limiter.remaining(youtube, 'b')]).toEqual([9_998, 9_998]);
  platform.bench.clock.set(MIDNIGHT);
  expect(limiter.remaining(youtube, 'a')).toBe(10_000);
});
