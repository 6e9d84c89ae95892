import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import bilibili from '../../collectors/platforms/bilibili.ts';
import { createBilibili } from '../simulators/bilibili.ts';
import type { PlainItem } from '../simulators/plain-world.ts';
import { DAY_MS } from '../simulators/platform.ts';
import { endsOf, FAULTS, NOW, openPlatform, PUBLISHED } from './platform-bench.ts';

const video = (n: number, more: Partial<PlainItem> = {}): PlainItem => ({
  id: `BV1xx4${String(n).padStart(6, '0')}`,
  account: 'bilibili-a',
  count: 1_234 * n,
  publishedAt: PUBLISHED - n * 60_000,
  ...more,
});
const ITEMS: readonly PlainItem[] = [
  video(1),
  video(2),
  video(3, { state: 'private' }),
  video(4, { state: 'removed' }),
  video(5, { account: 'bilibili-b' }),
];
const CREDENTIALS = {
  BILIBILI_CLIENT_ID: 'simulated-bilibili-id',
  BILIBILI_CLIENT_SECRET: 'simulated-bilibili-secret',
};
const platform = openPlatform({
  collector: bilibili,
  items: ITEMS,
  credentials: CREDENTIALS,
  create: createBilibili,
});
const pathsOf = (urls: readonly { readonly url: string }[]): string[] =>
  urls.map(({ url }) => new URL(url).pathname);

const countsOf = (n: number, count: number) =>
  (['plays', 'likes', 'comments', 'shares', 'favourites'] as const).map((metric, i) => {
    const value = Math.floor(count / [1, 10, 50, 100, 200][i]!);
    return [n, metric, value, value, String(value)];
  });

