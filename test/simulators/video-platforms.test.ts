import { describe, expect, onTestFinished, test } from 'vitest';
import { createBilibili } from './bilibili.ts';
import { consentCode } from './grants.ts';
import { get, postForm, postJson } from './harness.ts';
import { plainWorld } from './plain-world.ts';
import type { PlatformOptions, PlatformSimulator } from './platform.ts';
import { serve } from './server.ts';
import { createToutiao } from './toutiao.ts';
import { createYoutube } from './youtube.ts';

/** What the platforms refuse that a correct collector never sends, so that an incorrect one is found out. */
const NOW = Date.parse('2026-10-08T12:00:00+08:00');
const start = async (
  platform: string,
  create: (options: PlatformOptions) => PlatformSimulator,
  credentials: Readonly<Record<string, string>>,
): Promise<string> => {
  const world = plainWorld(platform, [{ id: 'x', account: 'a', count: 1, publishedAt: NOW }]);
  const { handle, counters } = create({ world, clock: { now: () => NOW }, accounts: ['a'], credentials });
  const server = await serve({ handle, counters, fault: () => null });
  onTestFinished(server.stop);
  return server.url;
};

test('YouTube takes 50 ids, lists 50 at most, and needs to know what is asked for', async () => {
  const url = await start('youtube', createYoutube, { YOUTUBE_API_KEY: 'k' });
  const reason = async (path: string) => {
    const { status, body } = await get(`${url}/youtube/v3/${path}&key=k`);
    const { error } = body as { error?: { errors: { reason: string }[] } };
    return [status, error?.errors[0]?.reason];
  };
  const ids = (n: number): string => Array.from({ length: n }, (_, i) => `id${i}`).join(',');
  expect(await reason(`videos?part=id&id=${ids(50)}`)).toEqual([200, undefined]);
  expect(await reason(`videos?part=id&id=${ids(51)}`)).toEqual([400, 'invalidFilters']);
  expect(await reason(`videos?id=${ids(1)}`)).toEqual([400, 'missingRequiredParameter']);
  const page = 'playlistItems?part=snippet&playlistId';
  expect(await reason(`${page}=UU&maxResults=50`)).toEqual([200, undefined]);
  expect(await reason(`${page}=UU&maxResults=51`)).toEqual([400, 'invalidFilters']);
  expect(await reason(`${page}=UUnone`)).toEqual([404, 'playlistNotFound']);
});

describe('Bilibili', () => {
  const credentials = { BILIBILI_CLIENT_ID: 'id', BILIBILI_CLIENT_SECRET: 'secret' };
  const token = async (url: string, query: Record<string, string>, path = 'token') => {
    const all = new URLSearchParams({ client_id: 'id', client_secret: 'secret', ...query });
    const { body } = await postForm(`${url}/x/account-oauth2/v1/${path}?${all}`, {});
    return body as { code: number; data?: { refresh_token: string; expires_in: number } };
  };

  test('codes and refresh tokens work once; the end of a token is an instant', async () => {
    const url = await start('bilibili', createBilibili, credentials);
    const code = { grant_type: 'authorization_code', code: consentCode('a') };
    const { data } = await token(url, code);
    expect(data?.expires_in).toBe(NOW / 1000 + 30 * 86_400);
    expect((await token(url, code)).code).toBe(122002);
    const refresh = { grant_type: 'refresh_token', refresh_token: String(data?.refresh_token) };
    expect((await token(url, refresh, 'refresh_token')).code).toBe(0);
    expect((await token(url, refresh, 'refresh_token')).code).toBe(122007);
  });

  test('an unsigned call is refused', async () => {
    const url = await start('bilibili', createBilibili, credentials);
    const { body } = await get(`${url}/arcopen/fn/data/arc/stat?resource_id=BV1xx411c7mD`);
    expect((body as { code: number }).code).toBe(127000);
  });
});

test('Toutiao takes 20 ids of the account that authorised', async () => {
  const url = await start('toutiao', createToutiao, { TOUTIAO_CLIENT_KEY: 'k', TOUTIAO_CLIENT_SECRET: 's' });
  const { body } = await postForm(`${url}/oauth/access_token/`, {
    client_key: 'k',
    client_secret: 's',
    code: consentCode('a'),
    grant_type: 'authorization_code',
  });
  const { data } = body as { data: { access_token: string; open_id: string } };
  const code = async (n: number, openId = data.open_id) => {
    const query = new URLSearchParams({ access_token: data.access_token, open_id: openId });
    const item_ids = Array.from({ length: n }, (_, i) => `@${i}`);
    const answer = await postJson(`${url}/toutiao/video/data/?${query}`, { item_ids });
    return (answer.body as { data: { error_code: number } }).data.error_code;
  };
  expect([await code(20), await code(21), await code(1, 'another')]).toEqual([0, 2100005, 2190002]);
});
