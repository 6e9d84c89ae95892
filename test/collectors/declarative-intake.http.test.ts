import { describe, expect, test } from 'vitest';
import { declarativeCollector } from '../../collectors/declarative.ts';
import { recogniseLink, resolveLink } from '../../collectors/links.ts';
import { head, openSite } from './partner-site.ts';

const site = openSite();

const LINKS = `links:
  hosts: [news.example, m.news.example]
  short: [t.news.example]
  items:
    - { match: '^/video/(\\w+)\\.html', metric: plays, kind: clip }
    - { match: '^/n1/(\\d{4}/\\d{4}/c[\\d-]+)\\.html', metric: reads, kind: article }
    - { match: '^/article\\?(?:.*&)?id=(\\d+)', metric: reads, kind: article }
  url: https://news.example/video/{id}.html
`;
const JSON_LIST = `${head('partner', 'reads, plays').replace('minIntervalMs: 0', 'minIntervalMs: 0, perDay: 50, sharedQuota: true, quotaZone: America/Los_Angeles')}format: json
request: { path: '/stat/{id}', batch: 1 }
success: { pointer: /code, equals: [0], message: /msg }
errors: { auth: [401] }
items: /data
item:
  id: /id
  metrics: { reads: { pointer: /reads }, plays: { pointer: /plays } }
${LINKS}discovery:
  request: { path: /channel, query: { channelId: '{account}', start: '{cursor}', size: '{limit}', key: '\${PARTNER_KEY}' } }
  items: /data/list
  paging: { by: last-row, value: /sort, limit: 2 }
  item:
    id: { pointer: /url, match: '/(\\w+)\\.html$' }
    title: /title
    url: /url
    published: { pointer: /at, format: seconds }
    what:
      - { when: { pointer: /type, equals: [9] }, metric: plays, kind: clip }
      - { when: { pointer: /type, equals: [2, 4] }, metric: reads, kind: article }
`;

describe('links of a manifest', () => {
  const partner = declarativeCollector(JSON_LIST, 'partner.yaml');
  const linked = (url: string): unknown => recogniseLink(url, [partner]);
  const item = (externalId: string, metric: string, kind: string) => ({
    platform: 'partner',
    externalId,
    metric,
    kind,
    url: `https://news.example/video/${externalId}.html`,
    isWebId: false,
    either: null,
  });

  test.each([
    ['https://www.news.example/video/a1.html?from=app#top', item('a1', 'plays', 'clip')],
    ['http://m.news.example/n1/2022/1205/c1008-32.html', item('2022/1205/c1008-32', 'reads', 'article')],
    ['https://news.example/article?from=app&id=77', item('77', 'reads', 'article')],
    ['https://news.example/about.html', null],
    ['https://other.example/video/a1.html', null],
    ['https://t.news.example/Xy', null],
  ])('%s', (url, expected) => {
    expect(linked(url)).toEqual(expected);
  });

  test('a short link is asked once where it leads', async () => {
    const asked: string[] = [];
    const http = {
      send: async (base: string, { path }: { path: string }) => {
        asked.push(`${base}${path}`);
        return { location: 'https://m.news.example/video/a1.html?share=1' } as never;
      },
    };
    expect(await resolveLink('看这个 https://t.news.example/Xy。', [partner], http)).toEqual(
      item('a1', 'plays', 'clip'),
    );
    expect(asked).toEqual(['https://t.news.example/Xy']);
  });

  test('quota and zone are those of the manifest', () => {
    expect(partner.limits).toEqual({
      concurrency: 1,
      minIntervalMs: 0,
      perDay: 50,
      sharedQuota: true,
      quotaZone: 'America/Los_Angeles',
    });
  });
});

