import { afterEach, describe, expect, test } from 'vitest';
import type { PlatformSettings } from '../../collectors/contract.ts';
import { type HotList, loadHotLists } from '../../collectors/hot-list.ts';
import douyin from '../../collectors/hot-lists/douyin-hot-video.ts';
import toutiao from '../../collectors/hot-lists/toutiao-hot-board.ts';
import weibo from '../../collectors/hot-lists/weibo-hot-search.ts';
import zhihu from '../../collectors/hot-lists/zhihu-hot.ts';
import { APPLICATION, sampleHotList } from '../../collectors/sample-hot-list.ts';
import { type Received, type Step, startServer } from '../setup/http-server.ts';
import { type Fault, FaultBoard } from '../simulators/faults.ts';
import { createHotVideos } from '../simulators/hot-videos.ts';
import { serve } from '../simulators/server.ts';
import { createWorkbench } from './workbench.ts';

const START = '2022-12-08T12:00:00+08:00';
const CREDENTIALS = { DOUYIN_CLIENT_KEY: 'key-1', DOUYIN_CLIENT_SECRET: 'secret-1' };

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const bench = () => {
  const made = createWorkbench(START);
  ends.push(() => made.remove());
  return made;
};

test('every list there is fits the contract; only the platforms’ own interfaces are official', async () => {
  const lists = await loadHotLists();
  expect(lists.map(({ id, platform, official, needs }) => ({ id, platform, official, needs }))).toEqual([
    {
      id: 'douyin-hot-video',
      platform: 'douyin',
      official: true,
      needs: ['DOUYIN_CLIENT_KEY', 'DOUYIN_CLIENT_SECRET'],
    },
    { id: 'toutiao-hot-board', platform: 'toutiao', official: false, needs: [] },
    { id: 'weibo-hot-search', platform: 'weibo', official: false, needs: [] },
    { id: 'zhihu-hot', platform: 'zhihu', official: false, needs: [] },
  ]);
});

/** What came of one look, for comparing whole. */
const lookAt = async (list: HotList, context: ReturnType<ReturnType<typeof bench>['context']>) => {
  const sample = await sampleHotList(list, context);
  return 'board' in sample ? sample.board : { kind: sample.error.kind, message: sample.error.message };
};

describe('public pages', () => {
  const look = async <Body>(list: HotList<Body>, answer: Step | ((request: Received) => Step)) => {
    const server = await startServer(typeof answer === 'function' ? answer : () => answer);
    ends.push(() => server.close());
    const settings: PlatformSettings = { baseUrl: server.url, credentials: {}, codes: {} };
    return { result: await lookAt(list as HotList, bench().context(settings)), received: server.received };
  };

  test('Weibo: ranks without advertisements', async () => {
    const { result, received } = await look(weibo, {
      body: {
        ok: 1,
        data: {
          hotgov: { word: '#置顶#' },
          realtime: [
            { word: '天津何时恢复线下教学', word_scheme: '#天津何时恢复线下教学#', num: 1234567, flag: 1 },
            { word: '某商品', num: 900000, ad_channel: 1 },
            { word: '某商品二', num: 900000, is_ad: 1 },
            { word: '雪', note: '雪' },
          ],
        },
      },
    });
    expect(result).toEqual({
      listedAt: null,
      entries: [
        {
          rank: 1,
          title: '天津何时恢复线下教学',
          url: `https://s.weibo.com/weibo?q=${encodeURIComponent('#天津何时恢复线下教学#')}`,
          heat: '1234567',
        },
        { rank: 2, title: '雪', url: `https://s.weibo.com/weibo?q=${encodeURIComponent('雪')}`, heat: null },
      ],
    });
    // As a visitor: nothing is sent that a visitor's browser would have collected.
    expect(received.map(({ method, path, headers }) => [method, path, headers.cookie])).toEqual([
      ['GET', '/ajax/side/hotSearch', undefined],
    ]);
  });

  test('Zhihu and Toutiao: ids of 19 digits stay whole, indices stay as written', async () => {
    const question = await look(zhihu, {
      headers: { 'content-type': 'application/json' },
      body: '{"data":[{"target":{"id":1800000000000000001,"title":"如何看待"},"detail_text":"1234 万热度"},{"target":{"id":2,"title":"b"}}]}',
    });
    const board = await look(toutiao, {
      body: {
        data: [
          {
            ClusterIdStr: '7312345678901234567',
            Title: '养老院',
            Url: 'https://www.toutiao.com/trending/1/?x=y',
            HotValue: '98765',
          },
          { Title: 'b', Url: 'https://www.toutiao.com/b' },
        ],
      },
    });
    expect([question.result, board.result]).toEqual([
      {
        listedAt: null,
        entries: [
          {
            rank: 1,
            title: '如何看待',
            url: 'https://www.zhihu.com/question/1800000000000000001',
            heat: '1234 万热度',
          },
          { rank: 2, title: 'b', url: 'https://www.zhihu.com/question/2', heat: null },
        ],
      },
      {
        listedAt: null,
        entries: [
          {
            rank: 1,
            title: '养老院',
            url: 'https://www.toutiao.com/trending/7312345678901234567/',
            heat: '98765',
          },
          { rank: 2, title: 'b', url: 'https://www.toutiao.com/b', heat: null },
        ],
      },
    ]);
  });

  test('a wall, a login page, another shape and an empty list are errors, never a quiet moment', async () => {
    const kindOf = async (list: HotList, step: Step) => {
      const { result } = await look(list, step);
      return 'kind' in result ? [result.kind, result.message.split('(')[0]] : result;
    };
    expect([
      await kindOf(weibo as HotList, { status: 403, body: '<html>' }),
      await kindOf(weibo as HotList, { body: { ok: -100, msg: 'login' } }),
      await kindOf(weibo as HotList, { headers: { 'content-type': 'text/html' }, body: '<html>' }),
      await kindOf(weibo as HotList, { body: { ok: 1, data: {} } }),
      await kindOf(weibo as HotList, { body: { ok: 1, data: { realtime: [] } } }),
      await kindOf(zhihu as HotList, {
        status: 403,
        body: { error: { code: 10003, message: '请求参数异常' } },
      }),
    ]).toEqual([
      ['refused', 'weibo: asks for a visitor’s cookie '],
      ['shape', 'weibo: the answer is not what we know '],
      ['shape', 'weibo: the answer is no JSON '],
      ['shape', 'weibo: the answer is not what we know '],
      ['shape', 'weibo: the list "weibo-hot-search" came back without a line'],
      ['refused', 'zhihu: code 10003 请求参数异常'],
    ]);
  });
});

