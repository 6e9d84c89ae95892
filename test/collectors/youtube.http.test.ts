import { describe, expect, test } from 'vitest';
import youtube from '../../collectors/platforms/youtube.ts';
import type { PlainItem } from '../simulators/plain-world.ts';
import { createYoutube } from '../simulators/youtube.ts';
import { endsOf, FAULTS, NOW, openPlatform, PUBLISHED } from './platform-bench.ts';

const CHANNEL = 'UC0123456789abcdefghijkl';
const id = (n: number): string => `vid-${String(n).padStart(7, '0')}`;
const HOUR = 3_600_000;
const clip = (n: number, more: Partial<PlainItem> = {}): PlainItem => ({
  id: id(n),
  account: CHANNEL,
  count: 1_000 * n,
  publishedAt: PUBLISHED - n * HOUR,
  ...more,
});
/** More than two batches of 50: the third is live now, the fourth is private, the fifth deleted. */
const ITEMS: readonly PlainItem[] = [
  clip(1),
  clip(2),
  clip(3, { kind: 'live', publishedAt: NOW - HOUR }),
  clip(4, { state: 'private' }),
  clip(5, { state: 'removed' }),
  ...Array.from({ length: 107 }, (_, i) => clip(i + 6)),
];
const KEY = 'AIza-simulated-youtube-key';
const platform = openPlatform({
  collector: youtube,
  items: ITEMS,
  credentials: { YOUTUBE_API_KEY: KEY },
  create: createYoutube,
});
const PUBLIC = ITEMS.filter(({ state }) => state === undefined);

describe('over HTTP', () => {
  test('112 ids take three requests of 50; who is not in an answer ends as absent', async () => {
    const collected = await platform.collect({ unknown: ['mistyped-id'] });
    const { read, missed } = endsOf(collected);
    expect(collected.summary.requests).toBe(3);
    expect(read.filter(([, metric]) => metric === 'plays').map(([n, , ...count]) => [n, ...count])).toEqual(
      PUBLIC.map(({ count }) => [count / 1_000, count, count, String(count)]),
    );
    expect(missed).toEqual([
      [4, 'absent', '', 'not in the answer'],
      [5, 'absent', '', 'not in the answer'],
      [1_001, 'absent', '', 'not in the answer'],
    ]);
    expect(collected.summary.rejects).toBe(0);
  });

  test('a broadcast says when it began and how many watch it now; hidden likes are no zero', async () => {
    const { all } = await platform.collect();
    const of = (n: number) =>
      all.readings
        .filter(({ placementId }) => placementId === n)
        .map(({ metric, low, high, publishedAt }) => [metric, low, high, publishedAt]);
    expect(of(3)).toEqual([
      ['plays', 3_000, 3_000, NOW - HOUR],
      ['likes', 300, 300, NOW - HOUR],
      ['concurrent', 321, 321, NOW - HOUR],
    ]);
    const metrics = PUBLIC.map(({ count }) =>
      of(count / 1_000)
        .map(([metric]) => metric)
        .join(' '),
    );
    expect([...new Set(metrics)].sort()).toEqual([
      'plays comments',
      'plays likes',
      'plays likes comments',
      'plays likes concurrent',
    ]);
    expect(all.readings.filter(r => r.metric !== 'concurrent' && r.low === 0)).toEqual([]);
  });

  test('the key reaches no row, and no payload', async () => {
    const { all } = await platform.collect();
    expect(JSON.stringify(all)).not.toContain(KEY);
    expect(all.attempts[0]?.url).toContain('key=***');
    expect(all.attempts.map(({ items }) => items)).toEqual([48, 50, 12]);
  });
});

describe('the list of a channel', () => {
  const listed = PUBLIC.toSorted((a, b) => b.publishedAt - a.publishedAt);

  test('is found by the channel’s uploads list and paged to its end', async () => {
    const { items, attempts, error } = await platform.discover({ account: CHANNEL });
    expect(error).toBeNull();
    expect(attempts.map(({ url }) => new URL(url).pathname)).toEqual([
      '/youtube/v3/channels',
      ...Array(3).fill('/youtube/v3/playlistItems'),
    ]);
    expect(items).toEqual(
      listed.map(item => ({
        externalId: item.id,
        title: `例 ${item.id}`,
        url: `https://www.youtube.com/watch?v=${item.id}`,
        publishedAt: item.publishedAt,
        kind: 'clip',
        metric: 'plays',
      })),
    );
  });

  test('ends with the page that is older than asked for', async () => {
    const since = listed[10]!.publishedAt;
    const { items, attempts } = await platform.discover({ account: CHANNEL, since: since });
    expect(items.map(({ externalId }) => externalId)).toEqual(listed.slice(0, 11).map(item => item.id));
    expect(attempts).toHaveLength(3);
  });

  test('is found by a handle; an unknown channel and a name of our own are said', async () => {
    expect((await platform.discover({ account: `@${CHANNEL}` })).items).toHaveLength(PUBLIC.length);
    expect((await platform.discover({ account: '@nobody' })).error?.message).toBe(
      'youtube: there is no channel "@nobody"',
    );
    const { error, attempts } = await platform.discover({ account: 'youtube-tianjin' });
    expect([error?.kind, error?.message, attempts]).toEqual([
      'config',
      'youtube: "youtube-tianjin" is no channel; give account "youtube-tianjin" its channel id (UC…) or its @handle as external_id in the catalogue',
      [],
    ]);
  });
});

describe('faults', () => {
  test.each(FAULTS)('%s ends as %s, and the next run is whole again', async (kind, expected, requests) => {
    const { requests: _, ...whole } = (await platform.collect()).summary;
    platform.fault = { kind };
    const before = platform.server.requests();
    const { summary } = await platform.collect();
    expect({ read: summary.read, failures: summary.failures }).toEqual({
      read: 0,
      failures: { [expected]: ITEMS.length },
    });
    expect(platform.server.requests() - before).toBeGreaterThanOrEqual(requests);
    platform.fault = null;
    platform.bench.clock.set(NOW + 60_000);
    const { requests: __, ...again } = (await platform.collect()).summary;
    expect(again).toEqual(whole);
  });

  test('a wrong key is a setting to correct, and stays secret', async () => {
    const wrong = 'AIza-another-key';
    platform.settings = { ...platform.settings, credentials: { YOUTUBE_API_KEY: wrong } };
    const { all, summary } = await platform.collect();
    expect(summary.failures).toEqual({ config: ITEMS.length });
    expect(all.misses[0]?.reason).toBe(
      'youtube: badRequest: API key not valid. Please pass a valid API key.',
    );
    expect(JSON.stringify(all)).not.toContain(wrong);
  });
});
