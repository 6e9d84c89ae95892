import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Collector, Links } from '../../collectors/contract.ts';
import { LinkError, recogniseLink, resolveLink } from '../../collectors/links.ts';
import { loadCollectors } from '../../collectors/registry.ts';
import { type Received, type Step, startServer, type TestServer } from '../setup/http-server.ts';
import { createWorkbench } from './workbench.ts';

const bench = createWorkbench('2026-11-23T08:00:00Z');
const { http } = bench.context({ credentials: {}, codes: {} });
let collectors: Collector[];
beforeAll(async () => {
  collectors = (await loadCollectors()).filter(({ platform }) =>
    ['douyin', 'kuaishou', 'weibo'].includes(platform),
  );
});

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(server => server.close()));
});

const refusedFor = async (promise: Promise<unknown>): Promise<string> => {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof LinkError) return error.message;
  throw new Error(`expected a LinkError, got ${error}`);
};

describe('links of the platforms', () => {
  const post = {
    platform: 'weibo',
    metric: 'exposures',
    kind: 'article',
    isWebId: false,
    either: null,
  } as const;
  const photo = {
    platform: 'kuaishou',
    metric: 'plays',
    kind: 'clip',
    isWebId: false,
    either: null,
  } as const;
  const video = { platform: 'douyin', metric: 'plays', kind: 'clip', isWebId: true, either: null } as const;
  const oid = { platform: 'weibo', metric: 'plays', kind: 'clip', isWebId: false, either: null } as const;
  test.each([
    [
      'https://weibo.com/1642634100/z0JH2lOMb',
      post,
      '3501756485200075',
      'https://m.weibo.cn/detail/3501756485200075',
    ],
    [
      'https://www.weibo.com/1642634100/yAt1n2xRa?from=x#y',
      post,
      '3486913690606804',
      'https://m.weibo.cn/detail/3486913690606804',
    ],
    [
      'https://weibo.com/1642634100/4844577145688377',
      post,
      '4844577145688377',
      'https://m.weibo.cn/detail/4844577145688377',
    ],
    [
      'https://m.weibo.cn/status/4844577145688377/',
      post,
      '4844577145688377',
      'https://m.weibo.cn/detail/4844577145688377',
    ],
    [
      'https://m.weibo.cn/1642634100/4844577145688377',
      post,
      '4844577145688377',
      'https://m.weibo.cn/detail/4844577145688377',
    ],
    [
      'https://weibo.com/tv/show/1034:4844577145688379?mid=1',
      oid,
      '1034:4844577145688379',
      'https://weibo.com/tv/show/1034:4844577145688379',
    ],
    [
      'https://weibo.com/tv/show/1034%3A4844577145688379',
      oid,
      '1034:4844577145688379',
      'https://weibo.com/tv/show/1034:4844577145688379',
    ],
    [
      'https://www.kuaishou.com/short-video/3xabc7k2m9pq4rs?a=b',
      photo,
      '3xabc7k2m9pq4rs',
      'https://www.kuaishou.com/short-video/3xabc7k2m9pq4rs',
    ],
    [
      'https://v.m.chenzhongtech.com/fw/photo/3xabc7k2m9pq4rs',
      photo,
      '3xabc7k2m9pq4rs',
      'https://www.kuaishou.com/short-video/3xabc7k2m9pq4rs',
    ],
    [
      'https://www.douyin.com/video/7412345678901234567',
      video,
      '7412345678901234567',
      'https://www.douyin.com/video/7412345678901234567',
    ],
    [
      'https://www.iesdouyin.com/share/video/7412345678901234567/?x=1',
      video,
      '7412345678901234567',
      'https://www.douyin.com/video/7412345678901234567',
    ],
    [
      'https://www.douyin.com/user/abc?modal_id=7412345678901234567',
      video,
      '7412345678901234567',
      'https://www.douyin.com/video/7412345678901234567',
    ],
  ])('%s', (address, item, externalId, url) => {
    expect(recogniseLink(address, collectors)).toEqual({ ...item, externalId, url });
    // What it is called canonically is recognised again.
    expect(recogniseLink(url, collectors)).toEqual({ ...item, externalId, url });
  });

  test.each([
    'https://weibo.com/u/1642634100',
    'https://passport.weibo.com/visitor/visitor?url=x',
    'https://weibo.com/1642634100/12345',
    'https://www.douyin.com/user/abc',
    'https://www.douyin.com/video/74',
    'https://v.douyin.com/iAbC-1/',
    'https://t.cn/A6abc',
    'https://www.kuaishou.com/profile/3xabc7k2m9pq4rs',
    'https://weibo.com@evil.example/1642634100/z0JH2lOMb',
    'https://weibo.com.evil.example/1642634100/z0JH2lOMb',
    'https://weibo.com/tv/show/%E0%A4%A',
    'no link',
  ])('%s is no item', address => {
    expect(recogniseLink(address, collectors)).toBeNull();
  });
});

