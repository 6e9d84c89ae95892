import { expect, test } from 'vitest';
import type { Collector, Page } from '../../collectors/contract.ts';
import wechat from '../../collectors/platforms/wechat.ts';
import readers from '../../collectors/platforms/wechat-readers.ts';
import zhihu from '../../collectors/platforms/zhihu.ts';
import creations from '../../collectors/platforms/zhihu-creations.ts';

const at = (beijing: string): number => Date.parse(`${beijing}:00+08:00`);
const BIZ = 'MzAxMjM0NTY3OA==';
const linked = ({ links }: Pick<Collector, 'links'>, url: string): unknown => links?.recognise(new URL(url));

test.each([
  [
    `https://mp.weixin.qq.com/s?__biz=${BIZ}&mid=2247490098&idx=1&sn=ab12&chksm=cd34&scene=27#rd`,
    `${BIZ}:2247490098_1`,
  ],
  [`http://mp.weixin.qq.com/s?idx=2&mid=2247490098&__biz=${encodeURIComponent(BIZ)}`, `${BIZ}:2247490098_2`],
])('a WeChat article is known by account, push and place: %s', (url, externalId) => {
  expect(linked(wechat, url)).toEqual({ externalId, metric: 'reads', kind: 'article' });
  const canonical = wechat.links?.url(externalId) ?? '';
  expect(linked(wechat, canonical)).toEqual({ externalId, metric: 'reads', kind: 'article' });
});

test.each([
  'https://mp.weixin.qq.com/s/Ab3dEf6hIj9',
  `https://mp.weixin.qq.com/s?__biz=${BIZ}&mid=2247490098`,
  `https://mp.weixin.qq.com/mp/profile_ext?__biz=${BIZ}&mid=1&idx=1`,
])('a WeChat link without the three is none: %s', url => {
  expect(linked(wechat, url)).toBeNull();
});

test.each([
  ['https://www.zhihu.com/zvideo/1585519095471534181?utm_id=0', '1585519095471534181', 'plays', 'clip'],
  ['https://zhuanlan.zhihu.com/p/600000001', 'article:600000001', 'reads', 'article'],
  ['https://www.zhihu.com/p/600000001/', 'article:600000001', 'reads', 'article'],
  ['https://www.zhihu.com/question/19550225/answer/2800000001', 'answer:2800000001', 'reads', 'article'],
  ['https://www.zhihu.com/answer/2800000001', 'answer:2800000001', 'reads', 'article'],
])('a Zhihu link says what it is: %s', (url, externalId, metric, kind) => {
  expect(linked(zhihu, url)).toEqual({ externalId, metric, kind });
  expect(linked(zhihu, zhihu.links?.url(externalId) ?? '')).toEqual({ externalId, metric, kind });
});

test.each([
  'https://www.zhihu.com/pin/159',
  'https://www.zhihu.com/people/jinmen',
  'https://www.zhihu.com/question/19',
])('a Zhihu page that is no item we count is none: %s', url => {
  expect(linked(zhihu, url)).toBeNull();
});

const page = (cursor: string | null): Omit<Page, 'targets'> => ({
  accountId: 'a',
  credentials: { ZHIHU_SESSION: '<session>' },
  token: {
    accessToken: '<token>',
    openId: '',
    expiresAt: 0,
    refreshToken: null,
    refreshExpiresAt: null,
    renewals: 0,
  },
  cursor,
  now: at('2026-03-10T07:59'),
});

test('new WeChat articles are looked for day by day, a week back from the newest that is reported', () => {
  const days: unknown[] = [];
  let cursor: string | null = null;
  do {
    days.push(
      (readers.discovery?.request(page(cursor)).json as { begin_date: string } | undefined)?.begin_date,
    );
    cursor = readers.discovery?.nextCursor({ list: [] }, page(cursor)) ?? null;
  } while (cursor !== null);
  expect(days).toEqual([8, 7, 6, 5, 4, 3, 2].map(day => `2026-03-0${day}`));
  const found = readers.discovery?.read({
    list: [
      {
        ref_date: '2026-03-08',
        msgid: '2247490098_1',
        title: '城市更新观察',
        content_url: `https://mp.weixin.qq.com/s?__biz=${BIZ}&mid=2247490098&idx=1&sn=ab12`,
      },
    ],
  });
  expect(found).toEqual([
    {
      externalId: `${BIZ}:2247490098_1`,
      title: '城市更新观察',
      url: `https://mp.weixin.qq.com/s?__biz=${BIZ}&mid=2247490098&idx=1&sn=ab12`,
      publishedAt: at('2026-03-08T00:00'),
      kind: 'article',
      metric: 'readers',
    },
  ]);
});

test('an article whose link names another push is refused: then the link does not make its id', () => {
  const content_url = `https://mp.weixin.qq.com/s?__biz=${BIZ}&mid=2247490099&idx=1&sn=ab12`;
  const list = [{ ref_date: '2026-03-08', msgid: '2247490098_1', title: '题', content_url }];
  expect(() => readers.discovery?.read({ list })).toThrow(
    `wechat: article 2247490098_1 has a link that says otherwise: ${content_url}`,
  );
});

test('the creator centre lists what it counts, and goes on by offset', () => {
  const creation = (type: string, id: string, title?: string) => ({
    type,
    data: { id, created_time: 1_671_336_000, ...(title !== undefined && { title }) },
  });
  const body = {
    paging: { is_end: false },
    data: [
      creation('article', '1', '见闻'),
      creation('pin', '2'),
      creation('zvideo', '3', ''),
      creation('answer', '4'),
    ],
  };
  const publishedAt = at('2022-12-18T12:00');
  expect(creations.discovery?.read(body)).toEqual([
    {
      externalId: 'article:1',
      title: '见闻',
      url: 'https://zhuanlan.zhihu.com/p/1',
      publishedAt,
      kind: 'article',
      metric: 'reads',
    },
    {
      externalId: '3',
      title: 'https://www.zhihu.com/zvideo/3',
      url: 'https://www.zhihu.com/zvideo/3',
      publishedAt,
      kind: 'clip',
      metric: 'plays',
    },
    {
      externalId: 'answer:4',
      title: 'https://www.zhihu.com/answer/4',
      url: 'https://www.zhihu.com/answer/4',
      publishedAt,
      kind: 'article',
      metric: 'reads',
    },
  ]);
  const next = (is_end: boolean, cursor: string | null, data = body.data) =>
    creations.discovery?.nextCursor({ paging: { is_end }, data }, page(cursor));
  expect([next(false, null), next(false, '20'), next(true, '20')]).toEqual(['4', '24', null]);
  expect(() => next(true, null, [])).toThrow('lists nothing at all');
  expect(() => next(false, '20', [])).toThrow('goes on after 20 creations, and is empty');
});
