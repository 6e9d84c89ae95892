import { expect, test } from 'vitest';
import { loadHotLists } from '../../collectors/hot-list.ts';
import { loadCollectors } from '../../collectors/registry.ts';
import { type Fault, SIMULATED, SIMULATED_LISTS } from './faults.ts';
import { beijing, get, idOf, postForm, startAt } from './harness.ts';

const NOW = beijing('2022-12-07 20:00');
type Sim = Awaited<ReturnType<typeof startAt>>;
const id = idOf('education-live', 'jinyun-app');
const ask = (sim: Sim, signal?: AbortSignal): Promise<Response> =>
  fetch(`${sim.urls.jinyun}/api/open/v1/contents/stats?ids=${id}`, {
    headers: { 'x-api-key': sim.credentials.JINYUN_API_KEY! },
    ...(signal ? { signal } : {}),
  });
const spoiled = async (kind: Fault['kind'], more: Partial<Fault> = {}) => {
  const sim = await startAt(NOW);
  sim.fault({ platform: 'jinyun', kind, ...more });
  const response = await ask(sim);
  return { sim, response, text: await response.text() };
};

test('a fault lasts for its number of requests, or until it is cleared', async () => {
  const sim = await startAt(NOW);
  const statuses = async (n: number): Promise<number[]> => {
    const seen: number[] = [];
    for (let i = 0; i < n; i += 1) seen.push((await ask(sim)).status);
    return seen;
  };
  sim.fault({ platform: 'jinyun', kind: 'status', times: 2 });
  const clear = sim.fault({ platform: 'jinyun', kind: 'rate-limit', retryAfterS: 7 });
  expect(await statuses(3)).toEqual([500, 500, 429]);
  expect((await ask(sim)).headers.get('retry-after')).toBe('7');
  clear();
  expect(await statuses(1)).toEqual([200]);
  expect(sim.requests('jinyun')).toBe(5);
  expect(sim.requests('weibo')).toBe(0);
});

test('a fault leaves other platforms and OAuth alone unless it names the path, and spends no code', async () => {
  const sim = await startAt(NOW);
  sim.fault({ platform: 'weibo', kind: 'status', status: 502 });
  const consent = () =>
    postForm(`${sim.urls.weibo}/oauth2/access_token`, {
      client_id: sim.credentials.WEIBO_APP_KEY!,
      client_secret: sim.credentials.WEIBO_APP_SECRET!,
      grant_type: 'authorization_code',
      code: sim.codes['weibo-jinyun']!,
      redirect_uri: sim.credentials.WEIBO_REDIRECT_URI!,
    });
  sim.fault({ platform: 'weibo', kind: 'rate-limit', path: '/oauth2', times: 1 });
  expect((await consent()).status).toBe(429);
  expect((await consent()).status).toBe(200);
  expect((await fetch(`${sim.urls.weibo}/2/videos/play_count/biz.json`)).status).toBe(502);
  expect((await ask(sim)).status).toBe(200);
});

test('answers that are no good come whole, with status 200', async () => {
  const good = JSON.parse(await (await ask(await startAt(NOW))).text());
  const { liveEntries, likeCount } = good.data.items[0];
  expect(liveEntries > 10_000 && likeCount > 0).toBe(true);
  expect(JSON.parse((await spoiled('zeros')).text)).toEqual({
    ...good,
    data: { items: [{ ...good.data.items[0], liveEntries: 0, likeCount: 0 }] },
  });
  expect(JSON.parse((await spoiled('wrong-shape')).text)).toEqual({ ok: true, payload: { rows: [good] } });
  const whole = JSON.stringify(good);
  expect((await spoiled('truncated')).text).toBe(whole.slice(0, whole.length / 2));
  const empty = await spoiled('empty');
  expect([empty.response.status, empty.text]).toEqual([200, '']);
  const html = await spoiled('html');
  expect([html.response.status, html.response.headers.get('content-type')]).toEqual([
    200,
    'text/html; charset=utf-8',
  ]);
});