describe('a text', () => {
  test.each([
    ['【津云的微博】看这里：https://m.weibo.cn/status/4844577145688377，太好了！', '4844577145688377'],
    ['https://www.kuaishou.com/short-video/3xabc7k2m9pq4rs复制此链接', '3xabc7k2m9pq4rs'],
    ['(https://www.kuaishou.com/short-video/3xabc7k2m9pq4rs).', '3xabc7k2m9pq4rs'],
    ['m.weibo.cn/detail/4844577145688377', '4844577145688377'],
    ['HTTPS://WWW.WEIBO.COM/1642634100/z0JH2lOMb', '3501756485200075'],
    ['见 https://news.example/1 和 https://m.weibo.cn/detail/4844577145688377', '4844577145688377'],
  ])('%s', async (text, externalId) => {
    expect((await resolveLink(text, collectors, http)).externalId).toBe(externalId);
  });

  test('without a link, of a host nobody knows, or of a page that is no item is refused with what to do', async () => {
    expect([
      await refusedFor(resolveLink('明年天津…… 3.14 v1.2.3', collectors, http)),
      await refusedFor(resolveLink('https://news.example/1?token=abc', collectors, http)),
      await refusedFor(resolveLink('https://weibo.com/u/1642634100', collectors, http)),
    ]).toEqual([
      'There is no link in “明年天津…… 3.14 v1.2.3”. Paste the address of the item.',
      'news.example/1 is on a host that no platform here knows. Links are known of: douyin, kuaishou, weibo. ' +
        "Items of other platforms go into the catalogue file, with the platform's own id.",
      'weibo.com/u/1642634100 is a page of Weibo but no item of it that is counted (a login page, a list, a profile?). ' +
        'Open the item itself and paste its address.',
    ]);
  });
});

describe('a short link', () => {
  /** A platform on a server of ours: /s/… are its short links, /item/<digits> its items. */
  const onServer = async (answer: (request: Received) => Step) => {
    const server = await startServer(answer);
    servers.push(server);
    const links: Links = {
      hosts: ['127.0.0.1'],
      recognise: ({ pathname }) => {
        if (pathname.startsWith('/s/')) return { follow: true };
        const id = /^\/item\/(\d+)$/.exec(pathname)?.[1];
        return id === undefined ? null : { externalId: id, metric: 'plays', kind: 'clip' };
      },
      url: id => `https://example.test/item/${id}`,
    };
    const example = { platform: 'example', name: { zh: '例', en: 'Example' }, links };
    return {
      server,
      resolve: (path: string) => resolveLink(`看 ${server.url}${path} 吧`, [example, ...collectors], http),
    };
  };
  const to = (location: string, status = 302): Step => ({ status, headers: { location }, body: '' });

  test.each([301, 302, 303, 307, 308])(
    'is asked once where it leads (%i), and that is not opened',
    async status => {
      const { server, resolve } = await onServer(() => to('/item/7412345678901234567?share=1', status));
      expect(await resolve('/s/abc?x=1')).toEqual({
        platform: 'example',
        externalId: '7412345678901234567',
        metric: 'plays',
        kind: 'clip',
        url: 'https://example.test/item/7412345678901234567',
        isWebId: false,
        either: null,
      });
      expect(server.received.map(({ method, path, query, body }) => ({ method, path, query, body }))).toEqual(
        [{ method: 'GET', path: '/s/abc', query: { x: '1' }, body: '' }],
      );
    },
  );

  test('may lead to another platform', async () => {
    const { resolve } = await onServer(() => to('https://m.weibo.cn/detail/4844577145688377'));
    expect(await resolve('/s/abc')).toEqual({
      platform: 'weibo',
      externalId: '4844577145688377',
      metric: 'exposures',
      kind: 'article',
      url: 'https://m.weibo.cn/detail/4844577145688377',
      isWebId: false,
      either: null,
    });
  });

  test('that leads nowhere of use is refused with where it led', async () => {
    const refusal = async (step: Step): Promise<string> => {
      const { server, resolve } = await onServer(() => step);
      const message = await refusedFor(resolve('/s/abc'));
      return message.replaceAll(server.url.slice('http://'.length), 'HOST');
    };
    expect([
      await refusal(to('/s/again')),
      await refusal(to('/login')),
      await refusal(to('snssdk1128://aweme/detail/1')),
      await refusal({ body: '<html>' }),
      await refusal(to('https://news.example/1')),
    ]).toEqual([
      'HOST/s/abc leads to another short link, HOST/s/again. Open it in a browser and paste the address it ends at.',
      'HOST/s/abc leads to HOST/login, which is a page of Example but no item of it that is counted (a login page, a list, ' +
        'a profile?). Open the item itself and paste its address.',
      'HOST/s/abc leads nowhere: it may have expired, or open only in the app. Paste the address of the item itself.',
      'HOST/s/abc leads nowhere: it may have expired, or open only in the app. Paste the address of the item itself.',
      'HOST/s/abc leads to news.example/1, which is on a host that no platform here knows. Links are known of: douyin, ' +
        "example, kuaishou, weibo. Items of other platforms go into the catalogue file, with the platform's own id.",
    ]);
  });

  test('whose host is down is refused as such', async () => {
    const { server, resolve } = await onServer(() => ({ status: 503, body: '' }));
    const message = await refusedFor(resolve('/s/abc'));
    expect(message.replaceAll(server.url.slice('http://'.length), 'HOST')).toBe(
      'HOST/s/abc could not be followed: example: failed itself (HTTP 503). Paste the full address instead.',
    );
  });
});
