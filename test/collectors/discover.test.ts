import { afterEach, expect, test } from 'vitest';
import type { Collector } from '../../collectors/contract.ts';
import { discoverAccount } from '../../collectors/discover.ts';
import douyin from '../../collectors/platforms/douyin.ts';
import kuaishou from '../../collectors/platforms/kuaishou.ts';
import weibo from '../../collectors/platforms/weibo.ts';
import { type Received, type Step, startServer, type TestServer } from '../setup/http-server.ts';
import { createWorkbench, type Workbench } from './workbench.ts';

const NOW = '2022-12-08T12:00:00+08:00';
const at = (beijing: string): number => Date.parse(`2022-12-${beijing}:00+08:00`);

const open: { server: TestServer; bench: Workbench }[] = [];
afterEach(async () => {
  for (const { server, bench } of open.splice(0)) {
    await server.close();
    bench.remove();
  }
});

const TOKENS: Readonly<Record<string, unknown>> = {
  '/oauth/access_token/': {
    data: {
      access_token: 'act.1',
      open_id: 'open-1',
      expires_in: '1296000',
      refresh_token: 'rft.1',
      error_code: 0,
    },
  },
  '/oauth2/access_token': {
    result: 1,
    access_token: 'act.1',
    uid: '1',
    open_id: 'open-1',
    expires_in: 172_800,
    refresh_token: 'rft.1',
    refresh_token_expires_in: 15_552_000,
  },
};
const CREDENTIALS = {
  DOUYIN_CLIENT_KEY: 'key-1',
  DOUYIN_CLIENT_SECRET: 'secret-1',
  KUAISHOU_APP_ID: 'app-1',
  KUAISHOU_APP_SECRET: 'secret-1',
  WEIBO_APP_KEY: 'key-1',
  WEIBO_APP_SECRET: 'secret-1',
};

/** Lists the account through the real client from a server that answers as told, tokens given. */
const list = async <Body>(collector: Collector<Body>, since: number, answer: (request: Received) => Step) => {
  const server = await startServer(request => {
    const body = TOKENS[request.path];
    return body === undefined ? answer(request) : { body };
  });
  const bench = createWorkbench(NOW);
  open.push({ server, bench });
  const settings = { baseUrl: server.url, credentials: CREDENTIALS, codes: { ours: 'code-1' } };
  const { items, error, attempts, payloads } = await discoverAccount(
    collector as Collector,
    'ours',
    bench.context(settings),
    since,
  );
  return {
    items,
    error: error && { kind: error.kind, message: error.message },
    asked: server.received.filter(({ path }) => TOKENS[path] === undefined),
    attempts: attempts.length,
    payloads: payloads.length,
  };
};

test('Douyin: pages by cursor, and gives each item its opaque id and its page’s address', async () => {
  const item = (n: number, rest = {}) => ({
    item_id: `@8hxd/0${n}==`,
    title: `作品${n}`,
    create_time: 1670_200_000 + n,
    ...rest,
  });
  const pages: Record<string, unknown> = {
    '0': { cursor: 1670200001000, has_more: true, list: [item(2, { video_id: '7412345678901234567' })] },
    '1670200001000': {
      cursor: '0',
      has_more: false,
      list: [
        item(1, { share_url: 'https://www.iesdouyin.com/share/video/7412345678901234566/' }),
        item(3, { create_time: 0 }),
      ],
    },
  };
  const { asked, ...rest } = await list(douyin, 0, ({ query }) => ({
    body: { data: { error_code: 0, ...(pages[query.cursor ?? ''] as object) }, extra: { error_code: 0 } },
  }));
  const clip = { kind: 'clip', metric: 'plays' } as const;
  expect(rest).toEqual({
    items: [
      {
        externalId: '@8hxd/02==',
        title: '作品2',
        url: 'https://www.douyin.com/video/7412345678901234567',
        publishedAt: 1670_200_002_000,
        ...clip,
      },
      {
        externalId: '@8hxd/01==',
        title: '作品1',
        url: 'https://www.iesdouyin.com/share/video/7412345678901234566/',
        publishedAt: 1670_200_001_000,
        ...clip,
      },
      { externalId: '@8hxd/03==', title: '作品3', url: '', publishedAt: null, ...clip },
    ],
    error: null,
    attempts: 3,
    payloads: 2,
  });
  expect(
    asked.map(({ method, path, query, headers }) => [method, path, query, headers['access-token']]),
  ).toEqual([
    ['GET', '/api/douyin/v1/video/video_list/', { open_id: 'open-1', cursor: '0', count: '10' }, 'act.1'],
    [
      'GET',
      '/api/douyin/v1/video/video_list/',
      { open_id: 'open-1', cursor: '1670200001000', count: '10' },
      'act.1',
    ],
  ]);
});