describe('an account’s list of JSON', () => {
  const row = (n: number, type: number) => ({
    url: `www.news.example/video/v${n}.html`,
    title: `作品${n}`,
    at: 1_670_200_000 + n,
    sort: `s${n}`,
    type,
  });
  const pages: Readonly<Record<string, readonly unknown[]>> = {
    '': [row(3, 9), row(2, 5)],
    s2: [row(1, 4)],
    s1: [],
  };

  test('is asked by the account’s own id, walked to its end, and says what each item is', async () => {
    site.answer = ({ query }) => ({ body: { code: 0, data: { list: pages[query.start ?? ''] } } });
    const { items, error } = await site.discover(JSON_LIST, 'channel-7');
    const found = (n: number, metric: string, kind: string) => ({
      externalId: `v${n}`,
      title: `作品${n}`,
      url: `https://www.news.example/video/v${n}.html`,
      publishedAt: (1_670_200_000 + n) * 1000,
      kind,
      metric,
    });
    expect({ items, error }).toEqual({
      items: [found(3, 'plays', 'clip'), found(1, 'reads', 'article')],
      error: null,
    });
    expect(site.requests()).toEqual([
      '/channel?channelId=channel-7&size=2&key=key-of-the-partner',
      '/channel?channelId=channel-7&start=s2&size=2&key=key-of-the-partner',
      '/channel?channelId=channel-7&start=s1&size=2&key=key-of-the-partner',
    ]);
  });

  test.each<[string, unknown, readonly [string, string]]>([
    ['a refusal', { code: 401, msg: '未登录' }, ['auth', 'partner: code 401 未登录']],
    [
      'no list',
      { code: 0, data: {} },
      [
        'shape',
        'partner: the answer is not what we know (application/json): data.list: expected a list of items',
      ],
    ],
    [
      'a row without a title',
      { code: 0, data: { list: [{ ...row(1, 9), title: null }] } },
      ['shape', 'partner: listed item v1 has no title at "/title"'],
    ],
  ])('%s is said, and nothing is found', async (_, body, expected) => {
    site.answer = () => ({ body });
    const { items, error } = await site.discover(JSON_LIST, 'channel-7');
    expect([items, error?.kind, error?.message]).toEqual([[], ...expected]);
  });
});

describe('an account’s page in GB2312', () => {
  const PAGE = `${head('partner', 'reads')}format: html
baseUrl: http://news.example
charset: gb2312
request: { path: '/a/{id}.html', batch: 1 }
item: { metrics: { reads: { select: .num, match: '阅读[:：]\\s*(.*)' } } }
discovery:
  request: { path: '/list/{account}_{page}.html' }
  items: .list li
  paging: { by: page, first: 0, hasMore: { select: .pager, attribute: data-more } }
  item:
    id: { select: a, attribute: href, match: '/(\\d+)\\.html$' }
    title: { select: a }
    url: { select: a, attribute: href }
    published: { select: i, format: beijing, optional: true }
    what: [{ metric: reads, kind: article }]
`;
  /** 阅读：1.2万 · 海河夜景 */
  const COUNT = [0xd4, 0xc4, 0xb6, 0xc1, 0xa3, 0xba, 0x31, 0x2e, 0x32, 0xcd, 0xf2];
  const TITLE = [0xba, 0xa3, 0xba, 0xd3, 0xd2, 0xb9, 0xbe, 0xb0];
  const page = (before: string, chinese: readonly number[], after: string) => ({
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: Uint8Array.from([...Buffer.from(before), ...chinese, ...Buffer.from(after)]),
  });

  test('is read in the charset that the manifest declares, whatever the server says', async () => {
    site.answer = () => page('<span class="num">', COUNT, '</span>');
    expect((await site.collect(PAGE, 'reads', '12')).ends).toEqual([
      { id: '12', read: [['reads', 11_001, 12_999, '1.2万']] },
    ]);
    site.answer = () =>
      page(
        '<ul class="list"><li><a href="/a/12.html">',
        TITLE,
        '</a><i>2022-12-05 09:00:00</i></li></ul><div class="pager" data-more="0"></div>',
      );
    expect(await site.discover(PAGE, 'c9')).toMatchObject({
      items: [
        {
          externalId: '12',
          title: '海河夜景',
          url: 'http://news.example/a/12.html',
          publishedAt: Date.parse('2022-12-05T09:00:00+08:00'),
          kind: 'article',
          metric: 'reads',
        },
      ],
      error: null,
    });
    expect(site.requests()).toEqual(['/a/12.html', '/list/c9_0.html']);
  });

  test('on which nothing is found has changed', async () => {
    site.answer = () => page('<ul class="new"></ul>', [], '');
    const { items, error } = await site.discover(PAGE, 'c9');
    expect([items, error?.kind, error?.message]).toEqual([
      [],
      'shape',
      'partner: nothing found at ".list li"; the page may have changed',
    ]);
  });
});