test('zeros keep the type of a counter', async () => {
  const sim = await startAt(NOW);
  sim.fault({ platform: 'jinyun', kind: 'zeros' });
  const clip = idOf('education-clip-1', 'jinyun-app');
  const key = { 'x-api-key': sim.credentials.JINYUN_API_KEY! };
  const { body } = await get(`${sim.urls.jinyun}/api/open/v1/contents/stats?ids=${clip}`, key);
  expect(body).toMatchObject({ data: { items: [{ id: clip, playCountText: '0', likeCount: 0 }] } });
});

test('connections break: without an answer, half way, or never', async () => {
  const sim = await startAt(NOW);
  sim.fault({ platform: 'jinyun', kind: 'reset', times: 1 });
  await expect(ask(sim)).rejects.toThrow('fetch failed');
  sim.fault({ platform: 'jinyun', kind: 'cut', times: 1 });
  await expect(ask(sim).then(response => response.text())).rejects.toThrow('terminated');
  sim.fault({ platform: 'jinyun', kind: 'hang', times: 1 });
  await expect(ask(sim, AbortSignal.timeout(50))).rejects.toThrow('aborted due to timeout');
  expect((await ask(sim)).status).toBe(200);
});

test('unknown paths are refused in the way of each platform', async () => {
  const sim = await startAt(NOW);
  expect(await get(`${sim.urls.douyin}/x`)).toEqual({ status: 404, body: { message: 'no such interface' } });
  expect(await get(`${sim.urls.kuaishou}/x`)).toEqual({
    status: 200,
    body: { result: 100400, error: 'bad_request', error_msg: 'no such interface' },
  });
  expect(await get(`${sim.urls.weibo}/x`)).toEqual({
    status: 404,
    body: { request: '/x', error_code: 10020, error: 'request api not found' },
  });
  expect(await get(`${sim.urls.jinyun}/x`)).toEqual({
    status: 404,
    body: { code: 40400, message: '接口不存在' },
  });
});

test('everything a collector or a list needs is simulated, and each account has its code', async () => {
  const sim = await startAt(NOW);
  const needs = [...(await loadCollectors()), ...(await loadHotLists())].flatMap(each => each.needs);
  expect([...new Set(needs)].filter(name => sim.credentials[name] === undefined)).toEqual([]);
  expect(Object.keys(sim.codes)).toEqual([
    'douyin-jinyun',
    'douyin-radio',
    'weibo-jinyun',
    'kuaishou-jinyun',
  ]);
  expect(new Set(Object.values(sim.codes)).size).toBe(4);
});

test('every platform with a collector, and every hot list, has its simulator', async () => {
  const platforms = (await loadCollectors()).map(({ platform }) => platform);
  expect([...new Set(platforms)].sort()).toEqual([...SIMULATED].sort());
  expect((await loadHotLists()).map(({ id }) => id)).toEqual([...SIMULATED_LISTS]);
});

test('a fault of any platform leaves the paths alone at which it gives out tokens', async () => {
  const sim = await startAt(NOW);
  const tokens: readonly [Fault['platform'], string][] = [
    ['douyin', '/oauth/renew_refresh_token/'],
    ['toutiao', '/oauth/access_token/'],
    ['kuaishou', '/oauth2/refresh_token'],
    ['bilibili', '/x/account-oauth2/v1/token'],
    ['wechat', '/cgi-bin/stable_token'],
    ['douyin-hot-video', '/oauth/client_token/'],
  ];
  for (const [platform, path] of tokens) {
    sim.fault({ platform, kind: 'status', status: 599 });
    const url = { ...sim.urls, ...sim.hotLists }[platform];
    const statusOf = async (at: string) => (await fetch(`${url}${at}`, { method: 'POST' })).status;
    expect([platform, (await statusOf(path)) === 599, await statusOf('/else')]).toEqual([
      platform,
      false,
      599,
    ]);
  }
});
