import { describe, expect, test } from 'vitest';
import type { Step } from '../setup/http-server.ts';
import { head, openSite } from './partner-site.ts';

const site = openSite();
const html = (body: string, status = 200): Step => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html><html><head><title>新闻</title></head><body>${body}</body></html>`,
});

describe('a page whose state is JSON in a script', () => {
  const MANIFEST = `${head('partner-state', 'reads')}format: html
request: { path: '/news/{id}', batch: 1 }
errors: { auth: [{ select: '#login-form' }], rate-limited: [{ select: title, contains: 安全验证 }] }
item:
  id: { select: '#__NEXT_DATA__', pointer: /props/pageProps/article/id }
  state: { absent: [{ select: '#__NEXT_DATA__', pointer: /props/pageProps/statusCode, equals: [404] }] }
  published: { select: '#__NEXT_DATA__', pointer: /props/pageProps/article/time, format: beijing, optional: true }
  metrics:
    reads: { select: '#__NEXT_DATA__', pointer: /props/pageProps/article/read_total }
    likes: { select: '#__NEXT_DATA__', pointer: /props/pageProps/article/like_count, optional: true }
`;
  const next = (pageProps: object): Step =>
    html(
      `<script id="__NEXT_DATA__" type="application/json">${JSON.stringify({ props: { pageProps } })}</script>`,
    );
  const article = { id: '3100001', doc_title: '海河夜景', read_total: 162_685, read_count: 150_233 };

  test('its counts are read by pointer, the id checked, and what it may lack left out', async () => {
    site.answer = () => next({ article: { ...article, time: '2022-12-05 09:00:00' } });
    const { ends, all } = await site.collect(MANIFEST, 'reads', '3100001');
    expect(ends).toEqual([{ id: '3100001', read: [['reads', 162_685, 162_685, '162685']] }]);
    expect(all.readings[0]?.publishedAt).toBe(Date.parse('2022-12-05T09:00:00+08:00'));
    expect(site.requests()).toEqual(['/news/3100001']);
  });

  test.each<[string, Step, readonly [string, string, string | RegExp]]>([
    [
      'a count that is not there any more',
      next({ article: { id: '3100001' } }),
      [
        'failed',
        'shape',
        'reads: nothing found at "#__NEXT_DATA__" "/props/pageProps/article/read_total"; the page may have changed',
      ],
    ],
    [
      'a count that is null',
      next({ article: { id: '3100001', read_total: null } }),
      ['absent', '', 'the answer states no reads'],
    ],
    [
      'a state that says 404',
      next({ statusCode: 404 }),
      ['absent', '', '"#__NEXT_DATA__" "/props/pageProps/statusCode" says 404'],
    ],
    [
      'another article',
      next({ article: { ...article, id: '9' } }),
      ['failed', 'shape', 'asked for item 3100001 and was answered about 9'],
    ],
    [
      'a script cut short',
      html('<script id="__NEXT_DATA__">{"props":{"pageProps":</script>'),
      ['failed', 'shape', 'the text at "#__NEXT_DATA__" "/props/pageProps/statusCode" is no JSON'],
    ],
    [
      'a login page',
      html('<form id="login-form"></form>'),
      ['failed', 'auth', 'partner: the page is no answer: "#login-form" is there'],
    ],
    [
      'a captcha',
      { body: '<title>安全验证</title>' },
      ['failed', 'rate-limited', 'partner: the page is no answer: "title" says "安全验证"'],
    ],
    [
      'HTTP 404 that the manifest does not explain',
      html('404', 404),
      ['failed', 'refused', 'partner: refused the request (HTTP 404)'],
    ],
    [
      'JSON in place of a page',
      { body: { code: 1 } },
      ['failed', 'shape', expect.stringContaining('expected a page of HTML')],
    ],
  ])('%s', async (_, answer, missed) => {
    site.answer = () => answer;
    expect((await site.collect(MANIFEST, 'reads', '3100001')).ends).toEqual([{ id: '3100001', missed }]);
  });
});

describe('a page with its count in an element', () => {
  const MANIFEST = `${head('partner-counter', 'plays')}format: html
request: { path: '/Pc/ArtInfoApi/video', query: { id: '{id}' }, batch: 1 }
removedStatus: [404]
item:
  state: { removed: [{ select: .notice, contains: 已删除 }], hidden: [{ select: .private }] }
  metrics:
    plays: { select: .info .num, match: '播放量[:：]?\\s*(.*)', rounding: floor, plus: truncated, hiddenTexts: [保密] }
    comments: { select: a.comments, attribute: data-count, optional: true }
