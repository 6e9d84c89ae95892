import { describe, expect, test } from 'vitest';
import toutiao from '../../collectors/platforms/toutiao.ts';
import type { PlainItem } from '../simulators/plain-world.ts';
import { DAY_MS } from '../simulators/platform.ts';
import { createToutiao } from '../simulators/toutiao.ts';
import { endsOf, FAULTS, NOW, openPlatform, PUBLISHED } from './platform-bench.ts';

const video = (n: number, more: Partial<PlainItem> = {}): PlainItem => ({
  id: `@9VxX0vmE+/${n}==`,
  account: 'toutiao-a',
  count: 1_000 * n,
  publishedAt: PUBLISHED - n * 60_000,
  ...more,
});
/** More than one batch of 20 and more than two pages of 10 on one account. */
const ITEMS: readonly PlainItem[] = [
  video(1, { state: 'private' }),
  video(2, { state: 'removed' }),
  ...Array.from({ length: 22 }, (_, i) => video(i + 3)),
  video(25, { account: 'toutiao-b' }),
];
const CREDENTIALS = {
  TOUTIAO_CLIENT_KEY: 'simulated-toutiao-key',
  TOUTIAO_CLIENT_SECRET: 'simulated-toutiao-secret',
};
const platform = openPlatform({
  collector: toutiao,
  items: ITEMS,
  credentials: CREDENTIALS,
  create: createToutiao,
});
const pathsOf = (urls: readonly { readonly url: string }[]): string[] =>
  urls.map(({ url }) => new URL(url).pathname);

describe('over HTTP, from the consent code to the readings', () => {
  test('two accounts in batches of 20; a page’s own id is said to be one', async () => {
    const collected = await platform.collect({ unknown: ['7412345678901234567', '@unknown=='] });
    const { read, missed } = endsOf(collected);
    expect(read).toEqual(
      ITEMS.slice(2).flatMap(({ count }) =>
        (['plays', 'likes', 'comments', 'shares'] as const).map((metric, i) => {
          const value = Math.floor(count / [1, 10, 50, 100][i]!);
          return [count / 1_000, metric, value, value, String(value)];
        }),
      ),
    );
    expect(missed).toEqual([
      [1, 'hidden', '', 'create_time is 0: private or unavailable'],
      [2, 'absent', '', 'not in the answer'],
      [
        1_001,
        'failed',
        'config',
        'this is the id in the address of its page; register the item_id that the account’s own list has for it',
      ],
      [1_002, 'absent', '', 'not in the answer'],
    ]);
    expect(pathsOf(collected.all.attempts).toSorted()).toEqual([
      ...Array(2).fill('/oauth/access_token/'),
      ...Array(3).fill('/toutiao/video/data/'),
    ]);
    expect(collected.all.readings[0]?.publishedAt).toBe(PUBLISHED - 3 * 60_000);
  });

  test('secrets, codes and tokens reach no row, and no payload', async () => {
    const { all } = await platform.collect();
    const kept = JSON.stringify(all);
    const secrets = [
      ...Object.values(CREDENTIALS),
      ...Object.values(platform.settings.codes),
      'act.',
      'rft.',
    ];
    expect(secrets.filter(secret => kept.includes(secret))).toEqual([]);
  });

  test('the account’s list, page by page, without a link that nobody could open', async () => {
    const { items, attempts, error } = await platform.discover({ account: 'toutiao-a' });
    expect(error).toBeNull();
    expect(pathsOf(attempts)).toEqual(['/oauth/access_token/', ...Array(3).fill('/toutiao/video/list/')]);
    expect(items).toEqual(
      ITEMS.filter(item => item.account === 'toutiao-a' && item.state !== 'removed').map(item => ({
        externalId: item.id,
        title: `例 ${item.id}`,
        url: '',
        publishedAt: item.state === 'private' ? null : item.publishedAt,
        kind: 'clip',
        metric: 'plays',
      })),
    );
  });
});

test('a consent lasts 30 days with one refresh, then its owner is asked again', async () => {
  const days: unknown[] = [];
  for (const day of [0, 14, 16, 29, 31]) {
    platform.bench.clock.set(NOW + day * DAY_MS);
    const { summary, all } = await platform.collect();
    days.push([
      day,
      summary.read,
      summary.failures,
      pathsOf(all.attempts).filter(path => path.startsWith('/oauth')),
    ]);
  }
  expect(days).toEqual([
    [0, 23, {}, Array(2).fill('/oauth/access_token/')],
    [14, 23, {}, []],
    [16, 23, {}, Array(2).fill('/oauth/refresh_token/')],
    [29, 23, {}, []],
    [31, 0, { auth: 25 }, []],
  ]);
  const { all } = await platform.collect();
  expect(all.misses[0]?.reason).toBe(
    'toutiao: account "toutiao-a" needs its owner\'s consent: its authorisation has ended. Authorise it on the ' +
      'platform and set platforms.toutiao.codes.toutiao-a in renci.yaml (or in the environment) to the new code',
  );
});

describe('faults', () => {
  test.each(FAULTS)('%s ends as %s, and the next run is whole again', async (kind, expected, requests) => {
    const { requests: _, ...whole } = (await platform.collect()).summary;
    platform.fault = { kind };
    platform.bench.clock.set(NOW + 60_000);
    const before = platform.server.requests();
    const { summary } = await platform.collect();
    expect({ read: summary.read, failures: summary.failures }).toEqual({
      read: 0,
      failures: { [expected]: ITEMS.length },
    });
    expect(platform.server.requests() - before).toBeGreaterThanOrEqual(requests);
    platform.fault = null;
    platform.bench.clock.set(NOW + 30 * 60_000);
    const { requests: __, ...again } = (await platform.collect()).summary;
    expect(again).toEqual(whole);
  });
});