const photo = (n: number, create_time: number, rest = {}) => ({
  photo_id: `3x${String(n).padStart(13, '0')}`,
  caption: `作品${n}`,
  create_time,
  ...rest,
});
const listedPhoto = (n: number, publishedAt: number) => ({
  externalId: `3x${String(n).padStart(13, '0')}`,
  title: `作品${n}`,
  url: `https://www.kuaishou.com/short-video/3x${String(n).padStart(13, '0')}`,
  publishedAt,
  kind: 'clip',
  metric: 'plays',
});

test('Kuaishou: goes on after the oldest photo of a full page, and leaves out what is not processed yet', async () => {
  const full = Array.from({ length: 200 }, (_, n) => photo(n, at('07T12:00') - n * 1000));
  const { items, error, asked } = await list(kuaishou, 0, ({ query }) => ({
    body: {
      result: 1,
      video_list:
        query.cursor === undefined
          ? full
          : [photo(200, at('06T12:00') / 1000), photo(201, 1, { pending: true })],
    },
  }));
  expect(error).toBeNull();
  expect(items).toEqual([
    ...full.map(({ create_time }, n) => listedPhoto(n, create_time)),
    listedPhoto(200, at('06T12:00')),
  ]);
  expect(asked.map(({ query }) => query.cursor)).toEqual([undefined, '3x0000000000199']);
});

test('a page older than our campaigns is the last one, and what is older is left out', async () => {
  const full = Array.from({ length: 200 }, (_, n) => photo(n, at('07T12:00') - n * 1000));
  const old = Array.from({ length: 200 }, (_, n) => photo(200 + n, at('01T12:00') - n * 1000));
  const { items, error, asked } = await list(kuaishou, at('07T12:00') - 100_000, ({ query }) => ({
    body: { result: 1, video_list: query.cursor === undefined ? full : old },
  }));
  expect({ error, requests: asked.length, items: items.length }).toEqual({
    error: null,
    requests: 2,
    items: 101,
  });
});

test('Weibo: pages by number to an empty page, with the post’s words and day', async () => {
  const post = (idstr: string, text: string) => ({
    idstr,
    id: 1,
    mid: idstr,
    text,
    created_at: 'Wed Dec 07 17:46:55 +0800 2022',
  });
  const pages: Record<string, unknown[]> = {
    1: [post('4844577145688377', '开学啦')],
    2: [post('4844577145688376', '养老院')],
  };
  const { asked, ...rest } = await list(weibo, 0, ({ query }) => ({
    body: { statuses: pages[query.page ?? ''] ?? [] },
  }));
  const listed = (id: string, title: string) => ({
    externalId: id,
    title,
    url: `https://m.weibo.cn/detail/${id}`,
    publishedAt: Date.parse('2022-12-07T17:46:55+08:00'),
    kind: 'article',
    metric: 'exposures',
  });
  expect(rest).toEqual({
    items: [listed('4844577145688377', '开学啦'), listed('4844577145688376', '养老院')],
    error: null,
    attempts: 4,
    payloads: 3,
  });
  expect(asked.map(({ path, query }) => [path, query.page, query.count])).toEqual([
    ['/2/statuses/user_timeline/biz.json', '1', '100'],
    ['/2/statuses/user_timeline/biz.json', '2', '100'],
    ['/2/statuses/user_timeline/biz.json', '3', '100'],
  ]);
});

test('a list that breaks off keeps what came before and says why', async () => {
  const full = Array.from({ length: 200 }, (_, n) => photo(n, at('07T12:00') - n * 1000));
  const refused = await list(kuaishou, 0, ({ query }) => ({
    body:
      query.cursor === undefined
        ? { result: 1, video_list: full }
        : { result: 100100402, error: 'over_limit', error_msg: 'too many' },
  }));
  expect([refused.items.length, refused.error]).toEqual([
    200,
    { kind: 'rate-limited', message: 'kuaishou: code 100100402 over_limit: too many' },
  ]);
  const circling = await list(kuaishou, 0, () => ({ body: { result: 1, video_list: full } }));
  expect([circling.items.length, circling.asked.length, circling.error]).toEqual([
    200,
    2,
    { kind: 'shape', message: 'kuaishou: the list goes round in circles at cursor "3x0000000000199"' },
  ]);
});

test('a list of another shape, or without credentials, is an error and never an empty list', async () => {
  const shape = await list(kuaishou, 0, () => ({ body: { result: 1, videos: [] } }));
  expect([
    shape.items,
    shape.error?.kind,
    shape.error?.message.startsWith('kuaishou: the answer is not what we know'),
  ]).toEqual([[], 'shape', true]);
  const bench = createWorkbench(NOW);
  const { error } = await discoverAccount(
    kuaishou as Collector,
    'ours',
    bench.context({ credentials: {}, codes: {} }),
    0,
  );
  bench.remove();
  expect([error?.kind, error?.message]).toEqual([
    'config',
    'kuaishou: set KUAISHOU_APP_ID, KUAISHOU_APP_SECRET in the environment; "kuaishou" cannot ask without',
  ]);
});