describe('over HTTP, from the consent code to the readings', () => {
  test('two accounts, one video a request; hidden, deleted and unknown ones are told apart', async () => {
    const collected = await platform.collect({ unknown: ['BV1yy4000000', 'not-a-bv-id'] });
    expect(endsOf(collected)).toEqual({
      read: [...countsOf(1, 1_234), ...countsOf(2, 2_468), ...countsOf(5, 6_170)],
      missed: [
        [3, 'hidden', '', 'plays shown as "--"'],
        [4, 'removed', '', 'code 127107 archive was deleted'],
        [1_001, 'removed', '', 'code 127124 archive does not exist'],
        [1_002, 'failed', 'refused', 'bilibili: code 127100 bad parameter (request r-127100)'],
      ],
    });
    expect(collected.all.readings[0]?.publishedAt).toBe(PUBLISHED - 60_000);
    expect(pathsOf(collected.all.attempts).toSorted()).toEqual([
      ...Array(7).fill('/arcopen/fn/data/arc/stat'),
      ...Array(2).fill('/x/account-oauth2/v1/token'),
    ]);
  });

  test('secrets, codes and tokens reach no row, and no payload', async () => {
    await platform.collect();
    platform.bench.clock.set(NOW + 31 * DAY_MS);
    const { all } = await platform.collect();
    expect(pathsOf(all.attempts)).toContain('/x/account-oauth2/v1/refresh_token');
    const kept = JSON.stringify(all);
    const { codes } = platform.settings;
    expect(
      [...Object.values(CREDENTIALS).slice(1), ...Object.values(codes)].filter(secret =>
        kept.includes(secret),
      ),
    ).toEqual([]);
    expect(kept).not.toMatch(/"refresh_token=[0-9a-f]|access_token":"[^*]/);
  });

  test('the list holds what is open for viewing, page by page', async () => {
    const { items, attempts, error } = await platform.discover({ account: 'bilibili-a' });
    expect(error).toBeNull();
    expect(pathsOf(attempts)).toEqual(['/x/account-oauth2/v1/token', '/arcopen/fn/archive/viewlist']);
    expect(items).toEqual(
      [1, 2].map(n => ({
        externalId: video(n).id,
        title: `例 ${video(n).id}`,
        url: `https://www.bilibili.com/video/${video(n).id}`,
        publishedAt: PUBLISHED - n * 60_000,
        kind: 'clip',
        metric: 'plays',
      })),
    );
  });
});

describe('tokens', () => {
  test('each refresh token works once and brings the next, for 120 days', async () => {
    const paths: string[] = [];
    for (let day = 0; day < 120; day += 1) {
      platform.bench.clock.set(NOW + day * DAY_MS);
      const { summary, all } = await platform.collect();
      expect({ day, failures: summary.failures }).toEqual({ day, failures: {} });
      paths.push(...pathsOf(all.attempts).filter(path => path.includes('oauth2')));
    }
    expect(paths).toEqual([
      ...Array(2).fill('/x/account-oauth2/v1/token'),
      ...Array(6).fill('/x/account-oauth2/v1/refresh_token'),
    ]);
  });

  test('one that the platform does not know any more is refreshed once, and the request is sent again', async () => {
    await platform.collect();
    const file = join(platform.bench.folder, 'tokens.json');
    const kept = JSON.parse(readFileSync(file, 'utf8'));
    kept['bilibili/bilibili-a'].token.accessToken = 'revoked-access-token';
    writeFileSync(file, JSON.stringify(kept));
    platform.bench.clock.set(NOW + 60_000);
    const { summary, all } = await platform.collect();
    expect(summary).toEqual({
      targets: 5,
      read: 3,
      absent: 0,
      hidden: 1,
      removed: 1,
      failed: 0,
      rejects: 0,
      requests: summary.requests,
      failures: {},
      stops: [],
      unasked: 0,
    });
    expect(pathsOf(all.attempts).filter(path => path.includes('oauth2'))).toEqual([
      '/x/account-oauth2/v1/refresh_token',
    ]);
    expect(JSON.stringify(all)).not.toContain('revoked-access-token');
  });

  test('a wrong secret is a setting, a spent code asks for consent', async () => {
    platform.settings = {
      ...platform.settings,
      credentials: { ...CREDENTIALS, BILIBILI_CLIENT_SECRET: 'another-secret' },
    };
    const wrong = await platform.collect();
    expect(wrong.summary.failures).toEqual({ config: 5 });
    expect(wrong.all.misses[0]?.reason).toBe(
      'Bilibili gave no token: code 122001 client_secret is wrong (request r-122001): ' +
        'BILIBILI_CLIENT_SECRET is wrong',
    );
    platform.settings = {
      ...platform.settings,
      credentials: CREDENTIALS,
      codes: { 'bilibili-a': 'old-code' },
    };
    const spent = await platform.collect();
    expect(spent.summary.failures).toEqual({ auth: 5 });
    expect(spent.all.misses[0]?.reason).toContain(
      "needs its owner's consent: its code was refused (Bilibili gave no token: code 122002 code not found",
    );
  });
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
    // The host's circuit is open for a while after so many faults.
    platform.bench.clock.set(NOW + 30 * 60_000);
    const { requests: __, ...again } = (await platform.collect()).summary;
    expect(again).toEqual(whole);
  });

  // A cut answer's nonce was taken by the platform: what is sent again carries another one.
  test.each(['reset', 'rate-limit', 'cut'] as const)('one %s is not noticed by the readings', async kind => {
    await platform.collect();
    platform.fault = { kind, times: 1 };
    const { summary, all } = await platform.collect();
    expect(summary).toMatchObject({ read: 3, hidden: 1, removed: 1, failed: 0, requests: 6, failures: {} });
    expect(pathsOf(all.attempts)).toEqual(Array(6).fill('/arcopen/fn/data/arc/stat'));
  });

  test('a signature with a wrong secret is a setting: each account is asked no further, and told once why', async () => {
    await platform.collect();
    platform.settings = {
      ...platform.settings,
      credentials: { ...CREDENTIALS, BILIBILI_CLIENT_SECRET: 'another-secret' },
    };
    const before = platform.server.requests();
    const { summary } = await platform.collect({ unknown: ['BV1yy4000000', 'BV1yy4000001', 'BV1yy4000002'] });
    const message =
      'bilibili: code 127012 auth error (request r-127012): the signature is refused: BILIBILI_CLIENT_SECRET is wrong, ' +
      'or the clock of this machine is';
    expect(summary).toMatchObject({
      read: 0,
      failures: { config: 8 },
      stops: ['bilibili-a', 'bilibili-b'].map(accountId => ({ accountId, kind: 'config', message })),
    });
    // Two at a time: the second was on its way when the first was refused.
    expect(platform.server.requests() - before).toBe(3);
  });

  test('totals of a broken login, all at zero, stay zeros that the verdicts hold', async () => {
    platform.fault = { kind: 'zeros' };
    const { all } = await platform.collect();
    expect(
      all.readings.filter(r => r.metric === 'plays').map(r => [r.low, r.high, r.othersPositive]),
    ).toEqual(Array(4).fill([0, 0, false]));
  });
});