describe('Douyin’s own list', () => {
  const VIDEOS = [
    {
      title: '天津有了家门口的养老院',
      videoId: '7412345678901234567',
      hot: 500,
      days: ['2022-12-07', '2022-12-08'],
    },
    { title: '雪', videoId: '7412345678901234568', hot: 900, days: ['2022-12-08'] },
  ];
  const start = async (credentials: Readonly<Record<string, string>> = CREDENTIALS) => {
    const made = bench();
    const faults = new FaultBoard();
    const asked: string[] = [];
    const { handle, counters } = createHotVideos({
      clock: made.clock,
      credentials: CREDENTIALS,
      videosOf: day => VIDEOS.filter(({ days }) => days.includes(day)),
    });
    const server = await serve({
      handle: call => {
        asked.push(call.path);
        return handle(call);
      },
      fault: path => faults.take('douyin', path),
      counters,
    });
    ends.push(() => server.stop());
    const settings = { baseUrl: server.url, credentials, codes: { [APPLICATION]: 'client_credential' } };
    return {
      clock: made.clock,
      asked,
      url: server.url,
      fault: (fault: Omit<Fault, 'platform'>) => faults.set({ platform: 'douyin', ...fault }),
      look: () => lookAt(douyin as HotList, made.context(settings)),
    };
  };
  const entry = (rank: number, video: (typeof VIDEOS)[number] | undefined) => ({
    rank,
    title: video?.title,
    url: `https://www.iesdouyin.com/share/video/${video?.videoId}/`,
    heat: String(video?.hot),
  });

  test('is read with the application’s token, which is kept for its two hours', async () => {
    const { clock, asked, look } = await start();
    const first = await look();
    clock.set(clock.now() + 60 * 60_000);
    await look();
    clock.set(clock.now() + 55 * 60_000);
    const later = await look();
    expect(first).toEqual({
      listedAt: Date.parse(START),
      entries: [entry(1, VIDEOS[1]), entry(2, VIDEOS[0])],
    });
    expect(later).toEqual({ ...first, listedAt: Date.parse(START) + 115 * 60_000 });
    const [token, board] = ['/oauth/client_token/', '/data/extern/billboard/hot_video/'];
    // The token has five minutes left at the third look: it is renewed before it ends in mid-request.
    expect(asked).toEqual([token, board, board, token, board]);
  });

  test('before ten in the morning it is still that of the day before', async () => {
    const { clock, look } = await start();
    clock.set(Date.parse('2022-12-08T09:59:59+08:00'));
    expect(await look()).toEqual({ listedAt: clock.now(), entries: [entry(1, VIDEOS[0])] });
  });

  test('a token that somebody else’s has ended is had again, once', async () => {
    const { clock, asked, url, look } = await start();
    await look();
    const body = JSON.stringify({
      client_key: 'key-1',
      client_secret: 'secret-1',
      grant_type: 'client_credential',
    });
    const headers = { 'content-type': 'application/json' };
    await fetch(`${url}/oauth/client_token/`, { method: 'POST', headers, body });
    clock.set(clock.now() + 6 * 60_000);
    asked.length = 0;
    expect(await look()).toMatchObject({ listedAt: clock.now() });
    const board = '/data/extern/billboard/hot_video/';
    expect(asked).toEqual([board, '/oauth/client_token/', board]);
  });

  test('an outage, a wrong key and a missing one are told', async () => {
    const { asked, fault, look } = await start();
    await look();
    const off = fault({ kind: 'status', status: 503, path: 'billboard' });
    const down = await look();
    off();
    expect([asked.length, down]).toEqual([
      2,
      { kind: 'network', message: 'douyin: failed itself (HTTP 503)' },
    ]);
    const wrong = await start({ ...CREDENTIALS, DOUYIN_CLIENT_SECRET: 'wrong' });
    expect(await wrong.look()).toMatchObject({ message: expect.stringContaining('code 10003') });
    const unset = await start({ DOUYIN_CLIENT_KEY: 'key-1' });
    expect(await unset.look()).toEqual({
      kind: 'config',
      message: 'douyin: set DOUYIN_CLIENT_SECRET in the environment; "douyin-hot-video" cannot ask without',
    });
    expect(unset.asked).toEqual([]);
  });
});