`;
  const shown = (text: string): Step => html(`<div class="info"><span class="num">${text}</span></div>`);

  test('its text goes through the same reader of counts as every other', async () => {
    site.answer = () =>
      html('<p class="info"><b class="num">\n 播放量 1.2万 </b></p><a class="comments" data-count="31"></a>');
    expect((await site.collect(MANIFEST, 'plays', '7')).ends).toEqual([
      {
        id: '7',
        read: [
          ['plays', 12_000, 12_999, '1.2万'],
          ['comments', 31, 31, '31'],
        ],
      },
    ]);
  });

  test.each<[string, Step, readonly [string, string, unknown]]>([
    [
      'an element that is gone',
      html('<p>播放量1842</p>'),
      ['failed', 'shape', 'plays: nothing found at ".info .num"; the page may have changed'],
    ],
    [
      'an element that a script fills in later',
      shown('播放量'),
      ['failed', 'shape', 'plays: ".info .num" is empty; a script may fill it in later'],
    ],
    [
      'a text that the pattern does not know',
      shown('1842'),
      ['failed', 'shape', expect.stringContaining('the text at ".info .num" does not fit')],
    ],
    [
      'a text that is no count',
      shown('播放量约一万'),
      ['failed', 'shape', expect.stringContaining('cannot be read')],
    ],
    [
      'two elements that say different things',
      html('<div class="info"><i class="num">播放量1</i><i class="num">播放量2</i></div>'),
      ['failed', 'shape', '".info .num" stands in 2 places that say different things: make it more precise'],
    ],
    ['a count not public', shown('播放量 保密'), ['hidden', '', 'plays shown as "--"']],
    [
      'a page that is private',
      html('<div class="private">仅粉丝可见</div>'),
      ['hidden', '', '".private" is there'],
    ],
    [
      'a notice of removal',
      html('<div class="notice">该内容已删除</div>'),
      ['removed', '', '".notice" says "该内容已删除"'],
    ],
    [
      'another notice',
      html('<div class="notice">网络繁忙</div>'),
      ['failed', 'shape', expect.stringContaining('nothing found')],
    ],
    ['HTTP 404, which this manifest calls removed', html('404', 404), ['removed', '', 'HTTP 404']],
    [
      'HTTP 410, which it does not',
      html('410', 410),
      ['failed', 'refused', 'partner: refused the request (HTTP 410)'],
    ],
    ['a server that fails', html('502', 502), ['failed', 'network', 'partner: failed itself (HTTP 502)']],
  ])('%s', async (_, answer, missed) => {
    site.answer = () => answer;
    expect((await site.collect(MANIFEST, 'plays', '7')).ends).toEqual([{ id: '7', missed }]);
  });

  test('one page that has changed does not spoil the others, and keeps its evidence', async () => {
    site.answer = ({ query }) => (query.id === '2' ? html('<p>改版</p>') : shown(`播放量${query.id}00`));
    const { ends, all } = await site.collect(MANIFEST, 'plays', '1', '2', '3');
    expect(ends.map(({ read, missed }) => read?.[0]?.[1] ?? missed?.[1])).toEqual([100, 'shape', 300]);
    expect(
      all.rejects.map(({ placementId, evidence }) => [placementId, evidence.includes('<p>改版</p>')]),
    ).toEqual([[2, true]]);
  });
});

test('a list of pages: items by selector, ids from their links, the next page from its link', async () => {
  const manifest = `${head('partner-pages', 'reads')}format: html
request: { path: '/channel/{account}', query: { p: '{cursor}' }, batch: all }
items: ul.list > li
paging: { by: cursor, next: { select: a.next, attribute: href, match: 'p=(\\d+)' } }
item:
  id: { select: a.title, attribute: href, match: '/(\\d+)\\.html$' }
  metrics: { reads: { select: .reads } }
`;
  const row = (id: number, reads: string) =>
    `<li><a class="title" href="/n/${id}.html">…</a><i class="reads">${reads}</i></li>`;
  site.answer = ({ query }) =>
    query.p === undefined
      ? html(
          `<ul class="list">${row(1, '阅读 3,456')}${row(2, '1万+')}</ul><a class="next" href="?p=2">下一页</a>`,
        )
      : html(`<ul class="list">${row(3, '9')}<li>无标题</li></ul>`);
  const { ends } = await site.collect(manifest, 'reads', '1', '2', '3');
  expect(ends.map(({ read, missed }) => read?.[0]?.slice(1, 3) ?? missed)).toEqual([
    [3_456, 3_456],
    [10_000, null],
    ['failed', 'shape', expect.stringContaining('an item has no id at "a.title" attribute "href"')],
  ]);
  expect(site.requests()).toEqual(['/channel/channel-9', '/channel/channel-9?p=2']);
});
